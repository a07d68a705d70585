import type { PostgresSession } from '#platform';
import { type Facts, noFacts } from './facts.ts';

const put = `
  INSERT INTO quality.standing (workspace, day, at, facts) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace, day) DO UPDATE SET at = excluded.at, facts = excluded.facts`;
const latest = 'SELECT facts FROM quality.standing WHERE workspace = $1 ORDER BY day DESC LIMIT 1';
const before = 'SELECT facts FROM quality.standing WHERE workspace = $1 AND day <= $2::date ORDER BY day DESC LIMIT 1';

export const putStanding = (pg: PostgresSession, workspace: number, day: string, at: Date, facts: Facts): Promise<unknown> =>
  pg.query(put, [workspace, day, at, JSON.stringify(facts)]);

/** As kept by an older version everybody was looked at. */
interface Kept extends Omit<Facts, 'looked' | 'orders' | 'holders' | 'said' | 'agreement'> {
  readonly looked?: Facts['looked'];
  readonly orders?: Facts['orders'];
  readonly holders: readonly (Omit<Facts['holders'][number], 'deff'> & { readonly deff?: number })[];
  readonly said: readonly (Omit<Facts['said'][number], 'deff'> & { readonly deff?: number })[];
  readonly agreement: readonly (Omit<Facts['agreement'][number], 'deff'> & { readonly deff?: number })[];
}
const counted = <Row extends object>(row: Row & { readonly deff?: number }): Row & { readonly deff: number } => ({ ...row, deff: row.deff ?? 1 });
const factsOf = (kept: Kept): Facts => ({
  ...kept,
  looked: kept.looked ?? { ...noFacts.looked, people: kept.people },
  orders: kept.orders ?? noFacts.orders,
  holders: kept.holders.map((row) => counted(row)),
  said: kept.said.map((row) => counted(row)),
  agreement: kept.agreement.map((row) => counted(row)),
});

async function readOne(pg: PostgresSession, sql: string, params: readonly unknown[]): Promise<Facts | undefined> {
  const [row] = await pg.query<{ facts: Kept }>(sql, params);
  return row === undefined ? undefined : factsOf(row.facts);
}

/** What was found last. */
export const readStanding = (pg: PostgresSession, workspace: number): Promise<Facts | undefined> => readOne(pg, latest, [workspace]);

/** What was found last up to a day. */
export const readStandingAt = (pg: PostgresSession, workspace: number, day: string): Promise<Facts | undefined> => readOne(pg, before, [workspace, day]);
