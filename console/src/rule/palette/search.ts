import type { RuleJson, RuleVocabulary } from '@danqing/contracts';
import { firstTest, valueTypeOf } from '../model/values.ts';
import { listOf } from '../say/say.ts';

export type FoundKind = 'events' | 'properties' | 'traits' | 'tags' | 'segments' | 'lists' | 'identifiers' | 'metrics';

/** Something that a condition can begin with. */
export interface Found {
  readonly kind: FoundKind;
  /** Unique among all. */
  readonly id: string;
  readonly name: string;
  /** What it is called in the data, or where it stands. */
  readonly path: string;
  readonly volume: number;
  readonly rule: RuleJson;
  readonly text: string;
}

type Said = Readonly<Record<'zh' | 'en', string>>;

/** Everything that can be searched, the most used first in each kind. */
export function indexOf(vocabulary: RuleVocabulary, language: 'zh' | 'en'): readonly Found[] {
  const found = (
    kind: FoundKind,
    path: string,
    said: Said,
    rule: RuleJson,
    more: { readonly volume?: number; readonly also?: string; readonly shown?: string } = {},
  ): Found => ({
    kind,
    id: `${kind} ${more.shown ?? path}`,
    name: said[language],
    path: more.shown ?? path,
    volume: more.volume ?? 0,
    rule,
    text: `${said.zh} ${said.en} ${path} ${more.also ?? ''}`.toLowerCase(),
  });
  const same = (name: string): Said => ({ zh: name, en: name });
  const eventNames = new Map(vocabulary.events.map((one) => [one.name, one[language]]));
  return [
    ...vocabulary.events.map((one) =>
      found('events', one.name, one, { did: one.name, window: { last: 30, unit: 'day' } }, { volume: one.events, also: one.description }),
    ),
    ...vocabulary.traits.map((one) => found('traits', one.path, one, { trait: one.path, ...firstTest(valueTypeOf(one.type)) }, { also: one.description })),
    ...vocabulary.tags.map((one) => {
      const [field] = one.fields;
      const tag = field === undefined ? one.key : `${one.key}.${field}`;
      return found('tags', one.key, same(one.name), { tag, ...firstTest(one.type) });
    }),
    ...vocabulary.segments.map((one) => found('segments', one.key, same(one.name), { segment: one.key })),
    ...vocabulary.lists.map((one) => found('lists', one.key, same(one.name), { list: one.key })),
    ...vocabulary.metrics.map((one) => found('metrics', one.key, one, { compare: [{ metric: one.key }, 'gte', 1] })),
    ...vocabulary.identifiers.map((one) => found('identifiers', one.kind, one, { has: one.kind })),
    ...vocabulary.properties
      .filter(({ type }) => type !== 'list')
      .map((one) =>
        found(
          'properties',
          one.path,
          one,
          { did: one.event, where: whereOf(one.path, firstTest(valueTypeOf(one.type))), window: { last: 365, unit: 'day' } },
          {
            also: `${one.description} ${eventNames.get(one.event) ?? one.event}`,
            shown: `${eventNames.get(one.event) ?? one.event} · ${one.path}`,
          },
        ),
      ),
  ];
}

/** A field of a list is asked of one element, so that further conditions speak of the same one. */
function whereOf(path: string, test: ReturnType<typeof firstTest>) {
  const at = path.indexOf('[].');
  if (at < 0) return { prop: path, ...test };
  return { element: listOf(path.slice(0, at)), where: { prop: path.slice(at + 3), ...test } };
}

const mostOfAKind = 8;

/** What fits every word that was typed; names that begin so come first. */
export function search(index: readonly Found[], typed: string): readonly Found[] {
  const words = typed.trim().toLowerCase().split(/\s+/);
  const [first = ''] = words;
  const rank = ({ name, path }: Found): number => (name.toLowerCase().startsWith(first) || path.toLowerCase().startsWith(first) ? 0 : 1);
  const fitting = index.filter(({ text }) => words.every((word) => text.includes(word)));
  const byKind = Map.groupBy(fitting, ({ kind }) => kind);
  return [...byKind.values()].flatMap((found) => found.toSorted((a, b) => rank(a) - rank(b) || b.volume - a.volume).slice(0, mostOfAKind));
}
