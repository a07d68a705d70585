import type { ErasureParticipant } from '#govern';
import { isJsonObject } from '#kernel';
import type { Postgres } from '#platform';
import type { ChangeLog } from './live/change-log.ts';

interface EraseDeps {
  readonly pg: Postgres;
  readonly changes: ChangeLog;
}

/** What was under way when it began: runs and ticks up to this number may still bring values, live definitions before this change do not know yet. */
interface Begun {
  readonly run: number;
  readonly change: number;
}

const isBegun = (value: unknown): value is Begun => isJsonObject(value) && typeof value['run'] === 'number' && typeof value['change'] === 'number';

const lastRun = `SELECT coalesce((SELECT last_value FROM pg_sequences WHERE schemaname = 'evaluate' AND sequencename = 'run_id_seq'), 0) AS run`;

/** A definition that is not ready is computed in full next, which knows of everything. */
const isUnderWay = `
  SELECT EXISTS (SELECT FROM evaluate.run WHERE workspace = $1 AND id <= $2 AND finished_at IS NULL)
      OR EXISTS (SELECT FROM evaluate.outbox WHERE workspace = $1 AND tick <= $2)
      OR EXISTS (SELECT FROM evaluate.node WHERE workspace = $1 AND refresh = 'live' AND state = 'ready' AND change_id >= 0 AND change_id < $3) AS "isUnderWay"`;

const forgetStream = `
  UPDATE evaluate.stream s SET items = coalesce((SELECT json_agg(item) FROM json_array_elements(s.items) AS item WHERE NOT (item ->> 'profile')::bigint = ANY($2::bigint[])), '[]')
  WHERE s.workspace = $1 AND EXISTS (SELECT FROM json_array_elements(s.items) AS item WHERE (item ->> 'profile')::bigint = ANY($2::bigint[])) RETURNING 1`;

/**
 * Waits until every definition has let go of them and told so, because what begins later than that cannot see them; then takes what the stream still tells of them. Tags and
 * segments come after it.
 */
export const evaluationErasure = ({ pg, changes }: EraseDeps): ErasureParticipant => ({
  name: 'definitions',
  tables: ['evaluate.outbox', 'evaluate.stream'],
  sweep: async ({ workspace, homes }, progress) => {
    const begun = isBegun(progress) ? progress : await begin({ pg, changes }, workspace);
    const [row] = await pg.query<{ isUnderWay: boolean }>(isUnderWay, [workspace, begun.run, begun.change]);
    if (row?.isUnderWay !== false) return { removed: [], isDone: false, progress: begun };
    const told = await pg.query(forgetStream, [workspace, homes]);
    return { removed: [{ store: 'postgres', what: 'announcements of changes', count: told.length }], isDone: true };
  },
});

async function begin({ pg, changes }: EraseDeps, workspace: number): Promise<Begun> {
  const change = (await changes.heads()).get(workspace) ?? 0;
  const [row] = await pg.query<{ run: number }>(lastRun);
  return { run: row?.run ?? 0, change };
}
