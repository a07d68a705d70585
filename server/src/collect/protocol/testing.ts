/** Makers of requests that no SDK would send, for every door. */
import { gzipSync } from 'node:zlib';
import { randomFrom } from '#kernel';
import type { Method } from './door.ts';

/** Every word that an adapter asks for, of every SDK: what is sent to the wrong door is tried too. */
const words: readonly string[] = (
  'type event properties distinct_id time _track_id _flush_time identities login_id anonymous_id original_id lib item_type item_id $lib $is_login_id $url $email name ' +
  '$identity_login_id $identity_cookie_id $identity_mobile api_key token batch sent_at uuid timestamp offset $set $set_once $unset $groups $anon_distinct_id $device_id $user_id ' +
  '$is_identified alias $group_key $group_set $group_type $screen_name $current_url utm_source $referrer $token $distinct_id $add $append $union $remove $delete $insert_id mp_lib $ip ' +
  '$group_id schema data e eid uid duid dtm ttm stm aid ue_pr ue_px co cx se_ca se_ac se_va tr_id tr_tt tv url page res writeKey messageId userId anonymousId traits context sentAt ' +
  'previousId groupId items item_id products value transaction_id __proto__ constructor toString length'
).split(' ');

const texts: readonly string[] = (
  'track track_signup track_id_bind track_id_unbind profile_set profile_set_once profile_increment profile_append profile_unset profile_delete item_set item_delete ' +
  '$pageview $identify $create_alias $groupidentify $set $screen $SignUp $mp_web_page_view purchase add_to_cart PayOrder pv pp se ue tr ti u1 ' +
  '1a2034e098457e-0a62d16f75c7f4-11543b4c-921600-1a2034e0986122f 01a20350-49cf-73dd-b3c7-452246526aeb $device:ccce64f5-44b0-40af-88db-f0cc5578d656 key+value ' +
  '2026-11-22T12:00:00.000Z 1795351942190 yesterday iglu:com.acme/order/jsonschema/1-0-0 iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0 ' +
  'https://shop.example/x?utm_source=a 1280x720 js-4.10.1 product 商品 -1 1e400 \u0000 \ud800 %zz {} [] {"data":[{"schema":"iglu:a/b/c","data":{"a":1}}]} eyJkYXRhIjp7fX0='
).split(' ');

const numbers: readonly number[] = [0, -1, 1, 1.5, 1795351942, 1795351942.19, 1795351942190, 1e15, 8.64e15, 8.65e15, 1e308, -1e20];

