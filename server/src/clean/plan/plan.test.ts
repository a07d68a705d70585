import type { Plan, PlanProperty, PlanType } from '@danqing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#kernel';
import { cleanItem } from '../item.ts';
import { originOf, plannedProperty as property } from '../testing.ts';
import { breachesIn } from './breach.ts';
import { compilePlan } from './compile.ts';
import { faultsOf } from './faults.ts';
import { naively } from './oracle.ts';

const planOf = (properties: readonly PlanProperty[], more: Partial<Plan['events'][number]> = {}): Plan => ({
  unknownEvents: 'allow',
  events: [{ event: 'Order Completed', mode: 'warn', others: 'allow', description: '', properties: [...properties], ...more }],
});
const found = (plan: Plan, said: JsonObject, name = 'Order Completed'): readonly string[] =>
  (compilePlan(plan, 1)?.check('track', name, said)?.breaches ?? []).map(({ path, kind }) => `${path} ${kind}`);

describe('a plan', () => {
  it('says of each property what is wrong with it, and nothing of what is right', () => {
    const plan = planOf([
      property('revenue', 'number', { required: true, minimum: 0 }),
      property('currency', 'string', { values: ['CNY', 'USD'] }),
      property('coupon', 'string', { pattern: '[A-Z]{3}\\d+', nullable: true }),
      property('at', 'date-time'),
      property('pieces', 'integer'),
    ]);
    expect(found(plan, { revenue: 1.5, currency: 'CNY', coupon: 'ABC1', at: '2026-11-20T10:00:00+08:00', pieces: 2, other: true })).toEqual([]);
    expect(found(plan, { revenue: 1, coupon: null, at: '2026-11-20' })).toEqual([]);
    expect(found(plan, { revenue: -1, currency: 'EUR', coupon: 'abc1', at: 'yesterday', pieces: 1.5 })).toEqual([
      'revenue range',
      'currency value',
      'coupon pattern',
      'at type',
      'pieces type',
    ]);
    expect(found(plan, { revenue: null, currency: null })).toEqual(['currency type', 'revenue missing']);
  });

  it('looks into objects and lists, whatever way they were sent, and tells a path once', () => {
    const plan = planOf(
      [
        property('products', 'list', { required: true }),
        property('products[].sku', 'string', { required: true }),
        property('address.city', 'string', { required: true }),
        property('tags', 'list', { of: 'string', values: ['a', 'b'] }),
      ],
      { others: 'report' },
    );
    expect(found(plan, { products: [{ sku: 'x' }, { sku: 'y' }], 'address.city': 'Shanghai', tags: ['a', null] })).toEqual([]);
    expect(found(plan, { products: [{}, { sku: 1, colour: 'red' }, {}], address: { zip: '1' }, tags: ['c', 'd'], x: 1 })).toEqual([
      'products[].sku missing',
      'products[].sku type',
      'products[].colour unknown_property',
      'address.zip unknown_property',
      'address.city missing',
      'tags value',
      'x unknown_property',
    ]);
    expect(found(plan, { products: ['x'], address: 'Shanghai' })).toEqual(['products type', 'address type']);
    expect(found(plan, { products: {} })).toEqual(['products type', 'address.city missing']);
  });

  it('leaves alone what nobody planned, unless the plan asks about new events', () => {
    expect(found(planOf([]), {}, 'Clicked')).toEqual([]);
    expect(found({ ...planOf([]), unknownEvents: 'warn' }, {}, 'Clicked')).toEqual([' unknown_event']);
    expect(compilePlan({ ...planOf([]), unknownEvents: 'warn' }, 1)?.check('page', 'Page Viewed', {})).toBeUndefined();
    expect(compilePlan({ unknownEvents: 'allow', events: [] }, 1)).toBeUndefined();
  });

  it('refuses what could not be checked', () => {
    const bad = [
      property('a..b', 'string'),
      property('a[]', 'list'),
      property('b', 'string', { values: [1] }),
      property('c', 'string', { pattern: '(a+)+' }),
      property('d', 'string', { minimum: 1 }),
      property('e', 'number', { minimum: 2, maximum: 1 }),
      property('e', 'number'),
    ];
    expect(faultsOf(planOf(bad)).map(({ path }) => path.split('/').slice(3).join('/'))).toEqual([
      'properties/0/path',
      'properties/1/path',
      'properties/2/values',
      'properties/3/pattern',
      'properties/4/minimum',
      'properties/5/minimum',
      'properties/6/path',
    ]);
  });

  it('ends an event as its mode says, with what was wrong in words that can be read back', () => {
    const raw = { event: 'Order Completed', userId: 'u1', messageId: 'm1', properties: { revenue: 'much "money"' } };
    const endOf = (mode: 'observe' | 'warn' | 'park' | 'block') =>
      cleanItem({ index: 0, type: 'track', raw, sentAt: null }, originOf({ plan: compilePlan(planOf([property('revenue', 'number')], { mode }), 1) }));
    expect((['observe', 'warn', 'park', 'block'] as const).map((mode) => endOf(mode).kind)).toEqual(['pass', 'pass', 'park', 'drop']);
    const parked = endOf('park');
    expect(parked).toMatchObject({ reason: 'against_plan', verdict: { mode: 'park' } });
    expect(breachesIn(parked.kind === 'park' ? parked.detail : '')).toEqual([{ path: 'revenue', kind: 'type', expected: 'number' }]);
  });

  it('looks at the traits of identify and group', () => {
    const plan: Plan = {
      unknownEvents: 'block',
      events: [
        { event: '$identify', mode: 'park', others: 'allow', description: '', properties: [property('age', 'integer')] },
        { event: '$group', mode: 'park', others: 'allow', description: '', properties: [property('industry', 'string', { required: true })] },
      ],
    };
    const origin = originOf({ plan: compilePlan(plan, 1) });
    const end = (type: string, raw: JsonObject) => cleanItem({ index: 0, type, raw: { userId: 'u1', ...raw }, sentAt: null }, origin).kind;
    expect([end('identify', { traits: { age: '18' } }), end('identify', { traits: { age: 18 } })]).toEqual(['park', 'pass']);
    expect([end('group', { groupId: 'g', traits: {} }), end('group', { groupId: 'g', traits: { industry: 'retail' } })]).toEqual(['park', 'pass']);
    expect(end('alias', { previousId: 'u0' })).toBe('pass');
  });
});

