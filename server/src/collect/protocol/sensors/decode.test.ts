import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#kernel';
import { decodedFrom, messageFrom } from '../decode-testing.ts';

const cookie = '1a2034e098457e-0a62d16f75c7f4-11543b4c-921600-1a2034e0986122f';
const item = (more: JsonObject): JsonObject => ({
  type: 'track',
  event: 'E',
  time: 1_795_351_775_646,
  _track_id: 727_835_652,
  distinct_id: 'u1',
  properties: {},
  ...more,
});
const message = (more: JsonObject): JsonObject => messageFrom('sensors', [item(more)]);

describe('whose it is', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a visitor of a page', { distinct_id: cookie, anonymous_id: cookie, identities: { $identity_cookie_id: cookie } }, { anonymousId: cookie }],
    [
      'a customer of a page',
      {
        distinct_id: 'u1',
        login_id: 'u1',
        anonymous_id: cookie,
        identities: { $identity_login_id: 'u1', $identity_cookie_id: cookie, $identity_mobile: '13900001111' },
      },
      { userId: 'u1', anonymousId: cookie, identifiers: { phone: '13900001111' } },
    ],
    ['a server that says only an id', {}, { userId: 'u1' }],
    ['a server that says an id which an SDK invented', { distinct_id: cookie }, { anonymousId: cookie }],
    ['a server that says it is no login', { properties: { $is_login_id: false } }, { anonymousId: 'u1' }],
    [
      'a login by a key of their own',
      { distinct_id: 'member+77', login_id: 'member+77', anonymous_id: cookie, identities: { member: '77', $identity_cookie_id: cookie } },
      { anonymousId: cookie, identifiers: { member: '77' } },
    ],
    [
      'a mini-program',
      {
        distinct_id: 'u1',
        identities: {
          $identity_login_id: 'u1',
          $identity_mp_id: '1795352710831-5669067-002bfbc937d5dc2e-27189432',
          $identity_mp_wx12_openid: 'o1',
          $identity_mp_unionid: 'n1',
        },
      },
      { userId: 'u1', anonymousId: '1795352710831-5669067-002bfbc937d5dc2e-27189432', identifiers: { 'openid:wx12': 'o1', unionid: 'n1' } },
    ],
  ])('%s', (_who, more, expected) => {
    const { userId, anonymousId, identifiers } = message(more);
    expect({ userId, anonymousId, identifiers }).toEqual({ userId: undefined, anonymousId: undefined, identifiers: undefined, ...expected });
  });

  test('signing up: an invented id comes along as the anonymous one, another is told to be the same', () => {
    const base = { type: 'track_signup', event: '$SignUp', distinct_id: 'u1' };
    expect(message({ ...base, original_id: cookie })).toMatchObject({
      type: 'track',
      event: 'Signed In',
      userId: 'u1',
      anonymousId: cookie,
      context: { originalEvent: '$SignUp' },
    });
    expect(message({ ...base, original_id: 'a1' })).toMatchObject({ type: 'alias', userId: 'u1', previousId: 'a1' });
  });

  test('letting an identity go does not say it again', () => {
    const unbound = message({ type: 'track_id_unbind', event: '$UnbindID', login_id: 'u1', identities: { $identity_mobile: '139' } });
    expect(unbound).toMatchObject({ type: 'identify', userId: 'u1', properties: { operation: 'unbind', unbind: { $identity_mobile: '139' } } });
    expect(unbound['identifiers']).toBeUndefined();
  });
});

test.each<[string, JsonObject, JsonObject]>([
  ['profile_set', { $name: '李雷', email: 'a@example.com' }, { traits: { name: '李雷', email: 'a@example.com' } }],
  ['profile_set_once', { $first_visit_time: 'x', a: null }, { traitsOnce: { first_visit_time: 'x' } }],
  ['profile_unset', { a: true }, { traits: { a: null } }],
  ['profile_increment', { n: 2 }, { properties: { operation: 'increment', increment: { n: 2 } } }],
  ['profile_append', { l: ['a'] }, { properties: { operation: 'append', append: { l: ['a'] } } }],
  ['profile_delete', {}, { properties: { operation: 'delete', delete: {} } }],
])('%s', (type, properties, expected) => {
  const { traits, traitsOnce, properties: kept, ...rest } = message({ type, properties });
  expect({ traits, traitsOnce, properties: kept }).toEqual({ traits: undefined, traitsOnce: undefined, properties: undefined, ...expected });
  expect(rest).toMatchObject({ type: 'identify', userId: 'u1' });
});

test.each<[string, JsonObject, JsonObject]>([
  ['item_set', { item_type: 'goods', item_id: 'p1', properties: { price: 3 } }, { type: 'item', kind: 'product', key: 'p1', traits: { price: 3 } }],
  ['item_set', { item_type: 'Movie-Night', item_id: 7, properties: {} }, { type: 'item', kind: 'movie_night', key: '7', traits: {} }],
  ['item_delete', { item_type: 'product', item_id: 'p1' }, { type: 'item', kind: 'product', key: 'p1', gone: true }],
])('%s fills the catalogue', (type, more, expected) => {
  expect(message({ type, ...more })).toMatchObject(expected);
});

test('a page, a screen, and an event of a shop, with what was said beside them', () => {
  const page = message({
    event: '$pageview',
    properties: { $url: 'https://a.example/x', $url_path: '/x', $title: '小店', $utm_source: 'wechat', $referrer: '', $os: 'iOS', $is_first_day: true },
  });
  expect(page).toMatchObject({
    type: 'page',
    context: { page: { url: 'https://a.example/x', path: '/x', title: '小店' }, campaign: { source: 'wechat' }, os: { name: 'iOS' } },
  });
  expect(page['properties']).toEqual({ $is_first_day: true });
  expect(message({ event: '$MPViewScreen', properties: { $url_path: 'pages/cart' } })).toMatchObject({ type: 'screen', name: 'pages/cart' });
  expect(message({ event: 'PayOrder', properties: { orderId: 'o1', order_amount: 9 } })).toMatchObject({
    type: 'track',
    event: 'Order Completed',
    properties: { order_id: 'o1', order_amount: 9, revenue: 9 },
    context: { originalEvent: 'PayOrder' },
  });
});

test('its time, when it was sent, and an id that is weak only by itself', () => {
  const [event] = decodedFrom('sensors', [item({ _flush_time: 1_795_351_775_700 })]);
  expect(event).toMatchObject({ sentAt: 1_795_351_775_700, raw: { timestamp: '2026-11-22T12:49:35.646Z', messageId: 'track:727835652:1795351775646:u1' } });
  expect(message({ distinct_id: 'u2' })['messageId']).not.toBe(message({})['messageId']);
  expect(message({ time: 'soon' })['timestamp']).toBe('soon');
});

test('what is no item stays as it is', () => {
  expect(decodedFrom('sensors', [5, item({ type: 'later' })])).toMatchObject([
    { index: 0, invalid: true, raw: 5 },
    { index: 1, type: 'later' },
  ]);
});
