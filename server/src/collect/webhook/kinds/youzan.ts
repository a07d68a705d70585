import type { WebhookMapping } from '@danqing/contracts';
import { hash } from 'node:crypto';
import { isJsonObject } from '#kernel';
import { json } from '../../protocol/reply.ts';
import { bodyOf, textAtPath } from '../read/body.ts';
import { field, type HookKind, refused, secret } from './kind.ts';
import { headerOf, isSame } from './signature.ts';

/** What Youzan takes for a yes; everything else is sent again. */
const success = json({ code: 0, msg: 'success' });
const column = (path: string) => ({ column: path });
const md5 = (text: string | Buffer): string => hash('md5', text, 'hex');

const order = 'msg.full_order_info';
const trade = (event: string, timestamp: string) => ({
  when: [{ event }],
  timestamp: { column: timestamp, zone: 'Asia/Shanghai' },
  messageId: [`${order}.order_info.tid`],
  identifiers: {
    youzan_open_id: column(`${order}.buyer_info.yz_open_id`),
    customer_id: column(`${order}.buyer_info.outer_user_id`),
    phone: column(`${order}.buyer_info.buyer_phone`),
    // Refunds name their order and nobody else.
    anonymous_id: column(`${order}.order_info.tid`),
  },
  traits: {
    phone: column(`${order}.buyer_info.buyer_phone`),
    nickname: column(`${order}.buyer_info.fans_nickname`),
    'address.province': column(`${order}.address_info.delivery_province`),
    'address.city': column(`${order}.address_info.delivery_city`),
  },
  properties: {
    order_id: column(`${order}.order_info.tid`),
    revenue: column(`${order}.pay_info.payment`),
    subtotal: column(`${order}.pay_info.total_fee`),
    shipping: column(`${order}.pay_info.post_fee`),
    currency: { value: 'CNY' },
    shop_id: column('kdt_id'),
    shop_name: column('kdt_name'),
    order_status: column(`${order}.order_info.status`),
  },
  products: {
    product_id: `${order}.orders[].item_id`,
    sku: `${order}.orders[].outer_sku_id`,
    name: `${order}.orders[].title`,
    quantity: `${order}.orders[].num`,
    price: `${order}.orders[].price`,
  },
});

const mappings: readonly WebhookMapping[] = [
  { topic: 'trade_TradeBuyerPay', mapping: trade('Order Completed', `${order}.order_info.pay_time`) },
  { topic: 'trade_TradePaid', mapping: trade('Order Completed', `${order}.order_info.pay_time`) },
  { topic: 'trade_TradeCreate', mapping: trade('Checkout Started', `${order}.order_info.created`) },
  { topic: 'trade_TradeClose', mapping: trade('Order Cancelled', `${order}.order_info.update_time`) },
  {
    topic: 'trade_refund_*',
    mapping: {
      when: [
        { if: { column: '$topic', op: 'in', value: ['trade_refund_RefundSuccess', 'trade_refund_SysRefundSuccess'] }, event: 'Order Refunded' },
        { skip: 'a refund that is not done yet' },
      ],
      timestamp: { column: 'msg.update_time', zone: 'Asia/Shanghai' },
      messageId: ['msg.refund_id'],
      identifiers: { anonymous_id: column('msg.tid') },
      properties: {
        order_id: column('msg.tid'),
        refund_id: column('msg.refund_id'),
        revenue: column('msg.refunded_fee'),
        currency: { value: 'CNY' },
        reason: column('msg.refund_reason'),
      },
    },
  },
];

/**
 * Youzan's pushes: Event-Sign is the MD5 of client id, body and client secret; older ones carry in the body `sign`, the same of `msg` as it came (escaped).
 */
export const youzan: HookKind = {
  name: { zh: '有赞', en: 'Youzan' },
  about: { zh: '有赞店铺的订单和退款', en: 'Orders and refunds of a shop at Youzan' },
  fields: [
    field('clientId', { zh: '应用 client_id', en: 'client_id of the app' }),
    secret('secret', { zh: '应用 client_secret', en: 'client_secret of the app' }),
  ],
  steps: [
    { zh: '登录有赞云控制台，打开你的应用', en: 'Open your app in the console of Youzan Cloud' },
    { zh: '在“消息订阅”里把推送网址填成上面的地址', en: 'Under message subscription enter the address above' },
    { zh: '勾选“买家付款”“交易关闭”“退款成功”', en: 'Subscribe to buyer payment, trade close and refund success' },
    { zh: '把应用的 client_id 和 client_secret 填到这里，保存', en: 'Enter client_id and client_secret of the app here and save' },
  ],
  topics: [
    { topic: 'trade_TradeBuyerPay', about: { zh: '买家付款，记为 Order Completed', en: 'a buyer has paid: Order Completed' } },
    { topic: 'trade_TradeCreate', about: { zh: '下单，记为 Checkout Started', en: 'an order was made: Checkout Started' } },
    { topic: 'trade_TradeClose', about: { zh: '交易关闭，记为 Order Cancelled', en: 'Order Cancelled' } },
    { topic: 'trade_refund_*', about: { zh: '退款成功，记为 Order Refunded，归到下单的人', en: 'Order Refunded, of whoever had placed the order' } },
  ],
  receive: ({ headers, bytes }, { settings, secrets }) => {
    const [id, key] = [settings['clientId'] ?? '', secrets['secret'] ?? ''];
    if (id === '' || key === '') return refused('not_set_up');
    const body = bodyOf(bytes).value;
    const sign = headerOf(headers, 'event-sign');
    const msg = isJsonObject(body) && typeof body['msg'] === 'string' ? body['msg'] : undefined;
    const expected = sign === '' ? md5(`${id}${msg ?? ''}${key}`) : md5(Buffer.concat([Buffer.from(id), bytes, Buffer.from(key)]));
    const given = sign === '' ? textAtPath(body, 'sign') : sign;
    if (!isSame(given.toLowerCase(), expected)) return refused('signature');
    const name = textAtPath(body, 'msg_id');
    return {
      kind: 'delivery',
      topic: headerOf(headers, 'event-type') || textAtPath(body, 'type'),
      id: name === '' ? undefined : name,
      body: bytes,
      reply: success,
    };
  },
  mappings: () => mappings,
};
