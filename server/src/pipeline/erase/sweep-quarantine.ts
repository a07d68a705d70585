import type { ErasureParticipant } from '#govern';
import { isJsonObject, placeInLog } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { eventsAgain } from '../mend/again.ts';
import { type ParkedRow, readQuarantine } from '../quarantine.read.ts';
import { erasedNames } from './erased-names.ts';
import type { SweepLogDeps } from './sweep-log.ts';

export interface SweepQuarantineDeps extends SweepLogDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

/** A replay was asked for; nothing waits for them any more when it has ended. */
interface Asked {
  readonly replay: number;
  readonly ids: readonly string[];
}

const isAsked = (value: unknown): value is Asked => isJsonObject(value) && typeof value['replay'] === 'number' && Array.isArray(value['ids']);

const ask = 'INSERT INTO pipeline.replay (workspace, filter) VALUES ($1, $2) RETURNING id';
const hasArrived = `
  SELECT (SELECT finished_at IS NOT NULL FROM pipeline.replay WHERE id = $1)
     AND NOT EXISTS (SELECT FROM pipeline.outbox WHERE starts_with(token, 'replay:' || $1 || ':')) AS "hasArrived"`;
const forgetFilter = `UPDATE pipeline.replay SET filter = '{}' WHERE id = $1`;
const remove = `
  ALTER TABLE quarantine DELETE WHERE workspace = {workspace:UInt32} AND concat(toString(log_position), '-', toString(log_index)) IN {ids:Array(String)}`;

const rowsEach = 2000;

/**
 * What waits in quarantine and is theirs is asked to run again: it ends as erased, with the counters, in the pipeline's turn. Then its rows are deleted.
 */
export const quarantineErasure = (deps: SweepQuarantineDeps): ErasureParticipant => ({
  name: 'quarantine',
  tables: ['pipeline.replay'],
  sweep: async ({ workspace, identifiers, position }, progress) => {
    const { pg, clickhouse } = deps;
    if (!isAsked(progress)) {
      const ids = await findParked(deps, workspace, erasedNames(identifiers), position ?? 0);
      if (ids.length === 0) return { removed: [], isDone: true };
      const [row] = await pg.query<{ id: number }>(ask, [workspace, JSON.stringify({ ids, isErasure: true })]);
      return { removed: [], isDone: false, progress: { replay: row?.id ?? 0, ids } };
    }
    const { replay, ids } = progress;
    const [row] = await pg.query<{ hasArrived: boolean }>(hasArrived, [replay]);
    if (row?.hasArrived !== true) return { removed: [], isDone: false, progress };
    for (let from = 0; from < ids.length; from += rowsEach)
      await clickhouse.command(remove, { workspace, ids: ids.slice(from, from + rowsEach) }, { lane: 'batch', settings: { mutations_sync: 1 } });
    await pg.query(forgetFilter, [replay]);
    return { removed: [{ store: 'clickhouse', what: 'messages in quarantine', count: ids.length }], isDone: true };
  },
});

type Names = ReturnType<typeof erasedNames>;

async function findParked(deps: SweepQuarantineDeps, workspace: number, names: Names, before: number): Promise<readonly string[]> {
  const found: string[] = [];
  let after = { afterPosition: 0, afterIndex: -1 };
  for (;;) {
    const rows: readonly ParkedRow[] = await readQuarantine(deps.clickhouse, workspace, {}, { ...after, limit: rowsEach });
    const last = rows.at(-1);
    if (last === undefined) return found;
    for (const { row, raw, origin } of eventsAgain(rows, workspace, deps)) {
      if (row.position < before && names.fateOf(raw, origin) === 'goes') found.push(placeInLog(row.position, row.index));
    }
    after = { afterPosition: last.position, afterIndex: last.index };
  }
}
