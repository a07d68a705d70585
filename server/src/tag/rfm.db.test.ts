import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomFrom } from '#kernel';
import { type Definitions, openDefinitions, type TestEvent } from '../../testing/definitions.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const day = 86_400_000;

const next = randomFrom(7);
const people = 300;
const events: TestEvent[] = Array.from({ length: 1500 }, () => ({
  profile: 1 + Math.floor(next() * next() * people),
  at: new Date(now - Math.floor(next() * 400 * day)).toISOString(),
  properties: next() < 0.05 ? {} : { revenue: Math.round(next() * 10_000) / 100 },
}));

interface Rfm {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** The same by the definition, in the plainest way. */
function independent(days: number): Map<number, Rfm> {
  const found = new Map<number, Rfm>();
  for (const { profile, at, properties } of events) {
    const age = now - Date.parse(at);
    if (age >= days * day) continue;
    const old = found.get(profile) ?? { recency: Infinity, frequency: 0, monetary: 0 };
    const revenue = properties?.['revenue'];
    found.set(profile, {
      recency: Math.min(old.recency, Math.floor(age / day)),
      frequency: old.frequency + 1,
      monetary: old.monetary + (typeof revenue === 'number' ? revenue : 0),
    });
  }
  return found;
}

/** Type 7 (Hyndman & Fan): linear between order statistics. */
function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const low = Math.floor(place);
  const [a, b] = [sorted[low] ?? NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN];
  return a + (place - low) * (b - a);
}

const names = ['recency', 'frequency', 'monetary'] as const;
const six = (value: number): number => Math.round(value * 1e6) / 1e6;

function scored(bins: number): Map<number, Record<string, number>> {
  const people = [...independent(365)].map(([id, rfm]) => [id, { ...rfm, monetary: six(rfm.monetary) }] as const);
  const cuts = names.map((name) =>
    Array.from({ length: bins - 1 }, (_, index) =>
      quantile(
        people.map(([, rfm]) => rfm[name]),
        (index + 1) / bins,
      ),
    ),
  );
  return new Map(
    people.map(([id, rfm]) => {
      const [r, f, m] = names.map((name, index) => 1 + (cuts[index] ?? []).filter((cut) => cut < rfm[name]).length);
      return [id, { ...rfm, r: bins + 1 - (r ?? 0), f: f ?? 0, m: m ?? 0 }];
    }),
  );
}

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions(new Date(now).toISOString());
  await world.addProfiles(Object.fromEntries(Array.from({ length: people }, (_, index) => [index + 1, {}])));
  await world.addEvents(events);
});
afterAll(() => world.close());

const window = { last: 365, unit: 'day' };
type Shown = { profile: number; value: Record<string, number | string> };
const valuesOf = async (key: string): Promise<Shown[]> => (await world.call('GET', `/tags/${key}/values`)).body.items;

it.each([5, 3])('scores %i bins as an independent computation does', async (bins) => {
  const key = `rfm${bins}`;
  const made = await world.call('POST', '/tags', {
    key,
    name: 'RFM',
    kind: 'analytic',
    type: 'text',
    definition: { rfm: { of: 'Order Completed', value: 'revenue', window, bins } },
  });
  expect([made.status, made.body.refresh, made.body.fields]).toEqual([201, 'daily', ['recency', 'frequency', 'monetary', 'r', 'f', 'm', 'score', 'tier']]);
  await world.settle();
  expect((await world.call('GET', `/tags/${key}`)).body.error).toBeNull();
  const shown = await valuesOf(key);
  const expected = scored(bins);
  expect(shown.length).toBe(expected.size);
  expect(shown.length).toBeGreaterThan(150);
  for (const { profile, value } of shown) {
    const { recency, frequency, monetary, r, f, m } = value;
    expect({ recency, frequency, monetary: six(Number(monetary)), r, f, m }).toEqual(expected.get(profile));
    expect(value['score']).toBe(Number(r) * 100 + Number(f) * 10 + Number(m));
    const above = [r, f, m].map((score) => Number(score) > (bins + 1) / 2);
    expect(value['value']).toBe(value['tier']);
    expect(String(value['tier']).startsWith('important')).toBe(above[2]);
    expect(String(value['tier']).split('_')[1]).toBe(['retain', 'keep', 'develop', 'value'][2 * Number(above[0]) + Number(above[1])]);
  }
});

it('freezes the cut points of the run with it', async () => {
  const { cutPoints } = (await world.call('GET', '/tags/rfm5')).body;
  const monetary = [...independent(365).values()].map((rfm) => rfm.monetary);
  expect(cutPoints.monetary.map(six)).toEqual([0.2, 0.4, 0.6, 0.8].map((p) => six(quantile(monetary, p))));
});

it('can be asked by its parts in rules', async () => {
  const rule = {
    all: [
      { tag: 'rfm5.r', op: 'eq', value: 5 },
      { tag: 'rfm5.tier', op: 'eq', value: 'important_value' },
    ],
  };
  const { body } = await world.call('POST', '/segments/preview', { rule, limit: 1000 });
  const expected = (await valuesOf('rfm5')).filter(({ value }) => value['r'] === 5 && value['tier'] === 'important_value').map(({ profile }) => profile);
  expect([body.sample, body.count > 0]).toEqual([expected, true]);
});

