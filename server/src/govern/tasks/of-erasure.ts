import type { PostgresSession } from '#platform';
import type { Task, TaskParticipant } from './participant.ts';
import { counted, figure } from './words.ts';

interface Row {
  readonly id: number;
  readonly workspace: number;
  readonly state: 'waiting' | 'removing' | 'scrubbing' | 'done' | 'failed';
  readonly author: string;
  readonly error: string | null;
  readonly removed: number;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `e.id, e.workspace, e.state, e.author, e.error, e.asked_at AS "askedAt", e.finished_at AS "finishedAt",
  coalesce((SELECT sum(d.count) FROM govern.erased d WHERE d.erasure_id = e.id), 0)::bigint AS removed`;
const page = `
  SELECT ${columns} FROM govern.erasure e
  WHERE e.workspace = $1 AND ($2 = 'all' OR (e.state IN ('waiting', 'removing', 'scrubbing')) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR e.asked_at < $3)
  ORDER BY e.id DESC LIMIT $4`;
const one = `SELECT ${columns} FROM govern.erasure e WHERE e.workspace = $1 AND e.id = $2`;
const ended = `SELECT ${columns} FROM govern.erasure e WHERE e.finished_at >= $1 ORDER BY e.finished_at LIMIT $2`;

const states = { waiting: 'waiting', removing: 'running', scrubbing: 'running', done: 'done', failed: 'failed' } as const;
/** Nobody finds them; what is left elsewhere is gone; files are written anew. */
const steps = { waiting: 0, removing: 1, scrubbing: 2, done: 3, failed: 0 } as const;

const taskOf = ({ id, workspace, state, author, error, removed, askedAt, finishedAt }: Row): Task => ({
  kind: 'erasure',
  id: String(id),
  workspace,
  title: { zh: `删除个人数据 #${id}`, en: `Erasure #${id}` },
  state: states[state],
  progress: { done: steps[state], total: 3, unit: 'steps' },
  by: author,
  askedAt,
  startedAt: state === 'waiting' ? null : askedAt,
  endedAt: finishedAt,
  result: state === 'done' ? { zh: `已删除 ${figure(removed)} 条记录`, en: `${counted(removed, 'record')} removed` } : null,
  problem: state === 'failed' ? { code: 'DQ_ERASURE_FAILED', zh: `失败：${error ?? ''}`, en: error ?? 'it did not end' } : null,
  stopKeeps: null,
  runsOn: {
    zh: '删除个人数据不能中途停止：停在一半会有残留，无法兑现对客户的承诺，也无法出具证明。',
    en: 'An erasure cannot be stopped: half done, data would be gone here and still there, and what the customer asked for could not be certified.',
  },
});

/** Erasures as the task centre shows them. What a person asked for is not stopped by a click. */
export const erasureTasks = ({ pg }: { readonly pg: PostgresSession }): TaskParticipant => ({
  kind: 'erasure',
  list: async ({ workspace, which, before, limit }) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (/^\d{1,15}$/.test(id) ? (await pg.query<Row>(one, [workspace, id])).map(taskOf)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
});
