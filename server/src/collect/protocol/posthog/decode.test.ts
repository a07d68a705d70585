import { expect, test } from 'vitest';
import type { JsonObject } from '#kernel';
import { decodedFrom, messageFrom } from '../decode-testing.ts';

const device = '01a20350-49cf-73dd-b3c7-452246526aeb';
const event = (more: JsonObject): JsonObject => ({
  event: 'E',
  distinct_id: 'u1',
  uuid: 'id-1',
  timestamp: '2026-11-22T11:00:00.000Z',
  properties: {},
  ...more,
});
const message = (more: JsonObject): JsonObject => messageFrom('posthog', { api_key: 'k', batch: [event(more)] });

test.each<[string, JsonObject, JsonObject]>([
  ['a server', {}, { userId: 'u1' }],
  ['a visitor', { distinct_id: device, properties: { distinct_id: device, $device_id: device, $is_identified: false } }, { anonymousId: device }],
  ['a customer in a browser', { properties: { distinct_id: 'u1', $user_id: 'u1', $device_id: device, $is_identified: true } }, { userId: 'u1' }],
  ['one who says who she is', { event: '$identify', properties: { distinct_id: 'u1', $anon_distinct_id: device } }, { userId: 'u1', anonymousId: device }],
])('whose it is: %s', (_who, more, expected) => {
  const { userId, anonymousId } = message(more);
  expect({ userId, anonymousId }).toEqual({ userId: undefined, anonymousId: undefined, ...expected });
});

test.each<[JsonObject, JsonObject]>([
  [
    { event: '$identify', $set: { email: 'a@example.com', $name: 'A' }, $set_once: { $initial_referrer: 'x', $initial_gclid: null } },
    { type: 'identify', traits: { email: 'a@example.com', name: 'A' }, traitsOnce: { initial_referrer: 'x' } },
  ],
  [
    { event: '$set', properties: { $set: { plan: 'gold' }, $unset: ['old'] } },
    { type: 'identify', traits: { plan: 'gold', old: null } },
  ],
  [
    { event: '$create_alias', properties: { distinct_id: 'u1', alias: 'a1' } },
    { type: 'alias', userId: 'u1', previousId: 'a1' },
  ],
  [
    { event: '$groupidentify', distinct_id: '$company_acme', properties: { $group_type: 'company', $group_key: 'acme', $group_set: { plan: 'x' } } },
    { type: 'item', kind: 'account', key: 'acme', traits: { plan: 'x', group_type: 'company' } },
  ],
  [
    {
      event: '$pageview',
      properties: { $current_url: 'https://a.example/x', $pathname: '/x', title: 'T', utm_source: 'wechat', utm_term: null, $os: 'Linux' },
    },
    {
      type: 'page',
      context: { page: { url: 'https://a.example/x', path: '/x', title: 'T' }, campaign: { source: 'wechat' }, os: { name: 'Linux' } },
      properties: {},
    },
  ],
  [
    {
      event: 'purchase',
      properties: { transaction_id: 'o1', value: 9, items: [{ item_id: 'p1', price: 9 }], $set: { vip: true }, $groups: { company: 'acme' } },
    },
    {
      type: 'track',
      event: 'Order Completed',
      groupId: 'acme',
      context: { originalEvent: 'purchase', traits: { vip: true } },
      properties: { order_id: 'o1', value: 9, revenue: 9, products: [{ product_id: 'p1', price: 9 }] },
    },
  ],
  [
    { event: 'Made Coffee', properties: { $lib: 'web', cups: 2 } },
    { type: 'track', event: 'Made Coffee', context: { library: { name: 'web' } }, properties: { cups: 2 } },
  ],
])('%j', (sent, expected) => {
  expect(message(sent)).toMatchObject({ ...expected, messageId: 'id-1', timestamp: '2026-11-22T11:00:00.000Z' });
});

test('when it was sent, by the envelope; how long ago it was, where it says that instead', () => {
  const body = { api_key: 'k', sent_at: '2026-11-22T12:00:00.000Z', batch: [{ event: 'E', distinct_id: 'u1', offset: 60_000 }] };
  expect(decodedFrom('posthog', body)).toMatchObject([{ sentAt: Date.UTC(2026, 10, 22, 12), raw: { timestamp: '2026-11-22T11:59:00.000Z' } }]);
});
