import { expect, test } from 'vitest';
import type { JsonObject } from '#kernel';
import { decodedFrom, messageFrom } from '../decode-testing.ts';

const payload = (more: JsonObject): JsonObject => ({
  eid: 'e1',
  aid: 'k',
  uid: 'u1',
  duid: 'd1',
  dtm: '1795351942190',
  stm: '1795351942202',
  tv: 'js-4.10.1',
  tna: 'sp',
  ...more,
});
const message = (more: JsonObject): JsonObject => messageFrom('snowplow', { schema: 's', data: [payload(more)] });
const schema = (name: string, data: JsonObject): JsonObject => ({ schema: `iglu:com.acme/${name}/jsonschema/1-0-0`, data });
const described = (event: JsonObject): string => JSON.stringify({ schema: 'iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0', data: event });
const entities = (...data: readonly JsonObject[]): string => JSON.stringify({ schema: 'iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0', data });
const base64url = (text: string): string => Buffer.from(text).toString('base64url');

test.each<[string, JsonObject, JsonObject]>([
  [
    'a page',
    { e: 'pv', url: 'https://a.example/x?utm_source=wechat', page: '小店', refr: 'https://b.example/', res: '1280x720', lang: 'zh-CN' },
    {
      type: 'page',
      context: {
        page: { path: '/x', title: '小店', referrer: 'https://b.example/' },
        campaign: { source: 'wechat' },
        screen: { width: 1280, height: 720 },
        locale: 'zh-CN',
        library: { name: 'snowplow-js', version: '4.10.1' },
      },
    },
  ],
  ['reading on', { e: 'pp', pp_may: '900' }, { type: 'track', event: 'Page Read', properties: { max_y: 900 } }],
  [
    'a structured event',
    { e: 'se', se_ca: 'shop', se_ac: 'add-to-cart', se_va: '2' },
    { event: 'Product Added', properties: { category: 'shop', action: 'add-to-cart', value: 2 }, context: { originalEvent: 'add-to-cart' } },
  ],
  [
    'an event of their own',
    { e: 'ue', ue_pr: described(schema('purchase', { transaction_id: 'o1', value: 9 })) },
    { event: 'Order Completed', properties: { order_id: 'o1', revenue: 9 } },
  ],
  [
    'the same in base64',
    { e: 'ue', ue_px: base64url(described(schema('coffee', { cups: 2 }))), cx: base64url(entities(schema('user', { tier: '金' }))) },
    { event: 'coffee', properties: { cups: 2 }, context: { entities: { user: { tier: '金' } } } },
  ],
  ['a screen', { e: 'ue', ue_pr: described(schema('screen_view', { name: 'Cart' })) }, { type: 'screen', name: 'Cart' }],
  [
    'an order of the e-commerce plug-in',
    {
      e: 'ue',
      ue_pr: described(schema('snowplow_ecommerce_action', { type: 'transaction' })),
      co: entities(
        schema('transaction', { transaction_id: 'o1', revenue: 9, currency: 'CNY' }),
        schema('product', { id: 'p1', price: 4 }),
        schema('product', { id: 'p2', price: 5 }),
      ),
    },
    {
      event: 'Order Completed',
      properties: {
        order_id: 'o1',
        revenue: 9,
        currency: 'CNY',
        products: [
          { id: 'p1', price: 4, product_id: 'p1' },
          { id: 'p2', price: 5, product_id: 'p2' },
        ],
      },
    },
  ],
  ['an order of old', { e: 'tr', tr_id: 'o1', tr_tt: '9.5' }, { event: 'Order Completed', properties: { order_id: 'o1', revenue: 9.5 } }],
])('%s', (_what, sent, expected) => {
  expect(message(sent)).toMatchObject({ ...expected, messageId: 'e1', userId: 'u1', anonymousId: 'd1', timestamp: '2026-11-22T12:52:22.190Z' });
});

test('when it was sent, and an address that is a payload', () => {
  expect(decodedFrom('snowplow', { data: [payload({ e: 'pv' })] })).toMatchObject([{ sentAt: 1_795_351_942_202 }]);
  expect(messageFrom('snowplow', 'stm=1795351942202&e=pv&eid=e1&aid=k&uid=u1&dtm=1795351942190&page=a%20b', { call: 'get' })).toMatchObject({
    type: 'page',
    userId: 'u1',
    context: { page: { title: 'a b' } },
  });
});

test('what no tracker sends is parked with what came', () => {
  expect(message({ e: 'zz', more: 'x' })).toMatchObject({ type: 'zz', properties: { more: 'x' } });
});
