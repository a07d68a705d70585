import { hash } from 'node:crypto';
import { type WebhookKindName, webhookKinds } from '@danqing/contracts';
import { randomFrom } from '#kernel';
import { hmacSha256, sortedSha1 } from '../kinds/signature.ts';
import { callOf, encipher, NOW, receive } from '../testing.ts';
import type { HookAnswer, HookCall, HookConfig } from '../kinds/kind.ts';

const scraps = [
  '{"id":1,"email":"a@example.org","line_items":[{"sku":"S","quantity":2,"price":"9.90"}],"total_price":"19.80","processed_at":"2026-11-20T00:00:00Z"}',
  '{"id":"evt","type":"checkout.session.completed","created":1795300000,"data":{"object":{"id":"cs","amount_total":100,"customer_details":{"email":"b@example.org"}}}}',
  '[{"a":1},null,7,"x",[[]]]',
  '{"msg":"%7B%22tid%22%3A%22E1%22%7D","sign":"0","type":"trade_TradeBuyerPay"}',
  '{"msg":"%E0%A4%A","client_id":"c"}',
  '<xml><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1795300000</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>',
  '<xml><Encrypt>AAAA</Encrypt></xml>',
  '<a><b><a></b></a>',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;&#x110000;&#0;</x>',
  'payload={"a":{"b":[1,2]}}&x=%ZZ',
  '{"__proto__":{"x":1},"constructor":{"prototype":{}},"a.b":1,"a":{"b":2}}',
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  `${'{"a":'.repeat(600)}1${'}'.repeat(600)}`,
  '{"id":820982911946154508,"total_price":1e999,"created_at":99999999999999999999}',
  '\ufeff{"email":"\ud800","phone":"\u0000"}',
  '',
  '"text"',
  'null',
  '\u0000\u0001',
];

const aesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const config: HookConfig = {
  settings: { clientId: 'c', appId: 'wx1', corpId: 'ww1', check: 'hmac', topicPath: 'type', idPath: 'a.b' },
  secrets: { secret: 's', token: 't', aesKey },
};

/** A request that no sender would send, signed or not, and what its kind makes of it. */
export function strangeDelivery(seed: number): { readonly kind: WebhookKindName; readonly call: HookCall; readonly answer: HookAnswer } {
  const random = randomFrom(seed);
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  let body = pick(scraps) ?? '';
  for (let cuts = Math.floor(random() * 4); cuts > 0; cuts--) {
    const at = Math.floor(random() * (body.length + 1));
    const scrap = (pick(scraps) ?? '').slice(0, Math.floor(random() * 40));
    body = random() < 0.4 ? body.slice(0, at) + body.slice(at + Math.floor(random() * 20)) : body.slice(0, at) + scrap + body.slice(at);
  }
  const kind = pick(webhookKinds) ?? 'generic';
  const topic = pick(['orders/paid', 'refunds/create', 'customers/update', 'customers/delete', 'x', '', '\n', 'trade_refund_RefundSuccess']) ?? '';
  const isSigned = random() < 0.8;
  const seconds = Math.round(NOW / 1000);
  if (kind === 'wecom' && isSigned) body = `<xml><Encrypt>${encipher(aesKey, body, 'ww1')}</Encrypt></xml>`;
  const bytes = Buffer.from(body);
  const sign = (text: Buffer | string, form: 'hex' | 'base64'): string => (isSigned ? hmacSha256('s', text, form) : 'AAAA');
  const headers = {
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': sign(bytes, 'base64'),
    'x-signature': sign(bytes, 'hex'),
    'stripe-signature': `t=${seconds},v1=${sign(Buffer.concat([Buffer.from(`${seconds}.`), bytes]), 'hex')}`,
    'event-type': topic,
    'event-sign': isSigned ? hash('md5', Buffer.concat([Buffer.from('c'), bytes, Buffer.from('s')]), 'hex') : '0',
  };
  const encrypt = /<Encrypt>([^<]*)</.exec(body)?.[1] ?? '';
  const query = {
    timestamp: '1',
    nonce: '2',
    signature: isSigned ? sortedSha1(['t', '1', '2']) : 'x',
    msg_signature: isSigned ? sortedSha1(['t', '1', '2', encrypt]) : 'x',
  };
  const isPlainChat = kind === 'wechat' && random() < 0.5;
  const call = callOf(bytes, { method: random() < 0.05 ? 'GET' : 'POST', headers, query });
  const used = isPlainChat ? { ...config, secrets: { secret: 's', token: 't' } } : config;
  return { kind, call, answer: receive(kind, call, used) };
}
