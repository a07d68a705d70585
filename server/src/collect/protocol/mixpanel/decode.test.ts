import { expect, test } from 'vitest';
import type { JsonObject } from '#kernel';
import { decodedFrom, messageFrom, receivedAt } from '../decode-testing.ts';

const device = '$device:ccce64f5-44b0-40af-88db-f0cc5578d656';
const tracked = (event: string, properties: JsonObject, call = 'track'): JsonObject =>
  messageFrom('mixpanel', [{ event, properties: { token: 'k', distinct_id: 'u1', ...properties } }], { call });
const engaged = (update: JsonObject): JsonObject => messageFrom('mixpanel', [{ $token: 'k', $distinct_id: 'u1', ...update }], { call: 'engage' });

test.each<[string, JsonObject, JsonObject]>([
  ['E', {}, { type: 'track', userId: 'u1', event: 'E' }],
  ['E', { distinct_id: device }, { type: 'track', anonymousId: device }],
  ['$identify', { $anon_distinct_id: device, $user_id: 'u1' }, { type: 'identify', userId: 'u1', anonymousId: device }],
  ['$create_alias', { alias: 'a1' }, { type: 'alias', userId: 'u1', previousId: 'a1' }],
  [
    '$mp_web_page_view',
    { $current_url: 'https://a.example/x', current_url_path: '/x', current_page_title: 'T' },
    { type: 'page', context: { page: { path: '/x', title: 'T' } } },
  ],
  [
    'purchase',
    { transaction_id: 'o1', value: 9, mp_lib: 'web' },
    { event: 'Order Completed', properties: { order_id: 'o1', revenue: 9 }, context: { originalEvent: 'purchase', library: { name: 'mixpanel-web' } } },
  ],
])('%s %j', (event, properties, expected) => {
  expect(tracked(event, properties)).toMatchObject(expected);
});

test.each<[JsonObject, JsonObject]>([
  [{ $set: { $email: 'a@example.com', $first_name: 'A', plan: 'x' } }, { traits: { email: 'a@example.com', firstName: 'A', plan: 'x' } }],
  [{ $set_once: { first: 1, none: null } }, { traitsOnce: { first: 1 } }],
  [{ $unset: ['plan', '$email'] }, { traits: { plan: null, email: null } }],
  [{ $add: { n: 2 } }, { properties: { operation: 'add', add: { n: 2 } } }],
  [{ $append: { $transactions: { $amount: 20 } } }, { properties: { operation: 'append', append: { transactions: { $amount: 20 } } } }],
  [{ $delete: '' }, { properties: { operation: 'delete', delete: {} } }],
])('an update of a person: %j', (update, expected) => {
  const { traits, traitsOnce, properties, type, userId } = engaged(update);
  expect({ traits, traitsOnce, properties, type, userId }).toEqual({
    traits: undefined,
    traitsOnce: undefined,
    properties: undefined,
    type: 'identify',
    userId: 'u1',
    ...expected,
  });
});

test('an update of a group is said of an account', () => {
  const message = messageFrom('mixpanel', [{ $token: 'k', $group_key: 'company', $group_id: 'acme', $set: { plan: 'x' } }], { call: 'groups' });
  expect(message).toMatchObject({ type: 'item', kind: 'account', key: 'acme', traits: { plan: 'x', group_type: 'company' } });
});

test('seconds with a fraction and milliseconds are the same moment; when it was sent stands in the address', () => {
  const moment = '2026-11-22T11:00:00.500Z';
  expect(tracked('E', { time: Date.parse(moment) / 1000, $insert_id: 'i' })).toMatchObject({ timestamp: moment, messageId: 'i' });
  expect(tracked('E', { time: Date.parse(moment) })).toMatchObject({ timestamp: moment });
  expect(decodedFrom('mixpanel', [{ event: 'E', properties: {} }], { call: `track?_=${receivedAt}` })).toMatchObject([{ sentAt: receivedAt }]);
});

test('two equal events without id and time are two; what a browser repeats with its address is one', () => {
  const twice = [
    { $token: 'k', $distinct_id: 'u1', $add: { n: 1 } },
    { $token: 'k', $distinct_id: 'u1', $add: { n: 1 } },
  ];
  const idsOf = (position: number, call: string): unknown[] =>
    decodedFrom('mixpanel', twice, { position, call }).map((event) => ('type' in event ? event.raw['messageId'] : undefined));
  expect(new Set([...idsOf(1, 'engage'), ...idsOf(2, 'engage')]).size).toBe(4);
  expect(idsOf(1, `engage?_=${receivedAt}`)).toEqual(idsOf(2, `engage?_=${receivedAt}`));
});
