import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { cleanMessage } from '../clean/testing.ts';
import { keyOf, type KnownIdentifier, provisionalBase, type Snapshot } from './model.ts';
import { resolve } from './resolve.ts';
import { createMemoryGraph } from './testing.ts';

const nothing: Snapshot = { identifiers: new Map(), held: new Map(), apart: new Map(), partners: new Map(), shared: new Map() };
const message = (raw: JsonObject, index = 0) => cleanMessage({ event: 'A', messageId: `m${index}`, ...raw }, {}, index);
const run = (...raws: readonly JsonObject[]) => resolve(raws.map(message), nothing);
const first = provisionalBase;
const second = provisionalBase + 1;

/** The same messages, each in a slice of its own. */
function runOneByOne(raws: readonly JsonObject[]): readonly number[] {
  const graph = createMemoryGraph();
  return raws.flatMap((raw, index) => graph.take([message(raw, index)])).map((id) => graph.rootOf(id));
}

describe('one person', () => {
  it('on three devices is one', () => {
    const { profileOf, merges } = run(
      { anonymousId: 'a1' },
      { anonymousId: 'a2' },
      { anonymousId: 'a3' },
      { anonymousId: 'a2', userId: 'u' },
      { anonymousId: 'a3', userId: 'u' },
      { anonymousId: 'a1', userId: 'u' },
    );
    expect(new Set(profileOf)).toEqual(new Set([first]));
    expect(merges.map(({ into, from }) => [into, from])).toEqual([
      [second, second + 1],
      [first, second],
    ]);
  });

  it('known by a shared e-mail is one, and the edges say by what', () => {
    const { profileOf, edges } = run(
      { userId: 'u1', context: { traits: { email: 'a@x.cn' } } },
      { anonymousId: 'a9', context: { traits: { email: 'A@x.cn' } } },
    );
    expect(profileOf).toEqual([first, first]);
    expect(edges.map(({ a, b }) => [a.value, b.value])).toEqual([
      ['u1', 'a@x.cn'],
      ['a@x.cn', 'a9'],
    ]);
  });
});

describe('two people', () => {
  it('who log in on one browser stay two; the browser stays with the first and the conflict is kept', () => {
    const { profileOf, merges, conflicts } = run(
      { anonymousId: 'a' },
      { anonymousId: 'a', userId: 'u1' },
      { anonymousId: 'a', userId: 'u2' },
      { anonymousId: 'a' },
    );
    expect(profileOf).toEqual([first, first, second, first]);
    expect(merges).toEqual([]);
    expect(conflicts).toMatchObject([{ kept: second, other: first, kind: 'user_id', a: { value: 'u2' }, b: { value: 'a' } }]);
  });

  it('stay two in every order of arrival, and logged-in events are never another’s', () => {
    const messages = [{ anonymousId: 'a' }, { anonymousId: 'a', userId: 'u1' }, { anonymousId: 'a', userId: 'u2' }, { userId: 'u1' }, { userId: 'u2' }];
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: messages.length }), (order) => {
        const { profileOf } = run(...order);
        const of = (raw: object): number | undefined => profileOf[order.findIndex((one) => one === raw)];
        expect(new Set(profileOf).size).toBe(2);
        expect(of(messages[1] ?? {})).toBe(of(messages[3] ?? {}));
        expect(of(messages[2] ?? {})).toBe(of(messages[4] ?? {}));
      }),
    );
  });

  it('with one device_id stay two', () => {
    const context = { device: { id: 'd1' } };
    expect(run({ userId: 'u1', context }, { userId: 'u2', context })).toMatchObject({ profileOf: [first, second], conflicts: [] });
  });

  it('with a sixth e-mail: the sixth stays outside', () => {
    const mails = [1, 2, 3, 4, 5, 6].map((n) => ({ userId: 'u1', context: { traits: { email: `m${n}@x.cn` } } }));
    const { newIdentifiers, conflicts } = run(...mails);
    expect(newIdentifiers.filter(({ kind }) => kind === 'email')).toHaveLength(5);
    expect(conflicts).toMatchObject([{ kind: 'email', other: undefined, b: { value: 'm6@x.cn' } }]);
  });
});

describe('alias', () => {
  it('joins two user ids whatever the limit says', () => {
    const { profileOf, merges } = run({ userId: 'old' }, { userId: 'new' }, { type: 'alias', userId: 'new', previousId: 'old' });
    expect(profileOf).toEqual([first, first, first]);
    expect(merges).toMatchObject([{ into: first, from: second, cause: 'alias' }]);
  });

  it('may come before the events of the previous id', () => {
    expect(new Set(run({ type: 'alias', userId: 'new', previousId: 'old' }, { userId: 'old' }, { anonymousId: 'old' }).profileOf).size).toBe(1);
  });

  it('of an id to itself changes nothing', () => {
    expect(run({ type: 'alias', userId: 'u1', previousId: 'u1' }).newIdentifiers).toHaveLength(1);
  });
});

it('gives the same people whether messages come in one slice or one by one', () => {
  const id = fc.constantFrom('1', '2', '3', '4');
  const raw = fc.record({ userId: id, anonymousId: id, email: id, previousId: id }, { requiredKeys: [] }).map(
    ({ userId, anonymousId, email, previousId }): JsonObject => ({
      anonymousId: anonymousId === undefined && userId === undefined ? 'a0' : anonymousId === undefined ? null : `a${anonymousId}`,
      ...(userId === undefined ? {} : { userId: `u${userId}` }),
      ...(email === undefined ? {} : { context: { traits: { email: `m${email}@x.cn` } } }),
      ...(previousId === undefined || userId === undefined ? {} : { type: 'alias', previousId: `u${previousId}` }),
    }),
  );
  fc.assert(
    fc.property(fc.array(raw, { minLength: 1, maxLength: 14 }), (raws) => {
      const atOnce = run(...raws);
      const oneByOne = runOneByOne(raws);
      expect(atOnce.profileOf.map((root) => root - provisionalBase + 1)).toEqual(oneByOne);
    }),
    { numRuns: 500 },
  );
});

describe('homes', () => {
  it('are those of the strongest identifier, so that what is said while two are one goes back with it', () => {
    const { profileOf, homeOf, newIdentifiers } = run(
      { anonymousId: 'a' },
      { userId: 'u' },
      { userId: 'u', anonymousId: 'a' },
      { userId: 'u', anonymousId: 'b' },
      { anonymousId: 'a' },
      { anonymousId: 'b' },
    );
    expect(profileOf).toEqual([first, first, first, first, first, first]);
    expect(homeOf).toEqual([first, second, second, second, first, second]);
    expect(newIdentifiers.map(({ value, homeId, profileId }) => [value, homeId, profileId])).toEqual([
      ['a', first, first],
      ['u', second, first],
      ['b', second, first],
    ]);
  });

  it('a new strongest identifier has the home of the one it joins, also when that was merged long ago', () => {
    const known = (kind: string, value: string, homeId: number): KnownIdentifier => ({
      workspace: 1,
      kind,
      value,
      profileId: 1,
      homeId,
      firstSeen: 0,
      lastSeen: 0,
    });
    const identifiers = new Map([known('anonymous_id', 'a', 2)].map((one) => [keyOf(1, one), one]));
    const { profileOf, homeOf } = resolve([message({ userId: 'u', anonymousId: 'a' })], { ...nothing, identifiers });
    expect([profileOf, homeOf]).toEqual([[1], [2]]);
  });
});