it('takes fixed borders, and is its score when it is a number', async () => {
  const edges = { recency: [30, 90], frequency: [1, 3], monetary: [50, 200] };
  const definition = { rfm: { of: 'Order Completed', value: 'revenue', window, bins: 3, method: 'threshold', edges } };
  await world.call('POST', '/tags', { key: 'fixed', name: 'RFM', type: 'number', definition });
  await world.settle();
  const expected = new Map([...independent(365)].map(([id, rfm]) => [id, names.map((name) => 1 + edges[name].filter((edge) => edge < six(rfm[name])).length)]));
  for (const { profile, value } of await valuesOf('fixed')) {
    const [r, f, m] = expected.get(profile) ?? [];
    expect(value['value']).toBe((4 - (r ?? 0)) * 100 + (f ?? 0) * 10 + (m ?? 0));
  }
});

it('has a distribution of its tiers and parts', async () => {
  const { body } = await world.call('GET', '/tags/rfm5/distribution');
  expect(body.values.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(body.known);
  expect(body.fields.frequency.min).toBe(1);
});

it.each([
  [{ of: 'A' }, '/definition/rfm/value'],
  [{ of: 'A', value: 'revenue', bins: 1 }, '/definition/rfm/bins'],
  [{ of: 'A', value: 'revenue', method: 'threshold' }, '/definition/rfm/edges'],
  [
    { of: 'A', value: 'revenue', bins: 3, method: 'threshold', edges: { recency: [2, 1], frequency: [1, 2], monetary: [1, 2] } },
    '/definition/rfm/edges/recency',
  ],
  [{ of: 'A', value: 'revenue', window: { last: 3, unit: 'fortnight' } }, '/definition/rfm/window/unit'],
])('refuses %j at its place', async (rfm, path) => {
  const { status, body } = await world.call('POST', '/tags', { key: 'wrong', name: 'x', definition: { rfm } });
  expect([status, body.errors.map((error: { path: string }) => error.path)]).toEqual([400, [path]]);
});

it('finds the top fifth by spending, as an independent quantile does', async () => {
  const spent = new Map<number, number>();
  for (const { profile, properties } of events) {
    const revenue = properties?.['revenue'];
    if (typeof revenue === 'number') spent.set(profile, (spent.get(profile) ?? 0) + revenue);
  }
  const cut = quantile([...spent.values()].map(six), 0.8);
  const expected = [...spent]
    .filter(([, sum]) => six(sum) > cut)
    .map(([id]) => id)
    .sort((a, b) => a - b);
  const { body } = await world.call('POST', '/segments/preview', {
    rule: { top: { percent: 20, by: { did: 'Order Completed', sum: 'revenue' } } },
    limit: 1000,
  });
  expect(body.sample).toEqual(expected);
});

it('counts scores above the population’s averages as high, freezes those, and calls the tiers as one likes', async () => {
  const rfm = { of: 'Order Completed', value: 'revenue', window, bins: 5, high: 'average' };
  await world.call('POST', '/tags', { key: 'average', definition: { rfm: { ...rfm, names: 'zh' } } });
  await world.settle();
  const expected = scored(5);
  const mean = (name: string): number => [...expected.values()].reduce((sum, each) => sum + (each[name] ?? 0), 0) / expected.size;
  const means = { r: mean('r'), f: mean('f'), m: mean('m') };
  const { average } = (await world.call('GET', '/tags/average')).body.cutPoints;
  for (const name of ['r', 'f', 'm'] as const) expect(average[name]).toBeCloseTo(means[name], 9);
  const tiers = ['一般挽留客户', '重要挽留客户', '一般保持客户', '重要保持客户', '一般发展客户', '重要发展客户', '一般价值客户', '重要价值客户'];
  const shown = await valuesOf('average');
  for (const { value } of shown) {
    const place = 4 * Number(Number(value['r']) > means.r) + 2 * Number(Number(value['f']) > means.f) + Number(Number(value['m']) > means.m);
    expect(value['tier']).toBe(tiers[place]);
  }
  expect(new Set(shown.map(({ value }) => value['tier'])).size).toBeGreaterThan(4);
});

it('takes the scores from which on something is high, and names by tier', async () => {
  const rfm = { of: 'Order Completed', value: 'revenue', window, bins: 5, high: { r: 5, f: 2, m: 1 }, names: { important_value: 'VIP' } };
  await world.call('POST', '/tags', { key: 'chosen', definition: { rfm } });
  await world.settle();
  for (const { value } of await valuesOf('chosen')) {
    const [r, f] = [Number(value['r']) >= 5, Number(value['f']) >= 2];
    expect(value['tier']).toBe(r && f ? 'VIP' : `important_${r ? 'develop' : f ? 'keep' : 'retain'}`);
  }
  const refused = await world.call('POST', '/tags', { key: 'x', definition: { rfm: { ...rfm, high: { r: 9 }, names: { gold: 'x', general_keep: '' } } } });
  expect(refused.body.errors.map(({ path }: { path: string }) => path.replace('/definition/rfm', ''))).toEqual(
    expect.arrayContaining(['/high', '/names/gold', '/names/general_keep']),
  );
});
