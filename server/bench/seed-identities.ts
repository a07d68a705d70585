import type { Postgres } from '#platform';
import { seedProfiles } from './seed.ts';
import type { Subject } from './subject.ts';

/** The people of `mixedEvent`'s first rounds: nine known by user id, one by anonymous id each. */
const SEED_GRAPH = `
  WITH person AS (
    SELECT n + 1 AS id, CASE WHEN n % 10 < 9 THEN 'user_id' ELSE 'anonymous_id' END AS kind,
      CASE WHEN n % 10 < 9 THEN 'u' || (n / 10 * 9 + n % 10) ELSE 'a' || n / 10 END AS value
    FROM generate_series($1::bigint, $2::bigint) AS n
  ), profile AS (
    INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, 1, id, now() - interval '1 year' FROM person
  )
  INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
  SELECT 1, kind, value, id, id, 1, now() - interval '1 year', now() - interval '1 day' FROM person`;

const peopleAtOnce = 500_000;

/** Stores `people` (a multiple of ten) with an identifier each, as the rounds of `mixedEvent` before `people × 10` would have made them. */
export async function seedIdentities({ pg, clickhouse }: Pick<Subject, 'pg' | 'clickhouse'>, people: number): Promise<void> {
  for (let first = 0; first < people; first += peopleAtOnce) await pg.query(SEED_GRAPH, [first, Math.min(people, first + peopleAtOnce) - 1]);
  await pg.query(`SELECT setval('identify.profile_id', $1)`, [people + 1]);
  await analyse(pg);
  await seedProfiles(clickhouse, people);
}

/** As autovacuum would have done meanwhile. */
async function analyse(pg: Postgres): Promise<void> {
  for (const table of ['identify.profile', 'identify.identifier']) await pg.query(`VACUUM ANALYZE ${table}`);
}
