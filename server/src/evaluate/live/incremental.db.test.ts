import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveWorld, type LiveWorld } from '../../../testing/live-world.ts';
import type { JsonObject } from '#kernel';

let world: LiveWorld;
beforeAll(async () => {
  world = await openLiveWorld();
});
afterAll(() => world.close());

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const order = (more: JsonObject = {}): JsonObject => ({ did: 'Order Completed', ...more });
const last = (n: number, unit = 'day'): JsonObject => ({ last: n, unit });

/** Rules of every operator that ticks follow, by key; several of each. */
const rules: Readonly<Record<string, JsonObject>> = {
  orders_3_in_30: order({ count: { op: 'gte', value: 3 }, window: last(30) }),
  orders_1_in_2h: order({ window: last(2, 'hour') }),
  orders_in_month: order({ window: last(1, 'month') }),
  none_in_3: { not: order({ window: last(3) }) },
  fewer_than_2: order({ count: { op: 'lt', value: 2 }, window: last(7) }),
  spent_ever: order({ sum: 'revenue', op: 'gte', value: 300 }),
  spent_in_week: order({ sum: 'revenue', op: 'gte', value: 100, window: last(1, 'week') }),
  average: order({ avg: 'revenue', op: 'lt', value: 60 }),
  least: order({ min: 'revenue', op: 'lte', value: 10, window: last(10) }),
  most: order({ max: 'revenue', op: 'gt', value: 90, window: last(10) }),
  kinds_bought: order({ unique: 'category', op: 'gte', value: 2, window: last(5) }),
  books: order({ where: { prop: 'category', op: 'eq', value: 'books' }, window: last(4) }),
  between_5_and_2: order({ window: { between: [5, 2], unit: 'day' } }),
  from_to: order({ window: { from: '2026-11-18T00:00:00+08:00', to: '2026-11-22T06:00:00+08:00' } }),
  this_week: order({ window: { calendar: 'this_week' } }),
  last_week: order({ window: { calendar: 'last_week' } }),
  yesterday: { did: '*', window: { calendar: 'yesterday' } },
  this_month: order({ window: { calendar: 'this_month' }, count: { op: 'gte', value: 2 } }),
  first_in_5: { first: 'Order Completed', window: last(5) },
  last_in_3: { last: 'Order Completed', window: last(3) },
  last_before: { last: 'Product Viewed', window: { between: [6, 1], unit: 'day' } },
  viewed_no_order: { all: [{ did: 'Product Viewed', window: last(3) }, { not: order({ window: last(3) }) }] },
  anything_today: { did: '*', window: { calendar: 'today' } },
  in_shanghai: { trait: 'city', op: 'eq', value: 'Shanghai' },
  no_city: { trait: 'city', op: 'missing' },
  signed_up_recently: { trait: 'signupAt', op: 'withinLast', value: { n: 5, unit: 'day' } },
  renews_soon: { trait: 'renewsAt', op: 'withinNext', value: { n: 36, unit: 'hour' } },
  has_mail: { has: 'email' },
  quiet_for_4: { compare: [{ since: { last: 'Order Completed' }, unit: 'day' }, 'gte', 4] },
  new_for_2: { compare: [{ since: { first: 'Product Viewed' }, unit: 'hour' }, 'lt', 48] },
  often: { compare: [{ interval: { did: 'Order Completed', stat: 'avg' }, unit: 'day' }, 'lte', 2] },
  views_over_orders: { compare: [{ did: 'Product Viewed', count: true, window: last(6) }, 'gt', { did: 'Order Completed', count: true, window: last(6) }] },
  nested: { all: [{ segment: 'spent_ever' }, { not: { segment: 'quiet_for_4' } }] },
  tagged: { tag: 'tier', op: 'eq', value: 'gold' },
  tagged_number: {
    any: [
      { tag: 'spent', op: 'gte', value: 150 },
      { tag: 'city', op: 'in', value: ['Beijing'] },
    ],
  },
  everyone: { all: [] },
  two_pieces: {
    did: 'Order Completed',
    each: 'products',
    where: { prop: 'category', op: 'eq', value: 'tea' },
    sum: 'quantity',
    op: 'gte',
    value: 2,
    window: last(6),
  },
  dear_books: order({
    where: {
      element: 'products[]',
      where: {
        all: [
          { prop: 'category', op: 'eq', value: 'books' },
          { prop: 'price', op: 'gte', value: 50 },
        ],
      },
    },
    window: last(9),
  }),
  viewed_then_bought: {
    sequence: [{ event: 'Product Viewed' }, { event: 'Order Completed', where: { prop: 'revenue', op: 'gt', value: 20 } }],
    within: { n: 2, unit: 'day' },
    window: last(7),
  },
  half: { all: [{ sample: { percent: 50, seed: 'spring' } }, order({ window: last(5) })] },
  birthday_soon: { anniversary: 'birthday', next: 2, unit: 'day' },
  around_double_11: order({ window: { holiday: 'double_11', days: [-3, 10] } }),
  big_spender: { compare: [{ metric: 'gross_sales' }, 'gt', 250] },
  lately_by_metric: { compare: [{ metric: 'days_since_last_order' }, 'lt', 3] },
  may_mail: { consent: 'marketing', channel: 'email' },
};

