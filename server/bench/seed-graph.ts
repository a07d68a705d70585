import type { Postgres } from '#platform';

/**
 * A graph of identities as years of messages leave it, straight into the tables. $1 to $2: people, of $3. Each has a user id, a phone, a browser and an e-mail address; every
 * tenth a second address; of every twentieth the phone was somebody by itself before a message merged the two; every fiftieth was seen on the next one's browser, which was refused.
 */
const people = `
  WITH person AS (SELECT n AS id, now() - interval '1 year' + n * interval '1 second' AS at FROM generate_series($1::bigint, $2::bigint) AS n),
  profile AS (
    INSERT INTO identify.profile (id, workspace, root_id, created_at)
    SELECT id, 1, id, at FROM person UNION ALL SELECT $3 + id / 20, 1, id, at FROM person WHERE id % 20 = 0
  ),
  held AS (
    SELECT id, kind, value, at + place * interval '1 minute' AS at, CASE WHEN kind = 'phone' AND id % 20 = 0 THEN $3 + id / 20 ELSE id END AS home, place
    FROM person, LATERAL (VALUES (1, 'user_id', 'u' || id), (2, 'phone', '+86138' || lpad(id::text, 8, '0')), (3, 'anonymous_id', 'a' || id),
      (4, 'email', 'e' || id || '@example.com'), (5, 'email', 'f' || id || '@example.com')) AS one (place, kind, value)
    WHERE place < 5 OR id % 10 = 0
  ),
  identifier AS (
    INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
    SELECT 1, kind, value, id, home, 1, at, at FROM held
  ),
  edge AS (
    INSERT INTO identify.edge (workspace, a_kind, a_value, b_kind, b_value, kind, message_id, source_id, first_seen, last_seen)
    SELECT 1, 'user_id', 'u' || id, kind, value, 'together', 'm' || id || '-' || place, 1, at, at FROM held WHERE place > 1
  ),
  merge AS (
    INSERT INTO identify.merge (workspace, into_id, from_id, cause, message_id, merged_at, a_home, b_home, a_kind, a_value, b_kind, b_value)
    SELECT 1, id, home, 'event', 'm' || id || '-2', at, id, home, 'user_id', 'u' || id, kind, value FROM held WHERE home <> id
  )
  INSERT INTO identify.conflict (workspace, kept_id, other_id, kind, a_kind, a_value, b_kind, b_value, message_id, first_seen, last_seen, cause, most)
  SELECT 1, id, id + 1, 'user_id', 'user_id', 'u' || id, 'anonymous_id', 'a' || id + 1, 'c' || id, at + interval '1 hour', at + interval '1 hour', 'limit', 1 FROM person WHERE id % 50 = 0 AND id < $3`;

const peopleAtOnce = 100_000;

/** What `seedGraph` makes of a number of people: how many identifiers, and how many of them a limit of one e-mail address would not let in. */
export const graphOf = (count: number) => ({ identifiers: count * 4 + Math.floor(count / 10), secondAddresses: Math.floor(count / 10) });

export async function seedGraph(pg: Postgres, count: number): Promise<void> {
  for (let first = 1; first <= count; first += peopleAtOnce) await pg.query(people, [first, Math.min(count, first + peopleAtOnce - 1), count]);
  await pg.query(`SELECT setval('identify.profile_id', $1)`, [count + Math.floor(count / 20) + 1]);
  for (const table of ['profile', 'identifier', 'edge', 'merge', 'conflict']) await pg.query(`VACUUM ANALYZE identify.${table}`);
}
