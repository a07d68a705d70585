import { untilMerged } from './seed.ts';
import type { Subject } from './subject.ts';

/** Ids of the copies lie so far apart; a demo of some thousand customers has fewer profiles. */
const stride = 100_000;
const copiesAtOnce = 50;

const COPY_EVENTS = `
INSERT INTO event_feed
SELECT * EXCEPT copy REPLACE (origin_id + copy * ${stride} AS origin_id, profile_id + copy * ${stride} AS profile_id, concat(message_id, '-', toString(copy)) AS message_id)
FROM (
  SELECT *, copy FROM event_timeline ARRAY JOIN range({first:UInt64}, {end:UInt64}) AS copy
  WHERE origin_id < ${stride} AND cityHash64(message_id, copy) % {of:UInt64} = 0
)`;

const COPY_PROFILES = `
INSERT INTO profile (workspace, profile_id, merged_into, created_at, kinds, traits)
SELECT workspace, profile_id + copy * ${stride}, if(merged_into = 0, 0, merged_into + copy * ${stride}), created_at, kinds, traits
FROM profile ARRAY JOIN range({first:UInt64}, {end:UInt64}) AS copy
WHERE profile_id < ${stride}`;

const COPY_GRAPH = `
  WITH copies AS (SELECT generate_series($1::int, $2::int - 1) AS copy), profiles AS (
    INSERT INTO identify.profile (id, workspace, root_id, created_at)
    SELECT id + copy::bigint * ${stride}, workspace, root_id + copy::bigint * ${stride}, created_at FROM identify.profile, copies WHERE id < ${stride}
  ), identifiers AS (
    INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
    SELECT workspace, kind, value || '-' || copy, profile_id + copy::bigint * ${stride}, home_id + copy::bigint * ${stride}, source_id, first_seen, last_seen
    FROM identify.identifier, copies WHERE profile_id < ${stride}
  )
  INSERT INTO profile.core (profile_id, workspace, traits, updated_at)
  SELECT profile_id + copy::bigint * ${stride}, workspace, traits, updated_at FROM profile.core, copies WHERE profile_id < ${stride}`;

const bulk = { max_execution_time: 0, max_block_size: 262_144, max_partitions_per_insert_block: 0 };

export interface CopyOptions {
  /** How many times everybody is there besides themselves. */
  readonly copies: number;
  /** Of the events of a copy one in so many. */
  readonly oneIn: number;
  say(text: string): void;
}

/** Makes a crowd of a small demo by copying its people, straight into the stores: each copy with a sample of the events, and identifiers of its own. */
export async function copyPeople({ pg, clickhouse }: Pick<Subject, 'pg' | 'clickhouse'>, { copies, oneIn, say }: CopyOptions): Promise<void> {
  for (let first = 1; first <= copies; first += copiesAtOnce) {
    const end = Math.min(copies + 1, first + copiesAtOnce);
    await clickhouse.command(COPY_PROFILES, { first, end }, { lane: 'pipeline', settings: bulk });
    await clickhouse.command(COPY_EVENTS, { first, end, of: oneIn }, { lane: 'pipeline', settings: bulk });
    await pg.query(COPY_GRAPH, [first, end]);
    say(`copy ${end - 1} of ${copies}`);
  }
  await pg.query(`SELECT setval('identify.profile_id', $1)`, [(copies + 1) * stride]);
  for (const table of ['identify.profile', 'identify.identifier', 'profile.core']) await pg.query(`VACUUM ANALYZE ${table}`);
  await untilMerged(clickhouse);
}