const tags: Readonly<Record<string, JsonObject>> = {
  spent: { measure: { did: 'Order Completed', sum: 'revenue', window: last(8) } },
  city: { trait: 'city' },
  active: { rule: { did: '*', window: last(2) } },
  tier: {
    cases: [
      { rule: { tag: 'spent', op: 'gte', value: 200 }, value: 'gold' },
      { rule: { tag: 'active', op: 'eq', value: true }, value: "it's silver" },
    ],
    else: 'none',
  },
};

const messageOf = (id: string, user: string, event: string, at: number, properties: JsonObject): JsonObject => ({
  type: 'track',
  messageId: id,
  event,
  timestamp: new Date(at).toISOString(),
  properties,
  ...(user.startsWith('a') ? { anonymousId: user } : { userId: user }),
});

const step = fc.record({
  events: fc.array(
    fc.record({
      user: fc.integer({ min: 1, max: 12 }),
      isAnonymous: fc.boolean(),
      event: fc.constantFrom('Order Completed', 'Product Viewed', 'Page Viewed', 'purchase'),
      agoMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 * dayMs }), fc.integer({ min: -20 * hourMs, max: 0 })),
      revenue: fc.integer({ min: 1, max: 120 }),
      category: fc.constantFrom('books', 'tea', 'toys'),
    }),
    { maxLength: 14 },
  ),
  traits: fc.array(
    fc.record({
      user: fc.integer({ min: 1, max: 12 }),
      city: fc.constantFrom('Shanghai', 'Beijing', null),
      days: fc.integer({ min: -7, max: 3 }),
      hasMail: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  /** Who was anonymous turns out to be a user: a merge. */
  joins: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }),
  repeats: fc.nat({ max: 3 }),
  passMs: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3 * hourMs }), fc.integer({ min: 6 * hourMs, max: 2 * dayMs }), fc.constant(9 * dayMs)),
});

describe('definitions that ticks follow', () => {
  it('are made', async () => {
    for (const [key, definition] of Object.entries(tags)) await world.call('POST', '/tags', { key, definition, refresh: 'live' });
    for (const [key, rule] of Object.entries(rules)) await world.call('POST', '/segments', { key, rule, refresh: 'live' });
    await world.follow();
    const { obstacles } = await world.deps.registry.formsOf(1, await world.deps.pg.query(`SELECT *, definition_id AS "definitionId" FROM evaluate.node`));
    expect([...obstacles]).toEqual([]);
    expect(await world.differences()).toEqual({});
  });

  it('are what a run in full makes of them, after late, repeated, future and merging input and any time', async () => {
    let id = 0;
    const sent: JsonObject[] = [];
    let fullRuns = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const { events, traits, joins, repeats, passMs } of steps) {
          const now = world.pipeline.clock.now();
          const messages: JsonObject[] = [
            ...events.map(({ user, isAnonymous, event, agoMs, revenue, category }) =>
              messageOf(`e${id++}`, `${isAnonymous ? 'a' : 'u'}${user}`, event, now - agoMs, {
                revenue,
                category,
                products: [
                  { sku: `s${revenue % 5}`, category, price: revenue, quantity: 1 + (revenue % 3) },
                  { sku: 's9', category: 'tea', price: 5, quantity: 1 },
                ],
              }),
            ),
            ...traits.map(({ user, city, days, hasMail }) => ({
              type: 'identify',
              messageId: `i${id++}`,
              userId: `u${user}`,
              timestamp: new Date(now).toISOString(),
              traits: {
                city,
                signupAt: new Date(now + days * dayMs).toISOString(),
                renewsAt: new Date(now + (days + 4) * 7 * hourMs).toISOString(),
                birthday: `1990-${new Date(now + days * dayMs).toISOString().slice(5, 10)}`,
                ...(hasMail ? { email: `u${user}@example.com` } : {}),
              },
            })),
            ...joins.map((user) => ({
              type: 'identify',
              messageId: `j${id++}`,
              userId: `u${user}`,
              anonymousId: `a${user}`,
              timestamp: new Date(now).toISOString(),
            })),
            ...sent.slice(-repeats),
          ];
          sent.push(...messages);
          if (messages.length > 0) await world.receive(messages);
          fullRuns += await world.follow();
          expect(await world.differences()).toEqual({});
          world.pipeline.clock.advance(passMs);
          fullRuns += await world.follow();
          expect(await world.differences()).toEqual({});
          expect(await world.pending()).toBe(0);
        }
      }),
      { numRuns: Number(process.env['LIVE_RUNS'] ?? 4), seed: Number(process.env['LIVE_SEED'] ?? 42), endOnFailure: true },
    );
    expect(fullRuns).toBe(0);
  }, 1_200_000);
});
