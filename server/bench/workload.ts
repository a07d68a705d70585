/** Events of a shop as JSON text, made by gluing prepared pieces: a load generator must not be what is measured. */

const context =
  '"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"ip":"203.0.113.24","locale":"zh-CN",' +
  '"userAgent":"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",' +
  '"page":{"url":"https://shop.example.com/tea/longjing?from=home","path":"/tea/longjing"},' +
  '"campaign":{"source":"wechat","medium":"social","name":"spring"}}';

const categories = ['tea', 'books', 'shoes', 'toys', 'wine', 'lamps', 'fruit', 'pens'];
const cities = ['Shanghai', 'Beijing', 'Hangzhou', 'Chengdu', 'Guangzhou', 'Wuhan'];
const names = [
  'Product Viewed',
  'Product Viewed',
  'Product Viewed',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
  'Product List Viewed',
];

/** One line of 611 bytes or so, like what the Segment family sends. */
function message(id: number, type: string, who: string, at: string, rest: string): string {
  return `{"messageId":"bench-${id}","type":"${type}",${who},"timestamp":"${at}",${rest},${context}}`;
}

const track = (seed: number): string =>
  `"event":"${names[seed % 8]}","properties":{"order_id":"o-${seed}","sku":"sku-${seed % 5000}","category":"${categories[(seed >> 3) % 8]}","price":${(seed % 900) + 0.5},"quantity":${(seed % 3) + 1},"revenue":${seed % 1000},"currency":"CNY"}`;

const traits = (seed: number, user: number): string =>
  `"traits":{"email":"u${user}@example.com","name":"Customer ${user}","level":${seed % 5},"address":{"city":"${cities[seed % 6]}","country":"CN"}}`;

/** Spreads numbers over a range without pattern, the same every time. */
const scatter = (index: number): number => ((Math.imul(index ^ 0x9e37_79b9, 0x85eb_ca6b) >>> 0) ^ (index >>> 3)) >>> 0;

/**
 * The stream of QUALITY.md: of every 100 events 10 come from new profiles (9 known by user id, 1 anonymous), 1 links an anonymous
 * visitor to a known customer, 1 repeats an earlier message, 5 identify, the rest are tracked for customers seen before.
 * The event of an index is always the same, so that a duplicate is the very same message.
 */
export function mixedEvent(index: number, at: string): string {
  const [round, slot] = [Math.floor(index / 100), index % 100];
  const known = round === 0 ? 0 : scatter(index) % (round * 9);
  const seed = scatter(index) & 0xff_ffff;
  if (slot < 9) return message(index, 'track', `"userId":"u${round * 9 + slot}"`, at, track(seed));
  if (slot === 9) return message(index, 'track', `"anonymousId":"a${round}"`, at, track(seed));
  if (slot === 10 && round >= 50) return message(index, 'track', `"userId":"u${known}","anonymousId":"a${round - 50}"`, at, track(seed));
  if (slot === 11 && round >= 20) return mixedEvent(index - 1091, at);
  if (slot < 17) return message(index, 'identify', `"userId":"u${known}"`, at, traits(seed, known));
  return message(index, 'track', `"userId":"u${known}"`, at, track(seed));
}

/** How many of `count` mixed events repeat an earlier one of them: the first ones, or such that begin far `later` in the stream. */
export const duplicatesAmong = (count: number, later = false): number => Math.max(0, Math.floor((count - 12) / 100) - (later ? 10 : 19));

export const batchBody = (first: number, size: number, at: string, make: (index: number, at: string) => string): Buffer =>
  Buffer.from(`{"batch":[${Array.from({ length: size }, (_, offset) => make(first + offset, at)).join(',')}]}`);

/** Plain tracking, for the collector alone. */
export const plainEvent = (index: number, at: string): string =>
  message(index, 'track', `"userId":"u${scatter(index) % 100_000}"`, at, track(scatter(index) & 0xff_ffff));
