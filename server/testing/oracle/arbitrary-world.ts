/** Small random worlds, full of what real data is full of: nulls, blanks, numbers as text, lists, merges, late and future events. */
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#kernel';
import { birthdays, commonScalars, day, oddScalars, reference } from './pools.ts';
import type { TagValue, World, WorldAssertion, WorldConsent, WorldEntity, WorldEvent, WorldProfile, WorldTagChange } from './world.ts';

const scalar = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<JsonValue>(...commonScalars) },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>(...oddScalars) },
);
const scalarList = fc.array(scalar, { maxLength: 3 });
const money = fc.constantFrom<JsonValue>(5, 10.25, '7', 2.5, '1e2', 'abc', null, '', -3, 0);
const productKey = fc.constantFrom<JsonValue>('p1', 'p2', 'p3', 5, '01', 'unheard of', null);
const lines = fc.array(
  fc.record(
    {
      sku: fc.oneof({ weight: 3, arbitrary: productKey }, { weight: 1, arbitrary: scalar }),
      product_id: productKey,
      price: fc.oneof({ weight: 3, arbitrary: money }, { weight: 1, arbitrary: scalar }),
      quantity: fc.constantFrom<JsonValue>(1, 2, '3', 0.5, 'x', null),
      amount: money,
      category: scalar,
      n: scalar,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);

/** Some lie exactly on the edge of a window of the rules, or a millisecond beside it. */
export const moment = fc
  .tuple(fc.constantFrom(0, 0, 1, 7, 30, 31, 60, 90, 200, 366, -1, -10), fc.constantFrom(0, 0, 1, -1, 3_600_000, -5_400_000))
  .map(([days, beside]) => reference - days * day + beside);

const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    category: fc.oneof(
      { weight: 4, arbitrary: scalar },
      { weight: 1, arbitrary: scalarList },
      { weight: 1, arbitrary: fc.constantFrom<JsonValue>({}, { a: 1 }) },
    ),
    total: money,
    revenue: fc.oneof(fc.constantFrom<JsonValue>(0, 5, 10.25, -3, '7', '1e2', 'abc', null, '', 100), fc.integer({ min: -50, max: 500 })),
    amount: fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: scalarList }),
    when: scalar,
    deep: fc.record({ one: scalar, two: fc.record({ three: scalar }, { requiredKeys: [] }) }, { requiredKeys: [] }),
    products: lines,
  },
  { requiredKeys: [] },
);

const event = (profiles: readonly number[]): fc.Arbitrary<Omit<WorldEvent, 'message'>> =>
  fc
    .record({
      profile: fc.constantFrom(...profiles),
      kind: fc.constantFrom<readonly [string, WorldEvent['type']]>(
        ['Order Completed', 'track'],
        ['Order Completed', 'track'],
        ['purchase', 'track'],
        ['Product Viewed', 'track'],
        ["it's `odd`", 'track'],
        ['Page Viewed', 'page'],
        ['$identify', 'identify'],
        ['$identify', 'track'],
        ['$group', 'group'],
        ['$group', 'group'],
        ['Order Refunded', 'track'],
      ),
      group: fc.constantFrom('acme', 'globex', 'solo', ''),
      ts: moment,
      source: fc.constantFrom('web', 'app'),
      pagePath: fc.constantFrom('', '/a', '/b', '5'),
      properties,
    })
    .map(({ kind: [name, type], group, ...rest }) => ({ ...rest, name, type, group: type === 'group' ? group : '' }));

const assertion = (profiles: readonly number[]): fc.Arbitrary<Omit<WorldAssertion, 'message'>> =>
  fc
    .record({ profile: fc.constantFrom(...profiles), ts: moment, trust: fc.constantFrom(50, 50, 90) })
    .chain((common) =>
      fc
        .constantFrom('city', 'age', 'vip', 'signup', 'tags', 'address', 'address.city', 'address.zip', 'lines', 'birthday', 'birthday')
        .chain((path) => traitValue(path).map((value) => ({ ...common, path, value }))),
    );

function traitValue(path: string): fc.Arbitrary<JsonValue> {
  if (path === 'lines')
    return fc.array(fc.record({ sku: fc.constantFrom<JsonValue>('a', 'b', '5'), n: fc.constantFrom<JsonValue>(1, 2, null) }), { maxLength: 3 });
  if (path === 'birthday') return fc.oneof({ weight: 4, arbitrary: fc.constantFrom<JsonValue>(...birthdays) }, { weight: 1, arbitrary: scalar });
  if (path === 'tags') return fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
  if (path.startsWith('address')) return fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: fc.constant<JsonValue>({}) });
  return scalar;
}

