import { textAt } from '../../protocol/message.ts';
import { plainText } from '../../protocol/reply.ts';
import { type HookKind, refused, secret } from './kind.ts';
import { shopifyMappings } from './shopify-mappings.ts';
import { headerOf, hmacSha256, isSame } from './signature.ts';

const ok = plainText('ok');

/** Shopify's webhooks: the base64 of the body's HMAC-SHA256 under the app's secret, in X-Shopify-Hmac-Sha256. */
export const shopify: HookKind = {
  name: { zh: 'Shopify', en: 'Shopify' },
  about: { zh: '店铺的订单、退款和客户资料', en: 'Orders, refunds and customers of a shop' },
  fields: [
    secret(
      'secret',
      { zh: 'Webhook 签名密钥', en: 'Signing secret of the webhooks' },
      {
        hint: {
          zh: '后台“设置 → 通知 → Webhook”页底部给出；由应用创建的 Webhook 用应用的客户端密钥',
          en: 'At the foot of Settings → Notifications → Webhooks; for webhooks that an app made, the client secret of the app',
        },
      },
    ),
  ],
  steps: [
    {
      zh: '打开 Shopify 后台：设置 → 通知 → Webhook，点“创建 Webhook”',
      en: 'In the admin of Shopify open Settings → Notifications → Webhooks and choose “Create webhook”',
    },
    {
      zh: '事件选“订单付款”“退款创建”“客户创建”“客户更新”，格式选 JSON，网址填上面的地址，每个事件建一个',
      en: 'One webhook for each of Order payment, Refund create, Customer creation and Customer update; format JSON, the address above as URL',
    },
    { zh: '把页面底部的签名密钥填到这里，保存', en: 'Enter here the signing secret that stands at the foot of that page, and save' },
    { zh: '点“发送测试通知”，几秒内会出现在“最近的推送”里', en: 'Choose “Send test notification”: it shows under the last deliveries within seconds' },
  ],
  topics: [
    { topic: 'orders/paid', about: { zh: '订单付款，记为 Order Completed', en: 'a paid order: Order Completed' } },
    { topic: 'orders/create', about: { zh: '下单未付款，记为 Checkout Started', en: 'an order not yet paid: Checkout Started' } },
    { topic: 'orders/cancelled', about: { zh: '订单取消，记为 Order Cancelled', en: 'Order Cancelled' } },
    { topic: 'refunds/create', about: { zh: '退款，记为 Order Refunded，归到下单的人', en: 'Order Refunded, of whoever had placed the order' } },
    { topic: 'customers/*', about: { zh: '客户资料和营销授权', en: 'a customer and the consent to marketing' } },
  ],
  receive: ({ headers, bytes }, { secrets }) => {
    const key = textAt(secrets['secret']);
    if (key === undefined) return refused('not_set_up');
    if (!isSame(headerOf(headers, 'x-shopify-hmac-sha256'), hmacSha256(key, bytes, 'base64'))) return refused('signature');
    // Event-Id is the same for all subscriptions of one event; Webhook-Id for the retries of one delivery.
    const id = headerOf(headers, 'x-shopify-event-id') || headerOf(headers, 'x-shopify-webhook-id');
    return { kind: 'delivery', topic: headerOf(headers, 'x-shopify-topic'), id: id === '' ? undefined : id, body: bytes, reply: ok };
  },
  mappings: () => shopifyMappings,
};
