import { eventReason } from '@danqing/contracts';
import { counted, figure, type Task, type TaskParticipant } from '#govern';
import type { PostgresSession } from '#platform';
import type { QuarantineFilter } from './quarantine.read.ts';

interface Row {
  readonly id: number;
  readonly workspace: number;
  readonly filter: QuarantineFilter;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly taken: number;
  readonly passed: number;
  readonly error: string | null;
}

const columns = `id, workspace, filter, requested_at AS "requestedAt", finished_at AS "finishedAt", taken, passed, error`;
const page = `
  SELECT ${columns} FROM pipeline.replay
  WHERE workspace = $1 AND ($2 = 'all' OR (finished_at IS NULL) = ($2 = 'open')) AND ($3::timestamptz IS NULL OR requested_at < $3)
  ORDER BY id DESC LIMIT $4`;
const one = `SELECT ${columns} FROM pipeline.replay WHERE workspace = $1 AND id = $2`;
const ended = `SELECT ${columns} FROM pipeline.replay WHERE finished_at >= $1 ORDER BY finished_at LIMIT $2`;
const stop = `UPDATE pipeline.replay SET finished_at = now(), error = $3 WHERE workspace = $1 AND id = $2 AND finished_at IS NULL RETURNING id`;

const stopped = 'DQ_STOPPED';

function stateOf({ finishedAt, taken, error }: Row): Task['state'] {
  if (error === stopped) return 'stopped';
  if (error !== null) return 'failed';
  if (finishedAt !== null) return 'done';
  return taken > 0 ? 'running' : 'waiting';
}

const reasonOf = ({ reason }: QuarantineFilter, language: 'zh' | 'en'): string | undefined =>
  reason === undefined ? undefined : eventReason(reason, language);

const taskOf = (row: Row): Task => {
  const { id, workspace, filter, taken, passed, error } = row;
  const state = stateOf(row);
  return {
    kind: 'replay',
    id: String(id),
    workspace,
    title: {
      zh: ['重新处理待处理数据', filter.source, reasonOf(filter, 'zh')].filter((part) => part !== undefined).join(' · '),
      en: ['Replay of quarantine', filter.source, reasonOf(filter, 'en')].filter((part) => part !== undefined).join(' · '),
    },
    state,
    progress: { done: taken, total: row.finishedAt === null ? (filter.ids?.length ?? null) : taken, unit: 'events' },
    by: null,
    askedAt: row.requestedAt,
    startedAt: taken > 0 ? row.requestedAt : null,
    endedAt: row.finishedAt,
    result:
      state === 'done'
        ? {
            zh: `重新处理 ${figure(taken)} 条，${figure(passed)} 条进入客户数据`,
            en: `${counted(taken, 'event')} run again, ${figure(passed)} now in the profiles`,
          }
        : null,
    problem: state === 'failed' ? { code: 'DQ_REPLAY_FAILED', zh: `失败：${error ?? ''}`, en: error ?? 'it did not end' } : null,
    stopKeeps:
      row.finishedAt === null ? { zh: '已重新处理的会保留，其余仍在待处理数据里', en: 'What was run again stays so; the rest waits in quarantine' } : null,
  };
};

/** Replays of quarantine as the task centre shows them. */
export const replayTasks = ({ pg }: { readonly pg: PostgresSession }): TaskParticipant => ({
  kind: 'replay',
  list: async ({ workspace, which, before, limit }) => (await pg.query<Row>(page, [workspace, which, before ?? null, limit])).map(taskOf),
  find: async (workspace, id) => (/^\d{1,15}$/.test(id) ? (await pg.query<Row>(one, [workspace, id])).map(taskOf)[0] : undefined),
  endedSince: async (since, limit) => (await pg.query<Row>(ended, [since, limit])).map(taskOf),
  stop: async (workspace, id) => /^\d{1,15}$/.test(id) && (await pg.query(stop, [workspace, id, stopped])).length === 1,
});
