import type { ClickHouse, Lane } from '#platform';
import { bodyOf, type Feed } from './feeds.ts';

interface Place {
  readonly log_position: number;
  readonly log_index: number;
}

const isPlace = (value: unknown): value is Place => typeof value === 'object' && value !== null && 'log_position' in value && 'log_index' in value;

function placeOf(line: string): Place {
  const row: unknown = JSON.parse(line);
  if (!isPlace(row)) throw new Error('a row of the outbox has no log position');
  return row;
}

const lane: { readonly lane: Lane } = { lane: 'pipeline' };

/**
 * A deduplication token alone is no proof that everything arrived once: after a crash the rows of each table are counted by log position, and a table that differs gets these
 * rows anew. Events in quarantine share positions with their slice, so places (position, index) are compared, not ranges. Returns the tables that were repaired.
 */
export async function verifyFeed(clickhouse: ClickHouse, feed: Feed, refused: ReadonlySet<string>): Promise<readonly string[]> {
  const lines = feed.lines().filter((line) => !refused.has(line));
  if (lines.length === 0) return [];
  const places = lines.map(placeOf);
  const positions = places.map((place) => place.log_position);
  const range = { first: Math.min(...bounds(positions)), last: Math.max(...bounds(positions)) };
  const key = ({ log_position, log_index }: Place): string => `${log_position}/${log_index}`;
  const expected = new Map<string, number>();
  for (const place of places) expected.set(key(place), (expected.get(key(place)) ?? 0) + 1);

  const repaired: string[] = [];
  for (const table of feed.reaches) {
    const rows = await clickhouse.query<Place & { rows: number }>(
      `SELECT log_position, log_index, count() AS rows FROM ${table} WHERE log_position BETWEEN {first:UInt64} AND {last:UInt64} GROUP BY log_position, log_index`,
      range,
      lane,
    );
    const found = new Map(rows.map((row) => [key(row), row.rows]));
    const wrong = [...expected].filter(([place, count]) => found.get(place) !== count).map(([place]) => place);
    if (wrong.length === 0) continue;
    await replaceRows(clickhouse, table, new Set(wrong), lines, key);
    repaired.push(table);
  }
  return repaired;
}

/** Least and greatest without spreading a large array into arguments. */
const bounds = (values: readonly number[]): readonly [number, number] => [values.reduce((a, b) => (a < b ? a : b)), values.reduce((a, b) => (a > b ? a : b))];

async function replaceRows(
  clickhouse: ClickHouse,
  table: string,
  wrong: ReadonlySet<string>,
  lines: readonly string[],
  key: (place: Place) => string,
): Promise<void> {
  const affected = lines.filter((line) => wrong.has(key(placeOf(line))));
  const places = affected.map(placeOf);
  for (let from = 0; from < places.length; from += 2000) {
    const some = places.slice(from, from + 2000);
    await clickhouse.command(
      `DELETE FROM ${table} WHERE log_position IN {positions:Array(UInt64)} AND has(arrayZip({positions:Array(UInt64)}, {indexes:Array(UInt32)}), (log_position, log_index))`,
      { positions: some.map((place) => place.log_position), indexes: some.map((place) => place.log_index) },
      lane,
    );
  }
  await clickhouse.insert(table, bodyOf(affected), { skipUnknownFields: true });
}
