import type { ClickHouse, PostgresSession } from '#platform';
import { fieldsOf } from './fields.ts';
import { readTagsById } from './tag.store.ts';
import { type ShownValue, shownValue, type StoredValue } from './values.ts';

export interface TagReadDeps {
  readonly pg: PostgresSession;
  readonly clickhouse: ClickHouse;
}

const tagsOfProfiles = `
  SELECT profile_id AS profile, tag_id AS tag, text, items, fields FROM tag_value_by_profile FINAL
  WHERE workspace = {workspace:UInt32} AND profile_id IN {profiles:Array(UInt64)}
  ORDER BY profile_id, tag_id`;

interface Row extends StoredValue {
  readonly profile: number;
  readonly tag: number;
}

/** The values of all tags of these profiles by key, typed; profiles that have none are missing. One query in each store. */
export async function tagsOf(
  deps: TagReadDeps,
  workspace: number,
  profiles: readonly number[],
): Promise<ReadonlyMap<number, Readonly<Record<string, ShownValue>>>> {
  const rows = await deps.clickhouse.query<Row>(tagsOfProfiles, { workspace, profiles }, { lane: 'point' });
  if (rows.length === 0) return new Map();
  const tags = await readTagsById(deps.pg, workspace, [...new Set(rows.map(({ tag }) => tag))]);
  const found = new Map<number, Record<string, ShownValue>>();
  for (const row of rows) {
    const tag = tags.get(row.tag);
    if (tag === undefined) continue;
    const values = found.get(row.profile) ?? {};
    values[tag.key] = shownValue(tag.type, fieldsOf(tag.definition), row);
    found.set(row.profile, values);
  }
  return found;
}
