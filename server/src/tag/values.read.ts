import { compileMembers, type EvaluationContext } from '#compile';
import type { ClickHouse } from '#platform';
import { fieldsOf } from './fields.ts';
import type { Tag } from './tag.store.ts';
import { detailsOf, type ShownValue, shownValue, type StoredValue } from './values.ts';

interface ValueRow extends StoredValue {
  readonly profile: number;
  readonly at: number;
}

/** A value as it is stored, with where it came from and until when it holds (ms). */
export interface StoredRow extends ValueRow {
  readonly source: string;
  readonly expiresAt: number | null;
}

const valueColumns = `
  profile_id AS profile, text, items, fields, toUnixTimestamp64Milli(at) AS at, source, toUnixTimestamp64Milli(expires_at) AS "expiresAt"`;

const valuesAfter = `
  SELECT ${valueColumns} FROM tag_value FINAL
  WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32} AND profile_id > {after:UInt64}
  ORDER BY profile_id LIMIT {limit:UInt32}`;

const valuesOfThese = `
  SELECT ${valueColumns} FROM tag_value FINAL
  WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32} AND profile_id IN {profiles:Array(UInt64)}`;

export interface TagValueOf {
  readonly profile: number;
  readonly value: ShownValue;
  readonly at: Date;
  /** What goes with it and no rule reads: scores of a ranking, moves of a lifecycle. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** Of manual values: who or what said it, and until when it holds. */
  readonly source?: string;
  readonly expiresAt?: Date | null;
}

/** Values by ascending profile id. */
export async function readValues(clickhouse: ClickHouse, tag: Tag, after: number, limit: number): Promise<readonly TagValueOf[]> {
  const rows = await clickhouse.query<StoredRow>(valuesAfter, { workspace: tag.workspace, tag: tag.id, after, limit });
  const parts = fieldsOf(tag.definition);
  return rows.map((row) => {
    const details = detailsOf(tag.definition, row);
    const said = tag.kind === 'manual' ? { source: row.source, expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt) } : {};
    return { profile: row.profile, value: shownValue(tag.type, parts, row), at: new Date(row.at), ...(details === undefined ? {} : { details }), ...said };
  });
}

/** What is stored of a tag for some profiles, as it is stored. */
export const readStored = (clickhouse: ClickHouse, tag: Tag, profiles: readonly number[]): Promise<readonly StoredRow[]> =>
  clickhouse.query<StoredRow>(valuesOfThese, { workspace: tag.workspace, tag: tag.id, profiles });

/** Of these profiles, those that exist and were not merged away. */
export async function livingAmong(clickhouse: ClickHouse, context: EvaluationContext, profiles: readonly number[]): Promise<ReadonlySet<number>> {
  const { sql, params } = compileMembers({ kind: 'all', of: [] }, context);
  const rows = await clickhouse.query<{ profile: number }>(`SELECT profile_id AS profile FROM (${sql}) WHERE profile_id IN {profiles:Array(UInt64)}`, {
    ...params,
    profiles,
  });
  return new Set(rows.map(({ profile }) => profile));
}

const removeRows = ['tag_change', 'tag_value', 'tag_value_by_profile'].map(
  (table) => `DELETE FROM ${table} WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}`,
);

/** Removes what a deleted tag left. Its id is never used again, so rows that a crash leaves here are seen by nobody. */
export async function removeValues(clickhouse: ClickHouse, tag: Tag): Promise<void> {
  const params = { workspace: tag.workspace, tag: tag.id };
  for (const sql of removeRows) await clickhouse.command(sql, params, { lane: 'batch', settings: { lightweight_deletes_sync: 0 } });
}
