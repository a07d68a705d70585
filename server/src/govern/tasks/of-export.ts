import type { Clock } from '#kernel';
import type { PostgresSession } from '#platform';
import { cancelExport } from '../export/export.store.ts';
import type { Task, TaskParticipant } from './participant.ts';
import { counted, figure } from './words.ts';

interface Row {
  readonly id: number;
  readonly workspace: number;
  readonly what: 'profiles' | 'events' | 'members';
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'expired';
  readonly rows: number;
  readonly isCut: boolean;
  readonly actor: string;
  readonly error: string | null;
  readonly askedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const columns = `id, workspace, what, state, rows, is_cut AS "isCut", actor, error, asked_at AS "askedAt", started_at AS "startedAt", finished_at AS "finishedAt"`;
const page = `
  SELECT ${columns} FROM govern.export
  WHERE workspace = $1 AND ($2 = 'all' OR (state IN ('queued', 'running')) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR asked_at < $3) ORDER BY id DESC LIMIT $4`;
const one = `SELECT ${columns} FROM govern.export WHERE workspace = $1 AND id = $2`;
const ended = `SELECT ${columns} FROM govern.export WHERE finished_at >= $1 ORDER BY finished_at LIMIT $2`;

const whats = {
  profiles: { zh: '导出客户', en: 'Export of customers' },
  events: { zh: '导出事件', en: 'Export of events' },
  members: { zh: '导出人群成员', en: 'Export of a segment’s members' },
} as const;
const states = { queued: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'stopped', expired: 'done' } as const;

const taskOf = ({ id, workspace, what, state, rows, isCut, actor, error, askedAt, startedAt, finishedAt }: Row): Task => {
  const isOpen = state === 'queued' || state === 'running';
  const cut = isCut ? { zh: '，已达你的导出上限', en: ', up to your limit' } : { zh: '', en: '' };
  const gone = state === 'expired' ? { zh: '，文件已过期', en: ', the file is gone' } : cut;
  return {
    kind: 'export',
    id: String(id),
    workspace,
    title: whats[what],
    state: states[state],
    progress: { done: rows, total: isOpen ? null : rows, unit: 'rows' },
    by: actor,
    askedAt,
    startedAt,
    endedAt: finishedAt,
    result: state === 'done' || state === 'expired' ? { zh: `${figure(rows)} 行${gone.zh}`, en: `${counted(rows, 'row')}${gone.en}` } : null,
    problem: state === 'failed' ? { code: 'DQ_EXPORT_FAILED', zh: `失败：${error ?? ''}`, en: error ?? 'it did not end' } : null,
    stopKeeps: isOpen ? { zh: '不会保留文件', en: 'No file is kept' } : null,
  };
};

const isId = (id: string): boolean => /^\d{1,15}$/.test(id);

/** Exports as the task centre shows them. */
export const exportTasks = ({ pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): TaskParticipant => ({
  kind: 'export',
  list: async ({ workspace, which, before, limit }) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (isId(id) ? (await pg.query<Row>(one, [workspace, id])).map(taskOf)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
  stop: async (workspace, id) => isId(id) && (await cancelExport(pg, workspace, Number(id), new Date(clock.now()))),
});
