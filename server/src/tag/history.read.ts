import { identitiesById } from '#identify';
import type { ClickHouse, PostgresSession } from '#platform';
import { fieldsOf } from './fields.ts';
import type { Tag } from './tag.store.ts';
import { detailsOf, type ShownValue, shownValue, type StoredValue } from './values.ts';
import { readVersions } from './version.store.ts';

/** One change of a profile's value. */
export interface PastValue {
  readonly at: Date;
  /** null: the value went. */
  readonly value: ShownValue | null;
  /** The profile as it was then: itself, or one that was merged into it since. */
  readonly profile: number;
  /** Of the tag, when it was computed or said. */
  readonly version: number;
  readonly source: string;
  /** Nobody's word: carried over a merge, or gone because it had expired. */
  readonly isDerived: boolean;
  readonly details?: Readonly<Record<string, string | number>>;
}

interface Row extends StoredValue {
  readonly at: number;
  readonly profile: number;
  readonly isGone: number;
  readonly source: string;
  readonly isDerived: number;
}

const changes = `
  SELECT profile_id AS profile, toUnixTimestamp64Milli(at) AS at, is_gone AS "isGone", text, items, fields, source, is_derived AS "isDerived" FROM tag_change
  WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32} AND profile_id IN {profiles:Array(UInt64)} AND tag_change.at < fromUnixTimestamp64Milli({before:Int64}, 'UTC')
  ORDER BY tag_change.at DESC, run_id DESC LIMIT {limit:UInt32}`;

/** Every value that a profile, and those merged into it, had of a tag, the latest first; undefined when this workspace has no such profile. */
export async function readHistory(
  deps: { readonly pg: PostgresSession; readonly clickhouse: ClickHouse },
  tag: Tag,
  profile: number,
  page: { readonly before: number; readonly limit: number },
): Promise<readonly PastValue[] | undefined> {
  const [identity] = await identitiesById(deps.pg, [profile]);
  if (identity?.workspace !== tag.workspace) return undefined;
  const profiles = [identity.id, ...identity.mergedIds];
  const [rows, versions] = await Promise.all([
    deps.clickhouse.query<Row>(changes, { workspace: tag.workspace, tag: tag.id, profiles, ...page }, { lane: 'point' }),
    readVersions(deps.pg, tag.id),
  ]);
  const parts = fieldsOf(tag.definition);
  return rows.map((row) => {
    const details = row.isGone === 1 ? undefined : detailsOf(tag.definition, row);
    return {
      at: new Date(row.at),
      value: row.isGone === 1 ? null : shownValue(tag.type, parts, row),
      profile: row.profile,
      version: versions.find(({ madeAt }) => madeAt.getTime() <= row.at)?.version ?? 1,
      source: row.source,
      isDerived: row.isDerived === 1,
      ...(details === undefined ? {} : { details }),
    };
  });
}
