import type { ProfileTag } from '@danqing/contracts';
import type { ClickHouse, PostgresSession } from '#platform';
import { fieldsOf } from '../fields.ts';
import { readTagsInFull } from '../tag.store.ts';
import { shownValue, type StoredValue } from '../values.ts';

interface Row extends StoredValue {
  readonly tag: number;
  readonly at: number;
}

const ofProfile = `
  SELECT tag_id AS tag, text, items, fields, toUnixTimestamp64Milli(at) AS at FROM tag_value_by_profile FINAL
  WHERE workspace = {workspace:UInt32} AND profile_id = {profile:UInt64}`;

interface SaidRow {
  readonly tag: number;
  readonly source: string;
  readonly expiresAt: number | null;
}

const saidOf = `
  SELECT tag_id AS tag, source, toUnixTimestamp64Milli(expires_at) AS "expiresAt" FROM tag_value FINAL
  WHERE workspace = {workspace:UInt32} AND tag_id IN {tags:Array(UInt32)} AND profile_id = {profile:UInt64}`;

const nonEmpty = (text: string): string | null => (text === '' ? null : text);

const byPlace = (a: ProfileTag, b: ProfileTag): number =>
  a.category === b.category ? a.name.localeCompare(b.name, 'zh') : a.category.localeCompare(b.category, 'zh');

/** Everything one profile is tagged with, each value with since when it is so, and of those that people set who said it. */
export async function readProfileTags(
  { pg, clickhouse }: { readonly pg: PostgresSession; readonly clickhouse: ClickHouse },
  workspace: number,
  profile: number,
): Promise<ProfileTag[]> {
  const rows = await clickhouse.query<Row>(ofProfile, { workspace, profile }, { lane: 'point' });
  if (rows.length === 0) return [];
  const known = await readTagsInFull(
    pg,
    rows.map(({ tag }) => tag),
  );
  const tags = new Map(known.filter((tag) => tag.workspace === workspace).map((tag) => [tag.id, tag]));
  const manual = known.filter(({ kind }) => kind === 'manual').map(({ id }) => id);
  const said = manual.length === 0 ? [] : await clickhouse.query<SaidRow>(saidOf, { workspace, profile, tags: manual }, { lane: 'point' });
  const saidBy = new Map(said.map((row) => [row.tag, row]));
  return rows
    .flatMap((row): ProfileTag[] => {
      const tag = tags.get(row.tag);
      if (tag === undefined) return [];
      const words = saidBy.get(tag.id);
      return [
        {
          tag: tag.key,
          name: tag.name,
          category: tag.category,
          description: tag.description,
          tagKind: tag.kind,
          value: shownValue(tag.type, fieldsOf(tag.definition), row),
          since: new Date(row.at).toISOString(),
          said: words === undefined ? null : nonEmpty(words.source),
          expiresAt: typeof words?.expiresAt === 'number' ? new Date(words.expiresAt).toISOString() : null,
        },
      ];
    })
    .sort(byPlace);
}
