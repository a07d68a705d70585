import type { SchemeAxis, SchemeDefinitionJson } from '@danqing/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rule as anyRule } from '../../../testing/oracle/arbitrary-rule.ts';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

/** `DANQING_SCHEME_RUNS=40` for the long run. */
const runs = Number(process.env['DANQING_SCHEME_RUNS'] ?? 4);
/** A world that moves: profiles come, buy, and are placed again day by day. */
const day = 86_400_000;
const start = Date.parse('2026-05-01T12:00:00Z');
let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions(new Date(start).toISOString());
  await world.addProfiles(
    Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index + 1, { city: ['Shanghai', 'Beijing', ''][index % 3] ?? '', age: index }])),
  );
});
afterAll(() => world.close());

const spent = { did: 'Order Completed', sum: 'revenue' } as const;
const names = ['a', 'b', 'c', 'd'];
const usable = anyRule.filter((rule) => !/"(tag|segment|list|account|consent)":|周年庆/.test(JSON.stringify(rule)));
const axis: fc.Arbitrary<SchemeAxis> = fc.oneof(
  fc.array(usable, { minLength: 1, maxLength: 4 }).map((rules) => ({ rules: rules.map((rule, index) => ({ part: names[index] ?? '', rule })) })),
  fc.constantFrom<SchemeAxis>(
    { tiers: { by: spent, parts: names, method: 'quantile' } },
    { tiers: { by: { trait: 'age' }, parts: names.slice(0, 3), method: 'natural' } },
    { tiers: { by: spent, parts: names.slice(0, 2), cuts: [50] } },
  ),
);
const definition: fc.Arbitrary<SchemeDefinitionJson> = fc.oneof(axis, fc.record({ grid: fc.record({ rows: axis, columns: axis }) }));

const sum = (list: readonly { readonly size: number }[]): number => list.reduce((all, { size }) => all + size, 0);
const get = async (url: string) => {
  const { status, body } = await world.call('GET', url);
  if (status !== 200) throw new Error(`${url}: ${JSON.stringify(body)}`);
  return body;
};

it('the parts and the unassigned are everyone, whatever the scheme: before it is saved, live, and at every past moment', async () => {
  const samples = fc.sample(definition, { numRuns: runs, seed: 20_261_124 });
  for (const [index, json] of samples.entries()) {
    const made = await world.call('POST', '/schemes', { key: `s${index}`, definition: json });
    expect([made.status, made.body.errors], JSON.stringify(json)).toEqual([201, undefined]);
  }
  const moments: number[] = [];
  const random = fc.sample(fc.record({ profile: fc.integer({ min: 1, max: 40 }), revenue: fc.integer({ min: 1, max: 200 }), hours: fc.nat(40) }), {
    numRuns: 60,
    seed: 7,
  });
  for (let step = 0; step < 2; step++) {
    const now = world.clock.now();
    await world.addEvents(
      random.slice(step * 20, step * 20 + 20).map(({ profile, revenue, hours }) => ({
        profile,
        at: new Date(now - hours * 3_600_000).toISOString(),
        properties: { revenue },
      })),
    );
    for (const index of samples.keys()) await world.call('POST', `/schemes/s${index}/compute`);
    await world.settle();
    moments.push(now);
    world.clock.advance(day);
  }
  for (const [index, json] of samples.entries()) {
    const { body } = await world.call('POST', '/schemes/preview', { definition: json });
    expect([body.total, sum(body.parts) + body.unassigned], JSON.stringify(json)).toEqual([40, 40]);
    const now = await get(`/schemes/s${index}/sizes`);
    expect([now.total, sum(now.sizes)]).toEqual([40, 40]);
    for (const basis of ['stored', 'definition']) {
      for (const moment of moments) {
        const at = new Date(moment).toISOString();
        const past = await get(`/schemes/s${index}/sizes?at=${at}&basis=${basis}`);
        expect([past.total, sum(past.sizes)], `${basis} ${at}`).toEqual([40, 40]);
        const moved = await get(`/schemes/s${index}/movement?from=${at}&basis=${basis}`);
        expect(moved.total).toBe(40);
        expect(sum(moved.cells.map(({ count }: { count: number }) => ({ size: count })))).toBe(40);
        // Who was where, and who is where, is the same on the page of sizes and in the movement.
        for (const { key, size } of past.sizes)
          expect(sum(moved.cells.flatMap(({ from, count }: { from: string; count: number }) => (from === key ? [{ size: count }] : []))), key).toBe(size);
      }
    }
    const trend = await get(`/schemes/s${index}/trend`);
    trend.days.forEach((_: string, place: number) => {
      expect(sum(trend.series.map(({ sizes }: { sizes: number[] }) => ({ size: sizes[place] })))).toBe(trend.totals[place]);
    });
    const last = Object.fromEntries(trend.series.map(({ key, sizes }: { key: string; sizes: number[] }) => [key, sizes.at(-1)]));
    for (const { key, size } of now.sizes) expect(last[key] ?? 0, `${index} ${key}`).toBe(size);
  }
}, 3_600_000);
