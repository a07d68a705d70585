import type { ProfileTrait } from '@danqing/contracts';
import type { JsonValue } from '#kernel';
import type { ClickHouse } from '#platform';
import type { Core } from '../read/core.read.ts';
import { type StoredTrait, visibleTraits } from '../traits.ts';

interface SaidRow {
  readonly trait: string;
  readonly source: string;
  readonly value: string;
  readonly items: readonly string[];
  readonly at: number;
}

/** Of each source the last word on each trait. By the traits' names, because the table is keyed by them. */
const lastWords = `
  SELECT trait, source, argMax(value, (ts, message_id)) AS value, argMax(items, (ts, message_id)) AS items, toUnixTimestamp64Milli(max(ts)) AS at
  FROM trait_change
  WHERE workspace = {workspace:UInt32} AND trait IN {traits:Array(String)} AND origin_id IN {origins:Array(UInt64)}
  GROUP BY trait, source, origin_id
  ORDER BY at DESC LIMIT 5000`;

const marker = '{}';
const textOf = (value: JsonValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
/** As words are compared: an e-mail in capitals is the same. */
const plain = (value: JsonValue): string => textOf(value).trim().toLowerCase();

const saidValue = ({ trait, value, items }: SaidRow): JsonValue | undefined => (trait.endsWith('[]') ? [...items] : value === '' ? undefined : value);

/** Lists: 'a[]' says the same thing as 'a'. */
const pathOf = ({ trait }: SaidRow): string => (trait.endsWith('[]') ? trait.slice(0, -2) : trait);

/** Every known attribute with where it comes from, and what others said of it last that does not count. */
export async function readTraits(
  clickhouse: ClickHouse,
  { workspace, originIds }: { readonly workspace: number; readonly originIds: readonly number[] },
  core: Core | undefined,
  sourceName: (id: number) => string | undefined,
): Promise<ProfileTrait[]> {
  const standing = [...visibleTraits(core?.traits ?? {})].filter(([path]) => !path.endsWith(marker));
  if (standing.length === 0) return [];
  const traits = standing.flatMap(([path]) => [path, `${path}[]`]);
  const rows = await clickhouse.query<SaidRow>(lastWords, { workspace, traits, origins: originIds }, { lane: 'point' });
  const said = Map.groupBy(rows, pathOf);
  return standing.map(([path, trait]) => ({
    trait: path,
    value: trait.v,
    source: sourceName(trait.s) ?? String(trait.s),
    at: new Date(trait.t).toISOString(),
    messageId: trait.m,
    others: othersOf(trait, said.get(path) ?? []),
  }));
}

/** What does not count: each other value once, with who said it last. */
function othersOf({ v }: StoredTrait, rows: readonly SaidRow[]): ProfileTrait['others'] {
  const known = new Set([plain(v)]);
  return rows.flatMap((row) => {
    const value = saidValue(row);
    if (value === undefined || known.has(plain(value))) return [];
    known.add(plain(value));
    return [{ value, source: row.source, at: new Date(row.at).toISOString() }];
  });
}
