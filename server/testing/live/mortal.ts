/** Stores that die in the middle of the work, as a worker does that is killed: from some call on nothing comes through. */
import type { ClickHouse, Postgres } from '#platform';
import type { Draw } from '../packs/draw.ts';

export interface Fate {
  /** Calls until the end. */
  left: number;
  /** The last call reaches the engine, though its answer is never heard. */
  readonly isHeard: boolean;
}

export const drawFate = (draw: Draw): Fate => ({ left: 1 + draw.below(60), isHeard: draw.chance(0.5) });

/** Calls that begin when it is over, and those whose answer came too late, end in this. */
class Killed extends Error {}

async function living<T>(fate: Fate, call: () => Promise<T>): Promise<T> {
  fate.left--;
  if (fate.left < 0 || (fate.left === 0 && !fate.isHeard)) throw new Killed('killed');
  const answer = await call();
  if (fate.left <= 0) throw new Killed('killed');
  return answer;
}

export const mortalPostgres = (pg: Postgres, fate: Fate): Postgres => ({
  ...pg,
  query: (sql, values) => living(fate, () => pg.query(sql, values)),
  // What a transaction has not committed goes with its connection.
  transaction: (work) => living(fate, () => pg.transaction((tx) => work({ query: (sql, values) => living(fate, () => tx.query(sql, values)) }))),
});

export const mortalClickhouse = (clickhouse: ClickHouse, fate: Fate): ClickHouse => ({
  ...clickhouse,
  query: (sql, params, options) => living(fate, () => clickhouse.query(sql, params, options)),
  command: (sql, params, options) => living(fate, () => clickhouse.command(sql, params, options)),
  insert: (table, body, options) => living(fate, () => clickhouse.insert(table, body, options)),
});
