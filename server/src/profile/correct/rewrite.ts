import { isJsonObject } from '#kernel';
import type { ClickHouse } from '#platform';

/** Rows of the trait history that are written anew: the traits of some places of the log. */
export interface SayingsLine {
  readonly workspace: number;
  readonly home: number;
  readonly position: number;
  readonly index: number;
  readonly traits: readonly string[];
  /** Lines for `trait_change`. */
  readonly lines: readonly string[];
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');

function isSayings(value: unknown): value is SayingsLine {
  return (
    isJsonObject(value) &&
    typeof value['workspace'] === 'number' &&
    typeof value['position'] === 'number' &&
    isTexts(value['traits']) &&
    isTexts(value['lines'])
  );
}

/** As it waited in the outbox. */
export function readSayingsLine(line: string): SayingsLine {
  const value: unknown = JSON.parse(line);
  if (!isSayings(value)) throw new Error('a line of the outbox names no traits');
  return value;
}

const lane = { lane: 'pipeline' } as const;
const from = (database: string, column: string): string =>
  `joinGet('${database}.event_stage', '${column}', concat(toString(log_position), '-', toString(log_index)))`;

/**
 * Sets what staged events hold to what they say now, in place: readers see one or the other, an event that was erased meanwhile is not brought back, and a repetition sets the same again.
 * Lines are those of `event_stage`.
 */
export async function rewriteEvents(clickhouse: ClickHouse, workspace: number, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await clickhouse.command('TRUNCATE TABLE event_stage', {}, lane);
  await clickhouse.insert('event_stage', Buffer.from(lines.join('\n')));
  const of = (column: string): string => from(clickhouse.database, column);
  const values = `properties = CAST(${of('properties')}, 'JSON(max_dynamic_paths=256)'), revenue = ${of('revenue')}, currency = ${of('currency')}`;
  const where = `WHERE workspace = {workspace:UInt32} AND origin_id IN (SELECT origin_id FROM event_stage) AND (log_position, log_index) IN (SELECT log_position, log_index FROM event_stage)`;
  await clickhouse.command(`UPDATE event SET ${values} ${where} AND event IN (SELECT event FROM event_stage)`, { workspace }, lane);
  await clickhouse.command(`UPDATE event_timeline SET ${values}, payload = ${of('payload')} ${where}`, { workspace }, lane);
  // Nobody reads it again: what events say is kept where events are.
  await clickhouse.command('TRUNCATE TABLE event_stage', {}, lane);
}

const forget = `
  DELETE FROM trait_change WHERE workspace = {workspace:UInt32} AND origin_id IN {homes:Array(UInt64)}
  AND has(arrayZip({positions:Array(UInt64)}, {indexes:Array(UInt32)}, {traits:Array(String)}), (log_position, log_index, trait::String))`;

/** Writes what events say of traits anew: without a token, because the repetition of a removal and an insert ends the same. */
export async function rewriteSayings(clickhouse: ClickHouse, sayings: readonly SayingsLine[]): Promise<void> {
  const [first] = sayings;
  if (first === undefined) return;
  const rows = sayings.flatMap((one) => one.traits.map((trait) => ({ ...one, trait })));
  for (let at = 0; at < rows.length; at += 1000) {
    const some = rows.slice(at, at + 1000);
    await clickhouse.command(
      forget,
      {
        workspace: first.workspace,
        homes: [...new Set(some.map(({ home }) => home))],
        positions: some.map(({ position }) => position),
        indexes: some.map(({ index }) => index),
        traits: some.map(({ trait }) => trait),
      },
      lane,
    );
  }
  const lines = sayings.flatMap((one) => one.lines);
  if (lines.length > 0) await clickhouse.insert('trait_change', Buffer.from(lines.join('\n')));
}