const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue[]>(null, true, false, 0, 1, 2.5, -3, '', 'x', 'CNY', '2026-11-20'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const scalar = fc.constantFrom<PlanType[]>('string', 'number', 'integer', 'boolean', 'date-time', 'any', 'list', 'object');
const limits = fc.record({
  required: fc.boolean(),
  nullable: fc.boolean(),
  rest: fc.constantFrom<Partial<PlanProperty>[]>({}, {}, { values: ['x', 1, true] }, { minimum: 1, maximum: 2 }),
});
/** Parents are planned as what they are, so that what is wrong is each property's own. */
const shapes = fc.constantFrom<{ readonly path: string; readonly fixed?: PlanType }[][]>(
  [{ path: 'a' }],
  [{ path: 'a', fixed: 'object' }, { path: 'a.b' }, { path: 'a.c' }],
  [{ path: 'a', fixed: 'list' }, { path: 'a[].b' }, { path: 'c' }],
  [{ path: 'a', fixed: 'object' }, { path: 'a.b', fixed: 'list' }, { path: 'a.b[].c' }],
);
const properties = shapes.chain((shape) =>
  fc.tuple(
    ...shape.map(({ path, fixed }) =>
      fc
        .tuple(scalar, limits)
        .map(([type, { required, nullable, rest }]) => property(path, fixed ?? type, { required, nullable, ...(fixed === undefined ? rest : {}) })),
    ),
  ),
);

it('finds what a naive reading of the plan finds, in any event', () => {
  fc.assert(
    fc.property(properties, fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 }), (planned, said) => {
      const plan = planOf(planned);
      const event = plan.events[0];
      if (event === undefined) return;
      const mine = new Set(found(plan, said));
      const naive = naively(event, said);
      // Of a list of objects whose elements are none, the list itself is wrong; the naive reading sees nothing there.
      const [extra, lost] = [[...mine].filter((one) => !naive.has(one)), [...naive].filter((one) => !mine.has(one))];
      expect(lost).toEqual([]);
      expect(extra.filter((one) => !planned.some(({ path, type }) => type === 'list' && one === `${path} type`))).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});
