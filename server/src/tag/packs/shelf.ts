import type { Pack, PackItemView, PackView } from '@danqing/contracts';
import { describe, describeTag, parseRule, storedNames, type Vocabulary } from '#compile';
import { readVocabulary } from '#evaluate';
import type { PostgresSession } from '#platform';
import { parseTag } from '../parse.ts';
import { listDefinitions } from '../tag.store.ts';
import { type AdoptedItem, readAdoptions } from './adoption.store.ts';
import { missingOf, type Seen } from './availability.ts';
import { itemsOf, type PackItem } from './catalogue.ts';
import { type Needs, needsOf, withPack } from './needs.ts';
import type { PackDeps } from './ports.ts';

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }): string => `${kind}:${key}`;

/** A workspace as a pack sees it. */
export interface Shelf {
  readonly vocabulary: Vocabulary;
  readonly timezone: string;
  readonly at: number;
  readonly seen: Seen;
  readonly adopted: ReadonlyMap<string, AdoptedItem>;
  /** The present definition or rule of each tag and segment. */
  readonly present: ReadonlyMap<string, unknown>;
}

export async function readShelf(deps: PackDeps, workspace: number): Promise<Shelf> {
  const [vocabulary, timezone, seen, adoptions, definitions] = await Promise.all([
    readVocabulary(deps.lookup, workspace),
    deps.timezoneOf(workspace),
    deps.seen(workspace),
    readAdoptions(deps.pg, workspace),
    presentDefinitions(deps.pg, deps, workspace),
  ]);
  return { vocabulary, timezone, at: deps.clock.now(), seen, adopted: new Map(adoptions.map((each) => [nameOf(each), each])), present: definitions };
}

async function presentDefinitions(pg: PostgresSession, { segments }: PackDeps, workspace: number): Promise<ReadonlyMap<string, unknown>> {
  const [tags, rules] = await Promise.all([listDefinitions(pg, workspace), segments.rules(workspace)]);
  return new Map([
    ...tags.map(({ key, definition }) => [`tag:${key}`, definition] as const),
    ...[...rules].map(([key, rule]) => [`segment:${key}`, rule] as const),
  ]);
}

/** Each item with what it needs and what of that is missing here. */
export function packView(pack: Pack, shelf: Shelf): PackView {
  const vocabulary = withPack(shelf.vocabulary, pack);
  const items = itemsOf(pack);
  const needs = new Map(items.map((item) => [nameOf(item), needsOf(item, vocabulary, shelf)]));
  const missing = missingOfAll(items, needs, shelf);
  const views = items.map((item) => itemView(item, pack, shelf, vocabulary, needs.get(nameOf(item)), missing(nameOf(item))));
  return {
    key: pack.key,
    version: pack.version,
    name: pack.name,
    description: pack.description,
    industry: pack.industry,
    counts: {
      items: views.length,
      tags: pack.tags.length,
      segments: pack.segments.length,
      available: views.filter(({ isAvailable }) => isAvailable).length,
      adopted: views.filter(({ adopted }) => adopted !== null).length,
    },
    items: views,
  };
}

/** What each item misses; one that needs an item which misses something misses that item. */
function missingOfAll(items: readonly PackItem[], needs: ReadonlyMap<string, Needs>, { seen, present }: Shelf): (name: string) => PackItemView['missing'] {
  const known = new Map<string, PackItemView['missing']>();
  const missing = (name: string): PackItemView['missing'] => {
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, []); // a circle is refused when it is adopted
    const asked = needs.get(name);
    const inPack = new Set(items.map(nameOf));
    const has = (kind: 'tag' | 'segment', key: string): boolean => {
      const other = `${kind}:${key}`;
      return present.has(other) || (inPack.has(other) && missing(other).length === 0);
    };
    const result = asked === undefined ? [] : missingOf(asked, { seen, storedNames, has });
    known.set(name, result);
    return result;
  };
  return missing;
}

const emptyNeeds: Needs = { events: [], properties: [], traits: [], identifiers: [], entities: [], consents: [], tags: [], segments: [] };

function itemView(
  item: PackItem,
  pack: Pack,
  { adopted, present }: Shelf,
  vocabulary: Vocabulary,
  needs: Needs | undefined,
  missing: PackItemView['missing'],
): PackItemView {
  const name = nameOf(item);
  const before = adopted.get(name);
  const isOurs = before !== undefined && before.pack === pack.key && present.has(name);
  return {
    kind: item.kind,
    key: item.key,
    name: item.name,
    category: item.category ?? null,
    description: item.description ?? null,
    sentence: sentenceOf(item, vocabulary),
    definition: definitionOf(item),
    ...(item.refresh === undefined ? {} : { refresh: item.refresh }),
    needs: needs ?? emptyNeeds,
    missing,
    isAvailable: missing.length === 0,
    adopted: isOurs ? { version: before.version, at: before.at.toISOString() } : null,
    isKeyTaken: present.has(name) && !isOurs,
  };
}

export const definitionOf = (item: PackItem): object => (item.kind === 'tag' ? item.definition : item.rule);

function sentenceOf(item: PackItem, vocabulary: Vocabulary): PackItemView['sentence'] {
  if (item.kind === 'tag') return describeTag(parseTag(item.definition, { type: item.type }, vocabulary).plan);
  const parsed = parseRule(item.rule, vocabulary);
  return parsed.ok ? describe(parsed.rule) : null;
}
