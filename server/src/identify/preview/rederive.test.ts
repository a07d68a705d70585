import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileKinds, defaultKinds, defaultSettings, type KindRules } from '#clean';
import type { JsonObject } from '#kernel';
import { cleanMessage, originOf } from '../../clean/testing.ts';
import { keyOf } from '../model.ts';
import { createMemoryGraph, type MemoryGraph } from '../testing.ts';
import { compareFates } from './compare.ts';
import { type KeptGraph, rederive } from './rederive.ts';

const changed = (kind: string, change: object, sharing = defaultSettings.sharing): KindRules =>
  compileKinds({ ...defaultSettings, sharing, kinds: defaultSettings.kinds.map((one) => (one.kind === kind ? { ...one, ...change } : one)) });
const emailFirst = compileKinds({
  ...defaultSettings,
  kinds: [...defaultSettings.kinds].sort((a, b) => Number(b.kind === 'email') - Number(a.kind === 'email')),
});

const rules: readonly KindRules[] = [
  defaultKinds,
  changed('email', { limit: 1 }),
  changed('email', { limit: 2 }),
  changed('user_id', { limit: 2 }),
  changed('anonymous_id', { limit: 2 }),
  changed('anonymous_id', { merges: false }),
  changed('email', { blockedValues: ['m1@x.cn'] }),
  changed('email', {}, { partners: 1, days: 3000 }),
  emailFirst,
];

/** One message a minute, one slice each. */
function play(raws: readonly JsonObject[], kinds: KindRules): MemoryGraph {
  const graph = createMemoryGraph();
  raws.forEach((raw, index) => {
    const timestamp = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
    const event = cleanMessageOf({ event: 'A', messageId: `m${String(index).padStart(3, '0')}`, timestamp, ...raw }, kinds);
    if (event !== undefined) graph.take([event]);
  });
  return graph;
}
/** What names only blocked identifiers is parked, and is nobody's. */
function cleanMessageOf(raw: JsonObject, kinds: KindRules) {
  const event = cleanMessage({ ...raw, anonymousId: raw['anonymousId'] ?? null }, { kinds });
  return event.identifiers.length === 0 ? undefined : event;
}

const keptOf = (graph: MemoryGraph): KeptGraph => ({
  identifiers: [...graph.identifiers.values()].map(({ kind, value, profileId, homeId, firstSeen }) => ({
    kind,
    value,
    profile: profileId,
    home: homeId,
    firstSeen,
  })),
  links: graph.resolutions.flatMap(({ edges, conflicts }) => [
    ...edges.map(({ a, b, kind, sourceId, messageId, firstSeen }) => ({ a, b, isAlias: kind === 'alias', sourceId, messageId, firstSeen })),
    ...conflicts.map(({ a, b, messageId, at }) => ({ a, b, isAlias: false, sourceId: 1, messageId, firstSeen: at })),
  ]),
  shared: new Map(),
});

const id = fc.constantFrom('1', '2', '3', '4');
const pair = fc
  .tuple(fc.constantFrom('userId+anonymousId', 'userId+email', 'anonymousId+email', 'anonymousId', 'userId'), id, id)
  .map(([kinds, one, other]): JsonObject => {
    const [first = '', second = ''] = kinds.split('+');
    const traits =
      second === 'email' ? { context: { traits: { email: `m${other}@x.cn` } } } : second === '' ? {} : { [second]: `${second.slice(0, 1)}${other}` };
    return { [first]: `${first.slice(0, 1)}${one}`, ...traits };
  });

it('says what a fresh workspace would make of the same messages under the new rules', () => {
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 16 }), fc.constantFrom(...rules), (raws, kinds) => {
      const [before, fresh] = [play(raws, defaultKinds), play(raws, kinds)];
      const after = rederive(keptOf(before), originOf(), kinds).placed;
      // The same people: two identifiers are together in one exactly when they are in the other. What is refused everywhere stands by itself.
      const keys = [...before.identifiers.keys()];
      const numbering = (numberOf: (key: string) => number | undefined) => {
        const numbers = new Map<number, number>();
        return keys.map((key) => {
          const profile = numberOf(key);
          if (profile === undefined) return undefined;
          numbers.set(profile, numbers.get(profile) ?? numbers.size);
          return numbers.get(profile);
        });
      };
      expect(numbering((key) => after.get(key))).toEqual(
        numbering((key) => fresh.identifiers.get(key)?.profileId ?? (after.get(key) === undefined ? undefined : -keys.indexOf(key))),
      );
    }),
    { numRuns: 2000 },
  );
});

it('changes nothing where the rules stay', () => {
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1, maxLength: 16 }), (raws) => {
      const graph = play(raws, defaultKinds);
      const after = rederive(keptOf(graph), originOf(), defaultKinds).placed;
      const placements = [...graph.identifiers.values()].map((one) => ({
        kind: one.kind,
        value: one.value,
        before: one.profileId,
        after: after.get(keyOf(1, one)),
      }));
      expect(compareFates(placements)).toMatchObject({ merging: [], splitting: [], dropped: 0 });
    }),
    { numRuns: 500 },
  );
});

it('tells who would be joined and who would fall apart', () => {
  const place = (value: string, before: number, after: number | undefined) => ({ kind: 'k', value, before, after });
  expect(compareFates([place('a', 1, 10), place('b', 2, 10), place('c', 3, 11), place('d', 3, 12), place('e', 4, undefined)])).toMatchObject({
    before: 4,
    after: 3,
    merging: [[1, 2]],
    splitting: [{ profile: 3, parts: [[{ value: 'c' }], [{ value: 'd' }]] }],
    dropped: 1,
  });
});
