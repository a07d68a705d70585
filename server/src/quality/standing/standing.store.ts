import type { PostgresSession } from '#platform';
import type { Facts } from './facts.ts';

const put = `
  INSERT INTO quality.standing (workspace, day, at, facts) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace, day) DO UPDATE SET at = excluded.at, facts = excluded.facts`;
const latest = 'SELECT facts FROM quality.standing WHERE workspace = $1 ORDER BY day DESC LIMIT 1';
const before = 'SELECT facts FROM quality.standing WHERE workspace = $1 AND day <= $2::date ORDER BY day DESC LIMIT 1';

export const putStanding = (pg: PostgresSession, workspace: number, day: string, at: Date, facts: Facts): Promise<unknown> =>
  pg.query(put, [workspace, day, at, JSON.stringify(facts)]);

/** What was found last. */
export const readStanding = async (pg: PostgresSession, workspace: number): Promise<Facts | undefined> =>
  (await pg.query<{ facts: Facts }>(latest, [workspace]))[0]?.facts;

/** What was found last up to a day. */
export const readStandingAt = async (pg: PostgresSession, workspace: number, day: string): Promise<Facts | undefined> =>
  (await pg.query<{ facts: Facts }>(before, [workspace, day]))[0]?.facts;
