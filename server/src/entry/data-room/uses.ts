import type { CatalogueUse } from '@danqing/contracts';
import { isJsonObject } from '#kernel';
import type { CatalogueUses } from '#pipeline';
import type { PostgresSession } from '#platform';
import { readSegmentNames, readSegmentRules } from '#segment';
import { readTagDefinitions, readTagNames } from '#tag';

const eventKeys = ['did', 'first', 'last', 'of', 'event'] as const;
const propertyKeys = ['prop', 'sum', 'avg', 'min', 'max', 'unique'] as const;

type Found = Readonly<Record<keyof CatalogueUses, Set<string>>>;

/** Names that a definition's wire form reads. Elements of `products` are named without it, and by their path as well. */
function collect(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  if (!isJsonObject(value)) return;
  for (const key of eventKeys) if (typeof value[key] === 'string') found.events.add(value[key]);
  for (const key of propertyKeys) {
    const name = value[key];
    if (typeof name !== 'string') continue;
    found.properties.add(name);
    if (typeof value['each'] === 'string') found.properties.add(`${value['each']}[].${name}`);
  }
  if (typeof value['trait'] === 'string') found.traits.add(value['trait']);
  for (const inner of Object.values(value)) collect(inner, found);
}

/** Which tags and segments read which events, properties and traits. */
export async function readCatalogueUses(pg: PostgresSession, workspace: number): Promise<CatalogueUses> {
  const [segments, segmentNames, tags, tagNames] = await Promise.all([
    readSegmentRules(pg, workspace),
    readSegmentNames(pg, workspace),
    readTagDefinitions(pg, workspace),
    readTagNames(pg, workspace),
  ]);
  const uses = { events: new Map<string, CatalogueUse[]>(), properties: new Map<string, CatalogueUse[]>(), traits: new Map<string, CatalogueUse[]>() };
  const add = (use: CatalogueUse, definition: unknown): void => {
    const found = { events: new Set<string>(), properties: new Set<string>(), traits: new Set<string>() };
    collect(definition, found);
    for (const kind of ['events', 'properties', 'traits'] as const)
      for (const name of found[kind]) uses[kind].set(name, [...(uses[kind].get(name) ?? []), use]);
  };
  const nameOf = (names: readonly { readonly key: string; readonly name: string }[], key: string): string => names.find((one) => one.key === key)?.name ?? key;
  for (const { key, definition } of tags) add({ kind: 'tag', key, name: nameOf(tagNames, key) }, definition);
  for (const [key, rule] of segments) add({ kind: 'segment', key, name: nameOf(segmentNames, key) }, rule);
  return uses;
}
