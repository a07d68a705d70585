import type { TagListQuery } from '@danqing/contracts';
import Type from 'typebox';
import { type ComputeStatus, readStatuses } from '#evaluate';
import { decodeCursor, encodeCursor, type PostgresSession } from '#platform';
import { readTagHeads, readTagsInFull, type Tag, type TagHead } from './tag.store.ts';
import { isWithin } from './tree/path.ts';

interface Entry {
  readonly head: TagHead;
  readonly status: ComputeStatus;
}

type Sort = NonNullable<TagListQuery['sort']>;

const facetNames = ['kind', 'type', 'refresh', 'state', 'owner'] as const;
type Facets = Record<(typeof facetNames)[number], Record<string, number>>;

export interface FoundTags {
  readonly items: readonly { readonly tag: Tag; readonly status: ComputeStatus }[];
  readonly next: string | null;
  readonly total: number;
  readonly facets: Facets;
}

/** Tags of no category. */
const unfiled = '/';

/**
 * A page of a workspace's tags. The heads of all of them are read (a few thousand narrow rows at most), because what one looks for stands in two
 * modules' tables: the definitions here, how far they are computed in evaluate's.
 */
export async function findTags(pg: PostgresSession, workspace: number, query: TagListQuery): Promise<FoundTags> {
  const heads = await readTagHeads(pg, workspace);
  const statusOf = await readStatuses(
    pg,
    'tag',
    heads.map(({ id }) => id),
  );
  const looked = heads.filter((head) => isLookedFor(head, query)).map((head): Entry => ({ head, status: statusOf(head.id) }));
  const sort = query.sort ?? 'key';
  const found = looked.filter((entry) => passes(entry, query)).sort((a, b) => compare(placeOf(a, sort), placeOf(b, sort)));
  const after = query.cursor === undefined ? undefined : decodeCursor(Type.Tuple([Type.Union([Type.String(), Type.Number()]), Type.String()]), query.cursor);
  const rest = after === undefined ? found : found.filter((entry) => compare(placeOf(entry, sort), after) > 0);
  const page = rest.slice(0, query.limit ?? 50);
  const last = page.at(-1);
  const full = new Map(
    (
      await readTagsInFull(
        pg,
        page.map(({ head }) => head.id),
      )
    ).map((tag) => [tag.id, tag]),
  );
  return {
    items: page.flatMap(({ head, status }) => {
      const tag = full.get(head.id);
      return tag === undefined ? [] : [{ tag, status }];
    }),
    next: rest.length > page.length && last !== undefined ? encodeCursor([...placeOf(last, sort)]) : null,
    total: found.length,
    facets: facetsOf(looked),
  };
}

function isLookedFor({ key, name, category, description, owner }: TagHead, { search, category: wanted }: TagListQuery): boolean {
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = [name, key, description, owner].join('\n').toLowerCase();
  if (!words.every((word) => text.includes(word))) return false;
  if (wanted === undefined || wanted === '') return true;
  return wanted === unfiled ? category.trim() === '' : isWithin(category, wanted);
}

const isAmong = (value: string, wanted: string | readonly string[] | undefined): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === value : wanted.length === 0 || wanted.includes(value));

const passes = ({ head, status }: Entry, { kind, type, refresh, state, owner }: TagListQuery): boolean =>
  isAmong(head.kind, kind) &&
  isAmong(head.type, type) &&
  isAmong(head.refresh, refresh) &&
  isAmong(status.state, state) &&
  (owner === undefined || owner === '' || head.owner === owner);

type Place = readonly [string | number, string];

/** Where a tag stands in an order; keys part equals. Of counts and moments the greatest come first. */
function placeOf({ head, status }: Entry, sort: Sort): Place {
  switch (sort) {
    case 'key':
      return ['', head.key];
    case 'name':
      return [head.name, head.key];
    case 'category':
      return [head.category, head.key];
    case 'coverage':
      return [-(status.count ?? -1), head.key];
    case 'computed':
      return [-(status.computedAt?.getTime() ?? 0), head.key];
    case 'updated':
      return [-head.updatedAt.getTime(), head.key];
  }
}

const names = new Intl.Collator('zh');

function compare([a, keyA]: Place, [b, keyB]: Place): number {
  const difference = typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));
  return difference || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0);
}

function facetsOf(entries: readonly Entry[]): Facets {
  const facets: Facets = { kind: {}, type: {}, refresh: {}, state: {}, owner: {} };
  for (const { head, status } of entries) {
    const values = { kind: head.kind, type: head.type, refresh: head.refresh, state: status.state, owner: head.owner };
    for (const name of facetNames) facets[name][values[name]] = (facets[name][values[name]] ?? 0) + 1;
  }
  return facets;
}
