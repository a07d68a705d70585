import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callOf, itemsOf, NOW, readReady, receive } from '../testing.ts';

const secret = 'shpss_hush';
const config = { settings: {}, secrets: { secret } };

/** Of Shopify's documentation of orders/paid, shortened. */
const order = {
  id: 820982911946154508n,
  admin_graphql_api_id: 'gid://shopify/Order/820982911946154508',
  name: '#9999',
  email: 'jon@example.org',
  phone: null,
  created_at: '2026-11-21T09:00:00-05:00',
  processed_at: '2026-11-21T09:00:05-05:00',
  currency: 'USD',
  total_price: '409.94',
  subtotal_price: '398.00',
  total_tax: '11.94',
  total_discounts: '20.00',
  total_shipping_price_set: { shop_money: { amount: '10.00', currency_code: 'USD' } },
  discount_codes: [{ code: 'SPRING', amount: '20.00', type: 'fixed_amount' }],
  landing_site: '/products/sled?utm_source=google&utm_medium=cpc&gclid=abc',
  referring_site: 'https://www.google.com/',
  browser_ip: '203.0.113.9',
  client_details: { user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1' },
  customer: { id: 115310627314723954n, first_name: 'Jon', last_name: 'Doe' },
  shipping_address: { country: 'United States', province: 'Kentucky', city: 'Louisville' },
  line_items: [
    { product_id: 632910392, sku: 'IPOD2008', name: 'IPod Nano - 8gb', vendor: 'Apple', variant_title: 'Pink', quantity: 2, price: '199.00' },
    { product_id: 788032119674292922n, sku: '', name: 'Sled', vendor: null, variant_title: null, quantity: 1, price: '0.00' },
  ],
};
const json = (value: unknown): string => {
  // Numbers of 64 bits stand in the text without quotes, as Shopify sends them.
  const text = JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? `\u0000${one}\u0000` : one));
  return text.replaceAll(/"\\u0000(\d+)\\u0000"/g, '$1');
};
const signed = (body: string, topic: string, id = 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043') =>
  callOf(body, {
    headers: { 'x-shopify-topic': topic, 'x-shopify-event-id': id, 'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64') },
  });

describe('Shopify', () => {
  it('a paid order becomes Order Completed with its lines, of the customer, with the digits of its ids', () => {
    const [read] = readReady('shopify', receive('shopify', signed(json(order), 'orders/paid'), config));
    expect(read).toMatchObject({
      kind: 'message',
      type: 'track',
      raw: {
        event: 'Order Completed',
        messageId: 'Order Completed:820982911946154508',
        timestamp: '2026-11-21T14:00:05.000Z',
        identifiers: { shopify_customer_id: '115310627314723954', email: 'jon@example.org', anonymous_id: '820982911946154508' },
        properties: {
          order_id: '820982911946154508',
          revenue: 409.94,
          currency: 'USD',
          coupon: 'SPRING',
          shipping: 10,
          products: [
            { product_id: 632910392, sku: 'IPOD2008', brand: 'Apple', quantity: 2, price: 199 },
            { product_id: '788032119674292922', name: 'Sled', quantity: 1, price: 0 },
          ],
        },
        context: { page: { referrer: 'https://www.google.com/' }, ip: '203.0.113.9', library: { name: 'webhook' } },
      },
    });
  });

  it('a refund is netted by its transactions and finds the customer by the order', () => {
    const refund = {
      id: 890088186047892319n,
      order_id: order.id,
      created_at: '2026-11-22T01:00:00Z',
      note: 'wrong size',
      refund_line_items: [{ quantity: 1, line_item: { sku: 'IPOD2008', name: 'IPod Nano - 8gb', product_id: 632910392, price: '199.00' } }],
      transactions: [
        { amount: '150.00', currency: 'USD' },
        { amount: '49.00', currency: 'USD' },
      ],
    };
    const [read] = readReady('shopify', receive('shopify', signed(json(refund), 'refunds/create'), config));
    expect(read).toMatchObject({
      raw: {
        event: 'Order Refunded',
        messageId: 'Order Refunded:890088186047892319',
        identifiers: { anonymous_id: '820982911946154508' },
        properties: { revenue: 199, products: [{ sku: 'IPOD2008', quantity: 1 }], order_id: '820982911946154508' },
      },
    });
  });

  it('a customer becomes traits and consents, under the id of the delivery', () => {
    const customer = { id: 7, email: 'a@example.org', first_name: 'A', updated_at: '2026-11-22T01:00:00Z', email_marketing_consent: { state: 'subscribed' } };
    const [read] = readReady('shopify', receive('shopify', signed(json(customer), 'customers/update', 'ev-1'), config));
    expect(read).toMatchObject({
      type: 'identify',
      raw: { messageId: '$identify@ev-1', traits: { firstName: 'A' }, consents: { 'marketing/email': 'subscribed' } },
    });
    expect(readReady('shopify', receive('shopify', signed('{"id":7}', 'customers/delete'), config))).toMatchObject([{ kind: 'left_out' }]);
  });

  it('a body that was changed on its way, a wrong secret, and none at all are refused', () => {
    const call = signed(json(order), 'orders/paid');
    const changed = Buffer.from(call.bytes.toString().replace('409.94', '409.95'));
    expect(receive('shopify', { ...call, bytes: changed }, config)).toEqual({ kind: 'refused', reason: 'signature' });
    expect(receive('shopify', call, { settings: {}, secrets: { secret: 'other' } })).toEqual({ kind: 'refused', reason: 'signature' });
    expect(receive('shopify', { ...call, headers: {} }, config)).toEqual({ kind: 'refused', reason: 'signature' });
    expect(receive('shopify', call, { settings: {}, secrets: {} })).toEqual({ kind: 'refused', reason: 'not_set_up' });
  });
});

