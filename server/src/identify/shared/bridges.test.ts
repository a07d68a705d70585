import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileKinds, defaultSettings } from '#clean';
import type { JsonObject } from '#kernel';
import { cleanMessage } from '../../clean/testing.ts';
import { keyOf } from '../model.ts';
import { anyCuts, anyMessages, createMemoryGraph, cutAt, type MemoryGraph, narrowKinds } from '../testing.ts';

const settingsWith = (change: Partial<(typeof defaultSettings)['sharing']>) =>
  compileKinds({ ...defaultSettings, sharing: { ...defaultSettings.sharing, ...change } });

let count = 0;
const message = (raw: JsonObject, kinds = settingsWith({})) => cleanMessage({ event: 'A', messageId: `m${count++}`, ...raw }, { kinds });
const take = (graph: MemoryGraph, ...raws: readonly JsonObject[]): readonly number[] => graph.take(raws.map((raw) => message(raw)));
const login = (person: number, tablet = 't'): JsonObject => ({ anonymousId: tablet, context: { traits: { phone: `1380013800${person}` } } });
const crm = (customer: string, phone: string): JsonObject => ({
  anonymousId: `crm-${customer}`,
  context: { traits: { phone }, externalIds: [{ type: 'customer_id', id: customer }] },
});

describe('an identifier that too many are named with', () => {
  it('is quarantined before it joins one more, in whatever slices the messages come', () => {
    for (const inOneSlice of [true, false]) {
      const graph = createMemoryGraph();
      const messages = [1, 2, 3, 4, 5].map((person) => login(person));
      const profiles = inOneSlice ? take(graph, ...messages) : messages.flatMap((one) => take(graph, one));
      const [first = 0, , , fourth = 0, fifth = 0] = profiles.map((id) => graph.rootOf(id));
      expect(new Set([first, fourth, fifth]).size).toBe(3);
      expect(graph.shared.get(keyOf(1, { kind: 'anonymous_id', value: 't' }))).toBe('suspected');
    }
  });

  it('stays on events, which go to whom they name besides; those that name nobody else to a profile of its own', () => {
    const graph = createMemoryGraph();
    const [known = 0] = take(graph, ...[1, 2, 3, 4].map((person) => login(person)));
    const [alone = 0, again = 0, other = 0] = take(graph, { anonymousId: 't' }, { anonymousId: 't' }, login(1));
    expect([alone === again, alone === graph.rootOf(known), other]).toEqual([true, false, graph.rootOf(known)]);
    expect(take(graph, { anonymousId: 't' })).toEqual([alone]);
  });

  it('identifies again when somebody says that it is not shared, and is never suspected any more', () => {
    const graph = createMemoryGraph();
    const [known = 0] = take(graph, ...[1, 2, 3, 4].map((person) => login(person)));
    graph.shared.set(keyOf(1, { kind: 'anonymous_id', value: 't' }), 'not_shared');
    expect(take(graph, { anonymousId: 't' })).toEqual([graph.rootOf(known)]);
    take(graph, login(5));
    expect(graph.shared.get(keyOf(1, { kind: 'anonymous_id', value: 't' }))).toBe('not_shared');
  });

  it('does not count those of long ago', () => {
    const kinds = settingsWith({ days: 30 });
    const graph = createMemoryGraph();
    const monthly = [1, 2, 3, 4].map((person) => message({ ...login(person), timestamp: `2026-0${person}-15T00:00:00Z` }, kinds));
    graph.take(monthly);
    expect(graph.shared.size).toBe(0);
  });

  it('does not glue by alias either', () => {
    const graph = createMemoryGraph();
    const profiles = [1, 2, 3, 4, 5, 6].flatMap((person) => take(graph, { type: 'alias', userId: `u${person}`, previousId: 'shop-tablet' }));
    expect(new Set(profiles.map((id) => graph.rootOf(id))).size).toBeGreaterThan(3);
  });
});

describe('an identifier that was named with two of whom nobody is both', () => {
  it('stays whose it was and joins nobody new: a family’s phone gives no account to the wrong one', () => {
    const graph = createMemoryGraph();
    const phone = '13800138000';
    const profiles = take(graph, crm('C1', phone), crm('C2', phone), { anonymousId: 'b', userId: 'u2', context: { traits: { phone } } });
    expect(new Set(profiles).size).toBe(3);
    expect(graph.identifiers.get(keyOf(1, { kind: 'phone', value: '+8613800138000' }))?.profileId).toBe(profiles[0]);
  });
});

describe('a kind that is shared', () => {
  const settings = { ...defaultSettings, kinds: defaultSettings.kinds.map((one) => (one.kind === 'phone' ? { ...one, shared: true } : one)) };
  const kinds = compileKinds(settings);

  it('identifies nobody, and what names nothing else has a profile for each of its values', () => {
    const graph = createMemoryGraph();
    const phone = (digit: number) => ({ phone: `1380013800${digit}` });
    const external = (digit: number) => ({ anonymousId: 'null', context: { traits: phone(digit) } });
    const profiles = graph.take([
      message({ userId: 'u1', context: { traits: phone(1) } }, kinds),
      message({ userId: 'u2', context: { traits: phone(1) } }, kinds),
      message(external(1), kinds),
      message(external(2), kinds),
      message(external(1), kinds),
    ]);
    expect(new Set(profiles).size).toBe(4);
    expect(profiles[2]).toBe(profiles[4]);
  });
});

const play = (raws: readonly JsonObject[], cuts: readonly number[]) => {
  const graph = createMemoryGraph();
  const events = raws.map((one) => message(one, narrowKinds));
  const profiles = cutAt(events, cuts).flatMap((slice) => graph.take(slice));
  return { graph, profiles: profiles.map((one) => graph.rootOf(one)) };
};

describe('whatever comes', () => {
  it('no limit is ever exceeded but by an alias, and every event has a profile', () => {
    fc.assert(
      fc.property(anyMessages, anyCuts, (raws, cuts) => {
        const { graph, profiles } = play(
          raws.filter(({ type }) => type !== 'alias'),
          cuts,
        );
        expect(profiles.every((profile) => Number.isInteger(profile) && profile > 0)).toBe(true);
        const held = new Map<string, number>();
        for (const { profileId, kind } of graph.identifiers.values()) held.set(`${profileId} ${kind}`, (held.get(`${profileId} ${kind}`) ?? 0) + 1);
        for (const [key, values] of held) expect(values).toBeLessThanOrEqual(narrowKinds.ruleOf(key.split(' ')[1] ?? '').limit);
      }),
      { numRuns: 500 },
    );
  });

  it('the same people come of it however the messages are cut', () => {
    fc.assert(
      fc.property(anyMessages, anyCuts, (raws, cuts) => {
        expect(play(raws, cuts).profiles).toEqual(play(raws, []).profiles);
      }),
      { numRuns: 1000 },
    );
  });

  it('an identifier counts in a period from its earliest sight on, also where that was told after it', () => {
    const email = (anonymousId: string, value: string, day: number): JsonObject => ({
      anonymousId,
      timestamp: `2026-03-${String(day).padStart(2, '0')}T00:00:00Z`,
      context: { traits: { email: `m${value}@x.cn` } },
    });
    const raws = [email('a', '1', 1), email('a', '2', 1), email('b', '3', 9), email('b', '3', 2), email('a', '3', 20)];
    for (const cuts of [[], [1], [1, 2, 3, 4]]) expect(new Set(play(raws, cuts).profiles).size).toBe(2);
  });
});