const pick = <T>(random: () => number, list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise;

function valueOf(random: () => number, depth: number): unknown {
  const kind = random();
  if (kind < 0.35) return pick(random, texts, '');
  if (kind < 0.5) return pick(random, numbers, 0);
  if (kind < 0.55) return null;
  if (kind < 0.6) return random() < 0.5;
  if (depth <= 0) return '';
  if (kind < 0.72) return Array.from({ length: Math.floor(random() * 4) }, () => valueOf(random, depth - 1));
  return objectOf(random, depth);
}

function objectOf(random: () => number, depth: number): unknown {
  const object: Record<string, unknown> = {};
  for (let left = Math.floor(random() * 9); left > 0; left--) {
    Object.defineProperty(object, pick(random, words, ''), { value: valueOf(random, depth - 1), enumerable: true, configurable: true, writable: true });
  }
  return object;
}

/** Sound ones, so that what is strange about the others is met deep inside too. */
const sound: readonly Readonly<Record<string, unknown>>[] = [
  { type: 'track', event: 'ViewProduct', time: 1795351942190, distinct_id: 'u1', _track_id: 1, properties: { $url: 'https://a.example/', price: 2 } },
  { type: 'profile_set', time: 1795351942190, distinct_id: 'u1', properties: { $name: 'x' } },
  { type: 'track_signup', time: 1795351942190, distinct_id: 'u1', original_id: 'a1', event: '$SignUp', properties: {} },
  { type: 'item_set', item_type: 'product', item_id: 'p1', properties: { price: 1 }, time: 1795351942190 },
  {
    event: 'purchase',
    distinct_id: 'u1',
    uuid: 'x',
    timestamp: '2026-11-22T12:00:00.000Z',
    properties: { value: 9, items: [{ item_id: 'p' }], $set: { a: 1 } },
  },
  { event: '$groupidentify', distinct_id: 'u1', properties: { $group_key: 'acme', $group_type: 'company', $group_set: { plan: 'x' } } },
  {
    event: '$identify',
    properties: { distinct_id: 'u1', $anon_distinct_id: '01a20350-49cf-73dd-b3c7-452246526aeb', token: 'k', time: 1795351942.19, $insert_id: 'i' },
  },
  { $token: 'k', $distinct_id: 'u1', $set: { $email: 'x@example.com' }, $set_once: { a: 1 }, $add: { n: 2 }, $unset: ['b'] },
  { $token: 'k', $group_key: 'company', $group_id: 'acme', $set: { plan: 'x' } },
  { e: 'pv', eid: 'x', uid: 'u1', dtm: '1795351942190', stm: '1795351942290', url: 'https://a.example/?utm_source=b', aid: 'k', tv: 'js-4.10.1' },
  { e: 'se', eid: 'y', duid: 'd1', se_ca: 'shop', se_ac: 'add-to-basket', se_va: '2', dtm: '1795351942190' },
  {
    e: 'ue',
    eid: 'z',
    duid: 'd1',
    ue_pr: '{"schema":"iglu:a/b/c","data":{"schema":"iglu:com.acme/order/jsonschema/1-0-0","data":{"a":1}}}',
    co: '{"schema":"x","data":[]}',
  },
  { type: 'track', event: 'Order Completed', userId: 'u1', properties: { revenue: 1 }, context: { library: { name: 'x' } } },
];

/** Under whatever name an SDK has it. */
const idsOf = (random: () => number): Readonly<Record<string, string>> => {
  const id = String(Math.floor(random() * 1e9));
  return { _track_id: id, uuid: id, eid: id, messageId: id };
};

const itemOf = (random: () => number): unknown => {
  const kind = random();
  if (kind < 0.1) return valueOf(random, 3);
  if (kind < 0.4) return objectOf(random, 4);
  return Object.assign({}, pick(random, sound, {}), idsOf(random), kind < 0.6 ? {} : objectOf(random, 3));
};

/** Something like what SDKs send: an event, a list of them, an envelope around them, or anything. */
function payloadOf(random: () => number): unknown {
  const kind = random();
  const list = (): unknown[] => Array.from({ length: Math.floor(random() * 4) }, () => itemOf(random));
  if (kind < 0.3) return itemOf(random);
  if (kind < 0.6) return list();
  if (kind < 0.75) return { batch: list(), api_key: 'k', sent_at: valueOf(random, 1) };
  if (kind < 0.9) return { schema: 'x', data: list() };
  return valueOf(random, 4);
}

function encoded(random: () => number, text: string): Buffer {
  const kind = random();
  const name = random() < 0.5 ? 'data' : 'data_list';
  if (kind < 0.35) return Buffer.from(text);
  if (kind < 0.45) return gzipSync(text);
  if (kind < 0.6) return Buffer.from(`${name}=${Buffer.from(text).toString('base64')}&ext=crc`);
  if (kind < 0.7) return Buffer.from(`${name}=${encodeURIComponent(gzipSync(text).toString('base64'))}&gzip=1&_=1795351933004`);
  if (kind < 0.8) return Buffer.from(`${name}=${encodeURIComponent(text)}`);
  return Buffer.from(
    Array.from({ length: Math.floor(random() * 8) }, () => `${pick(random, words, 'a')}=${encodeURIComponent(pick(random, texts, '').toWellFormed())}`).join(
      '&',
    ),
  );
}

/** Sound, torn, or bytes that never were anything. */
function torn(random: () => number, sound: Buffer): Buffer {
  const kind = random();
  if (kind < 0.75) return sound;
  const cut = Math.floor(random() * sound.byteLength);
  if (kind < 0.85) return sound.subarray(0, cut);
  if (kind < 0.95) return Buffer.concat([sound.subarray(0, cut), Buffer.from([Math.floor(random() * 256), Math.floor(random() * 256)]), sound.subarray(cut)]);
  return Buffer.from(Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256)));
}

/** The request of that number; the same one each time. */
export function strangeRequest(seed: number): { readonly method: Method; readonly bytes: Buffer; readonly doorPlace: number } {
  const random = randomFrom(seed);
  const bytes = torn(random, encoded(random, JSON.stringify(payloadOf(random))));
  return { method: random() < 0.7 ? 'POST' : 'GET', bytes, doorPlace: random() };
}