describe('Youzan', () => {
  const app = { settings: { clientId: 'c0ffee' }, secrets: { secret: 'youzan-secret' } };
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const paid = {
    full_order_info: {
      order_info: { tid: 'E20261121090000012345678', created: '2026-11-21 09:00:00', pay_time: '2026-11-21 09:00:30', status: 'WAIT_SELLER_SEND_GOODS' },
      buyer_info: { yz_open_id: 'yz0001', buyer_phone: '13800138000', fans_nickname: '小明', outer_user_id: '' },
      pay_info: { payment: '128.50', total_fee: '138.50', post_fee: '0.00' },
      address_info: { delivery_province: '浙江省', delivery_city: '杭州市' },
      orders: [
        { item_id: 1, outer_sku_id: 'TEA-1', title: '龙井 100g', num: 2, price: '50.00' },
        { item_id: 2, outer_sku_id: 'CUP-1', title: '茶杯', num: 1, price: '38.50' },
      ],
    },
  };
  const push = (type: string, content: object) => {
    const msg = encodeURIComponent(JSON.stringify(content));
    return { client_id: 'c0ffee', kdt_id: 55, kdt_name: '茶铺', type, msg_id: `m-${type}`, msg, sign: md5(`c0ffee${msg}youzan-secret`) };
  };

  it('what a buyer paid becomes Order Completed, by the sign in the body and by the one in the header', () => {
    const body = JSON.stringify(push('trade_TradeBuyerPay', paid));
    const expected = {
      event: 'Order Completed',
      messageId: 'Order Completed:E20261121090000012345678',
      timestamp: '2026-11-21T01:00:30.000Z',
      identifiers: { youzan_open_id: 'yz0001', phone: '13800138000', anonymous_id: 'E20261121090000012345678' },
      traits: { address: { province: '浙江省', city: '杭州市' } },
      properties: { revenue: 128.5, currency: 'CNY', shop_name: '茶铺', products: [{ sku: 'TEA-1', quantity: 2, price: 50 }, { sku: 'CUP-1' }] },
    };
    expect(readReady('youzan', receive('youzan', callOf(body), app))).toMatchObject([{ kind: 'message', raw: expected }]);
    const header = callOf(body, { headers: { 'event-sign': md5(`c0ffee${body}youzan-secret`), 'event-type': 'trade_TradeBuyerPay' } });
    expect(readReady('youzan', receive('youzan', header, app))).toMatchObject([{ kind: 'message', raw: expected }]);
  });

  it('only a refund that was paid counts, and finds its order', () => {
    const content = { tid: 'E20261121090000012345678', refund_id: 'R1', refunded_fee: '38.50', update_time: '2026-11-22 10:00:00' };
    const read = (type: string) => readReady('youzan', receive('youzan', callOf(JSON.stringify(push(type, content))), app))[0];
    expect(read('trade_refund_RefundSuccess')).toMatchObject({
      raw: { event: 'Order Refunded', identifiers: { anonymous_id: 'E20261121090000012345678' }, properties: { revenue: 38.5 } },
    });
    expect(read('trade_refund_BuyerCreated')).toMatchObject({ kind: 'left_out' });
  });

  it('a false sign is refused', () => {
    const body = { ...push('trade_TradeBuyerPay', paid), sign: md5('another') };
    expect(receive('youzan', callOf(JSON.stringify(body)), app)).toEqual({ kind: 'refused', reason: 'signature' });
  });
});

describe('Stripe', () => {
  const endpoint = { settings: {}, secrets: { secret: 'whsec_1' } };
  const body = JSON.stringify({
    id: 'evt_1',
    type: 'checkout.session.completed',
    created: 1_795_300_000,
    data: { object: { id: 'cs_1', customer: 'cus_1', amount_total: 2599, currency: 'eur', customer_details: { email: 'b@example.org', name: 'B' } } },
  });
  const at = (seconds: number) => `t=${seconds},v1=${'0'.repeat(64)},v1=${createHmac('sha256', 'whsec_1').update(`${seconds}.${body}`).digest('hex')}`;

  it('a paid session becomes an order in units, not cents; one of two signatures is enough', () => {
    const answer = receive('stripe', callOf(body, { headers: { 'stripe-signature': at(NOW / 1000 - 20) } }), endpoint);
    expect(itemsOf(answer)).toMatchObject([{ topic: 'checkout.session.completed', delivery: 'evt_1' }]);
    expect(readReady('stripe', answer)).toMatchObject([
      { raw: { event: 'Order Completed', properties: { revenue: 25.99, currency: 'eur' }, identifiers: { stripe_customer_id: 'cus_1' } } },
    ]);
  });

  it('a signature that is right and old is refused: somebody replays it', () => {
    expect(receive('stripe', callOf(body, { headers: { 'stripe-signature': at(NOW / 1000 - 3600) } }), endpoint)).toEqual({
      kind: 'refused',
      reason: 'too_old',
    });
  });
});