const tagChange = (profiles: readonly number[]): fc.Arbitrary<Omit<WorldTagChange, 'run'>> =>
  fc
    .record({ profile: fc.constantFrom(...profiles), at: moment })
    .chain((common) => fc.constantFrom('ltv', 'level', 'likes', 'rfm', 'is.vip').chain((tag) => tagValue(tag).map((value) => ({ ...common, tag, value }))));

function tagValue(tag: string): fc.Arbitrary<TagValue | null> {
  const value: fc.Arbitrary<TagValue> =
    {
      ltv: fc.constantFrom('0', '5', '10.5', '-3', '100').map((text) => ({ text })),
      level: fc.constantFrom('gold', '5', '01', '2026-01-15', '上海').map((text) => ({ text })),
      'is.vip': fc.constantFrom('true', 'false').map((text) => ({ text })),
      likes: fc.array(fc.constantFrom('books', 'toys', '5'), { minLength: 1, maxLength: 3 }).map((items) => ({ items })),
      rfm: fc.record({ score: fc.constantFrom('3', '9', '15'), tier: fc.constantFrom('vip', 'lost') }).map((fields) => ({ fields })),
    }[tag] ?? fc.constant({ text: 'x' });
  return fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
}

const attributes: fc.Arbitrary<JsonObject> = fc.record(
  {
    brand: fc.constantFrom<JsonValue>('a', 'b', '5', 5, null),
    cost: money,
    tags: fc.array(fc.constantFrom<JsonValue>('a', 'b', 5, null), { maxLength: 3 }),
    plan: scalar,
    seats: fc.constantFrom<JsonValue>(1, 5, '12', 'many'),
    deep: fc.record({ one: scalar }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const entities: fc.Arbitrary<readonly WorldEntity[]> = fc
  .uniqueArray(
    fc.record({
      named: fc.constantFrom(
        ...(['p1', 'p2', '01', '5'] as const).map((key) => ({ kind: 'product' as const, key })),
        ...(['acme', 'globex', 'nobody'] as const).map((key) => ({ kind: 'account' as const, key })),
      ),
      ts: moment,
      attributes,
      isGone: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 8, maxLength: 20, selector: ({ named, ts }) => `${named.kind} ${named.key} ${ts}` },
  )
  .map((list) => list.map(({ named, ...rest }) => ({ ...named, ...rest })));

const consent = (profiles: readonly number[]): fc.Arbitrary<WorldConsent> =>
  fc.record({
    profile: fc.constantFrom(...profiles),
    purpose: fc.constantFrom('marketing', 'marketing', 'analytics'),
    channel: fc.constantFrom('', '', 'email', 'sms'),
    ts: moment,
    isGranted: fc.constantFrom(true, true, false),
    expiresAt: fc.option(moment, { nil: null, freq: 2 }),
  });

/** Profiles firstId … firstId + count − 1; about a third merged into lower ones. */
const profiles = (firstId: number, count: number): fc.Arbitrary<readonly WorldProfile[]> =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc
        .record({
          kinds: fc.subarray(['email', 'user_id', 'openid:wx1', 'anonymous_id']),
          into: fc.oneof(
            { weight: 3, arbitrary: fc.constant(0) },
            { weight: index < 2 ? 0 : 1, arbitrary: fc.constant(firstId) },
            { weight: index < 2 ? 0 : 1, arbitrary: fc.constant(firstId + 1) },
          ),
        })
        .map(({ kinds, into }) => ({ id: firstId + index, kinds, mergedInto: index < 2 ? 0 : into })),
    ),
  );

export const world = (firstId: number): fc.Arbitrary<World> =>
  profiles(firstId, 9).chain((people) => {
    const ids = people.map(({ id }) => id);
    const roots = people.filter(({ mergedInto }) => mergedInto === 0).map(({ id }) => id);
    return fc.record({
      timezone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'),
      profiles: fc.constant(people),
      events: fc.array(event(ids), { minLength: 25, maxLength: 50 }).map((list) => list.map((one, index) => ({ ...one, message: `m${index}` }))),
      assertions: fc.array(assertion(ids), { minLength: 15, maxLength: 50 }).map((list) => list.map((one, index) => ({ ...one, message: `t${index}` }))),
      tagChanges: fc.array(tagChange(roots), { minLength: 10, maxLength: 25 }).map((list) => list.map((one, index) => ({ ...one, run: index }))),
      entities,
      consents: fc.array(consent(ids), { minLength: 8, maxLength: 25 }),
      lists: fc.record({ uploaded: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 5 }), 'empty one': fc.constant([]) }),
      segments: fc.constant({
        buyers: { did: 'Order Completed', window: { last: 90, unit: 'day' as const } },
        loyal: { all: [{ segment: 'buyers' }, { not: { trait: 'city', op: 'eq' as const, value: '5' } }] },
      }),
    });
  });
