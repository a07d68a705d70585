import type { Words } from '@danqing/contracts';
import { counted, figure, type Task, type TaskFilter, type TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import type { PostgresSession } from '#platform';
import type { ImportError } from './import.read.ts';
import { markCancelled } from './import.store.ts';

interface Row {
  readonly id: string;
  readonly workspace: number;
  readonly fileName: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly phase: string;
  readonly totalBytes: number;
  readonly readBytes: number;
  readonly made: number;
  readonly events: number;
  readonly duplicates: number;
  readonly parked: number;
  readonly rejectedCount: number;
  readonly error: ImportError | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

// Without the mapping and the rejected rows, which may be long.
const columns = `id, workspace, file_name AS "fileName", state, phase, total_bytes AS "totalBytes", read_bytes AS "readBytes", made, events, duplicates, parked,
  rejected_count AS "rejectedCount", error, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;
const isOpen = `state IN ('queued', 'running')`;
const page = `
  SELECT ${columns} FROM collect.import
  WHERE workspace = $1 AND NOT is_dry_run AND connection_run IS NULL AND ($2 = 'all' OR (${isOpen}) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR created_at < $3)
  ORDER BY created_at DESC, id DESC LIMIT $4`;
const one = `SELECT ${columns} FROM collect.import WHERE workspace = $1 AND id = $2 AND NOT is_dry_run`;
const ended = `SELECT ${columns} FROM collect.import WHERE finished_at >= $1 AND NOT is_dry_run AND connection_run IS NULL ORDER BY finished_at LIMIT $2`;

const states = { queued: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'stopped' } as const;

function resultOf({ state, events, duplicates, parked, rejectedCount }: Row): Words | null {
  if (state !== 'done') return null;
  const more = [
    { n: duplicates, zh: '条已导入过', en: 'already imported' },
    { n: parked, zh: '条待处理', en: 'wait in quarantine' },
    { n: rejectedCount, zh: '行无法读取', en: 'rows could not be read' },
  ].filter(({ n }) => n > 0);
  return {
    zh: [`新增 ${figure(events)} 条事件`, ...more.map(({ n, zh }) => `${figure(n)} ${zh}`)].join('，'),
    en: [counted(events, 'new event'), ...more.map(({ n, en }) => `${figure(n)} ${en}`)].join(', '),
  };
}

const taskOf = (row: Row): Task => {
  const { id, workspace, fileName, state, totalBytes, readBytes, error } = row;
  return {
    kind: 'import',
    id,
    workspace,
    title: { zh: `导入“${fileName}”`, en: `Import of “${fileName}”` },
    state: states[state],
    progress: { done: readBytes, total: totalBytes, unit: 'bytes' },
    by: null,
    askedAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.finishedAt,
    result: resultOf(row),
    problem: error === null ? null : { code: error.code, zh: `失败：${error.message}`, en: error.message },
    stopKeeps: state === 'queued' || state === 'running' ? { zh: '已经写入的事件会保留', en: 'Events that were written by then stay' } : null,
  };
};

/** Imports as the task centre shows them. */
export const importTasks = ({ pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): TaskParticipant => ({
  kind: 'import',
  list: async ({ workspace, which, before, limit }: TaskFilter) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (await pg.query<Row>(one, [workspace, id])).map(taskOf)[0],
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
  stop: (workspace, id) => markCancelled(pg, id, workspace, new Date(clock.now())),
});
