import type { ClickHouse } from '#platform';

/** Events and profiles written straight into the tables, for questions about sizes that nobody wants to wait for through the pipeline. */
export interface SeedOptions {
  readonly events: number;
  readonly profiles: number;
  /** The youngest event; the others lie within a year before it. */
  readonly until: number;
  say(text: string): void;
}

const eventsPerInsert = 5_000_000;

/** Names: 1 in 16 an order, 1 in 64 a refund, half of the rest views. Everybody has about the same number, in scattered order. */
const SEED_EVENTS = `
INSERT INTO event (workspace, event, origin_id, ts, profile_id, message_id, type, source, received_at, log_position, log_index, channel, device_type, revenue, currency, properties)
SELECT 1,
  multiIf(h % 64 = 0, 'Order Refunded', h % 16 = 1, 'Order Completed', h % 8 = 2, 'Product Added', h % 8 = 3, 'Page Viewed', 'Product Viewed') AS event,
  1 + intHash64(number) % {profiles:UInt64} AS origin_id,
  fromUnixTimestamp64Milli(toInt64({until:UInt64} - intHash64(number + 7) % 31536000000)) AS ts,
  origin_id, toString(number), 'track', 'seed', ts, 1 + intDiv(number, 100), number % 100, 'web', if(h % 3 = 0, 'mobile', 'desktop'),
  if(h % 16 = 1 OR h % 64 = 0, toFloat64(intHash64(number + 3) % 100000) / 100, NULL) AS revenue, 'CNY',
  concat('{"category":"', ['tea', 'books', 'shoes', 'toys', 'wine', 'lamps', 'fruit', 'electronics'][1 + intHash64(number + 5) % 8],
    '","sku":"s', toString(intHash64(number + 9) % 5000), '","price":"', toString(intHash64(number + 3) % 1000), '"',
    if(revenue IS NULL, '', concat(',"revenue":"', toString(revenue), '"')), '}')
FROM (SELECT number, intHash64(number + 1) AS h FROM numbers({first:UInt64}, {count:UInt64}))`;

const SEED_PROFILES = `
INSERT INTO profile (workspace, profile_id, merged_into, created_at, kinds, traits)
SELECT 1, number + 1, 0, now64(3), ['user_id', 'email'],
  concat('{"level":"', toString(intHash64(number) % 5), '","email":"u', toString(number), '@example.com","address{}":"1","address.city":"',
    ['Shanghai', 'Beijing', 'Hangzhou', 'Chengdu', 'Guangzhou', 'Wuhan', 'Nanjing', 'Xian'][1 + intHash64(number + 1) % 8],
    '","plan":"', ['free', 'gold', 'silver'][1 + intHash64(number + 2) % 3], '","age":"', toString(18 + intHash64(number + 4) % 60), '"}')
FROM numbers({profiles:UInt64})`;

const bulk = {
  max_execution_time: 0,
  max_insert_threads: 2,
  max_block_size: 262_144,
  min_insert_block_size_rows: 1_048_576,
  max_partitions_per_insert_block: 0,
};

export async function seedEvents(clickhouse: ClickHouse, { events, profiles, until, say }: SeedOptions): Promise<void> {
  const startedAt = performance.now();
  for (let first = 0; first < events; first += eventsPerInsert) {
    const count = Math.min(eventsPerInsert, events - first);
    await clickhouse.command(SEED_EVENTS, { profiles, until, first, count }, { lane: 'pipeline', settings: bulk });
    say(`${((first + count) / 1e6).toFixed(1)} of ${(events / 1e6).toFixed(1)} million events seeded, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
}

export async function seedProfiles(clickhouse: ClickHouse, profiles: number): Promise<void> {
  await clickhouse.command(SEED_PROFILES, { profiles }, { lane: 'pipeline', settings: bulk });
}

const PARTS = `
  SELECT (SELECT count() FROM system.merges WHERE database = currentDatabase()) + (SELECT count() FROM system.mutations WHERE database = currentDatabase() AND NOT is_done) AS parts`;

/** Waits until the engine has stopped merging and has stored what updates left, so that this does not take part in what is measured. */
export async function untilMerged(clickhouse: ClickHouse): Promise<void> {
  for (let calm = 0; calm < 5; ) {
    const [row] = await clickhouse.query<{ parts: number }>(PARTS);
    calm = row?.parts === 0 ? calm + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
