import { json } from '../../protocol/reply.ts';
import { bodyOf, textAtPath } from '../read/body.ts';
import { type HookKind, refused, secret } from './kind.ts';
import { headerOf, hmacSha256, isRecent, isSame } from './signature.ts';

const received = json({ received: true });
const toleranceSeconds = 300;
const column = (path: string) => ({ column: path });
/** Amounts are in the smallest unit of a currency. */
const amount = (path: string) => ({ multiply: [path, 0.01] });
const object = 'data.object';

/** Stripe's webhooks: `t=…,v1=…` in Stripe-Signature, the HMAC-SHA256 of `t.body`. */
export const stripe: HookKind = {
  name: { zh: 'Stripe', en: 'Stripe' },
  about: { zh: '付款、退款和客户', en: 'Payments, refunds and customers' },
  fields: [secret('secret', { zh: '端点签名密钥（whsec_…）', en: 'Signing secret of the endpoint (whsec_…)' })],
  steps: [
    {
      zh: 'Stripe 后台：Developers → Webhooks → Add endpoint，网址填上面的地址',
      en: 'In the dashboard: Developers → Webhooks → Add endpoint, with the address above',
    },
    {
      zh: '事件选 checkout.session.completed、charge.refunded、customer.created、customer.updated',
      en: 'Events: checkout.session.completed, charge.refunded, customer.created, customer.updated',
    },
    { zh: '把 Signing secret 填到这里，保存', en: 'Enter the signing secret here and save' },
  ],
  topics: [
    { topic: 'checkout.session.completed', about: { zh: '付款完成，记为 Order Completed', en: 'Order Completed' } },
    { topic: 'charge.refunded', about: { zh: '退款，记为 Order Refunded', en: 'Order Refunded' } },
    { topic: 'customer.*', about: { zh: '客户资料', en: 'a customer' } },
  ],
  receive: ({ headers, bytes, now }, { secrets }) => {
    const { secret: key = '' } = secrets;
    if (key === '') return refused('not_set_up');
    const parts = headerOf(headers, 'stripe-signature')
      .split(',')
      .map((part) => part.trim().split('=', 2));
    const time = parts.find(([name]) => name === 't')?.[1] ?? '';
    const expected = hmacSha256(key, Buffer.concat([Buffer.from(`${time}.`), bytes]), 'hex');
    // Two while a secret is being changed.
    if (!parts.some(([name, value = '']) => name === 'v1' && isSame(value, expected))) return refused('signature');
    if (!isRecent(time, now, toleranceSeconds)) return refused('too_old');
    const body = bodyOf(bytes).value;
    const id = textAtPath(body, 'id');
    return { kind: 'delivery', topic: textAtPath(body, 'type'), id: id === '' ? undefined : id, body: bytes, reply: received };
  },
  mappings: () => [
    {
      topic: 'checkout.session.completed',
      mapping: {
        when: [{ event: 'Order Completed' }],
        timestamp: column('created'),
        messageId: [`${object}.id`],
        identifiers: {
          stripe_customer_id: column(`${object}.customer`),
          customer_id: column(`${object}.client_reference_id`),
          email: column(`${object}.customer_details.email`),
          phone: column(`${object}.customer_details.phone`),
        },
        traits: { email: column(`${object}.customer_details.email`), name: column(`${object}.customer_details.name`) },
        properties: { order_id: column(`${object}.id`), revenue: amount(`${object}.amount_total`), currency: column(`${object}.currency`) },
      },
    },
    {
      topic: 'charge.refunded',
      mapping: {
        when: [{ event: 'Order Refunded' }],
        timestamp: column('created'),
        identifiers: { stripe_customer_id: column(`${object}.customer`), email: column(`${object}.billing_details.email`) },
        properties: { order_id: column(`${object}.payment_intent`), revenue: amount(`${object}.amount_refunded`), currency: column(`${object}.currency`) },
      },
    },
    {
      topic: 'customer.*',
      mapping: {
        identifiers: { stripe_customer_id: column(`${object}.id`), email: column(`${object}.email`), phone: column(`${object}.phone`) },
        timestamp: column('created'),
        traits: { email: column(`${object}.email`), name: column(`${object}.name`) },
      },
    },
  ],
};
