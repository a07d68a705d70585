import { counted, figure, type Task, type TaskFilter, type TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import { problemInChinese } from './problem.ts';
import { endRun } from './run.store.ts';
import { cancelSlices } from './slice-import.store.ts';
import type { RunProblem } from './types.ts';

interface Row {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  readonly cause: 'schedule' | 'person';
  readonly by: string | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  readonly readRows: number;
  readonly events: number;
  readonly error: RunProblem | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

const rows = `
  SELECT r.id, r.workspace, c.name, r.cause, r.by, r.state, r.read_rows AS "readRows", r.error, r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt",
    (SELECT coalesce(sum(i.events), 0)::bigint FROM collect.import i WHERE i.connection_run = r.id) AS events
  FROM collect.connection_run r JOIN collect.connection c ON c.id = r.connection`;
const isOpen = `r.state IN ('waiting', 'running')`;
// Runs by the clock that went well are told by their connection; there are hundreds of them a day.
const isTold = `(r.cause = 'person' OR r.state IN ('waiting', 'running', 'failed'))`;
const page = `${rows}
  WHERE r.workspace = $1 AND ${isTold} AND ($2 = 'all' OR (${isOpen}) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR r.created_at < $3)
  ORDER BY r.created_at DESC, r.id DESC LIMIT $4`;
const one = `${rows} WHERE r.workspace = $1 AND r.id = $2`;
const ended = `${rows} WHERE r.finished_at >= $1 AND r.cause = 'person' ORDER BY r.finished_at LIMIT $2`;

const taskOf = ({ id, workspace, name, cause, by, state, readRows, events, error, createdAt, startedAt, finishedAt }: Row): Task => ({
  kind: 'connection_run',
  id: String(id),
  workspace,
  title: { zh: `从“${name}”取数`, en: `Fetching from “${name}”` },
  state,
  progress: { done: readRows, total: null, unit: 'rows' },
  by,
  askedAt: createdAt,
  startedAt,
  endedAt: finishedAt,
  result:
    state === 'done'
      ? { zh: `读取 ${figure(readRows)} 行，新增 ${figure(events)} 条`, en: `${counted(readRows, 'row')} read, ${counted(events, 'new event')}` }
      : null,
  problem: error === null ? null : { code: error.code, zh: problemInChinese(error), en: error.message },
  stopKeeps:
    state === 'waiting' || state === 'running'
      ? { zh: '已经写入的数据会保留，下次从停下的地方继续', en: 'What was written by then stays, and the next run goes on from there' }
      : null,
  ...(cause === 'schedule' ? { cause: { zh: '定时', en: 'schedule' } } : {}),
});

/** Runs of connections as the task centre shows them. */
export const connectionTasks = ({ pg, clock }: { readonly pg: Postgres; readonly clock: Clock }): TaskParticipant => ({
  kind: 'connection_run',
  list: async ({ workspace, which, before, limit }: TaskFilter) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (/^\d{1,15}$/.test(id) ? (await pg.query<Row>(one, [workspace, Number(id)])).map(taskOf)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
  stop: async (workspace, id) => {
    const [found] = /^\d{1,15}$/.test(id) ? await pg.query<Row>(one, [workspace, Number(id)]) : [];
    if (found === undefined) return false;
    const at = new Date(clock.now());
    return await pg.transaction(async (tx) => {
      const isStopped = await endRun(tx, found.id, 'stopped', at);
      if (isStopped) await cancelSlices(tx, found.id, at);
      return isStopped;
    });
  },
});
