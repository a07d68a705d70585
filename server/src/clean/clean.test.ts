import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '#kernel';
import { cleanEvent } from './clean.ts';
import { originOf, type OriginOverrides } from './testing.ts';

const receivedAt = Date.UTC(2026, 10, 20, 12);
const run = (raw: JsonObject, overrides: OriginOverrides = {}, sentAt: number | null = null) =>
  cleanEvent({ index: 0, type: typeof raw['type'] === 'string' ? raw['type'] : 'track', raw, sentAt }, originOf(overrides));
const track = { event: 'Product Viewed', userId: 'u1', messageId: 'm1' };
const passed = (raw: JsonObject, overrides: OriginOverrides = {}, sentAt: number | null = null) => {
  const outcome = run(raw, overrides, sentAt);
  if (outcome.kind !== 'pass') throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

describe('shape', () => {
  it.each([
    [{ event: track.event, messageId: track.messageId }, 'missing_id'],
    [{ ...track, userId: '  ' }, 'missing_id'],
    [{ ...track, userId: { a: 1 } }, 'missing_id'],
    [{ ...track, event: ' ' }, 'missing_event_name'],
    [{ ...track, event: 7 }, 'missing_event_name'],
    [{ type: 'group', userId: 'u1' }, 'missing_group_id'],
    [{ type: 'alias', userId: 'u1' }, 'missing_previous_id'],
    [{ type: 'shout', userId: 'u1' }, 'unknown_type'],
    [{ ...track, userId: 'NULL' }, 'no_usable_identifier'],
    [{ ...track, userId: '00000000-0000-0000-0000-000000000000' }, 'no_usable_identifier'],
    [{ ...track, properties: { text: 'x'.repeat(33_000) } }, 'too_large'],
  ])('parks %j as %s', (raw, reason) => {
    expect(run(raw)).toMatchObject({ kind: 'park', reason });
  });

  it('parks what nests too deep without running out of stack', () => {
    let nested: JsonObject = {};
    for (let depth = 0; depth < 5_000; depth++) nested = { a: nested };
    expect(run({ ...track, properties: nested })).toMatchObject({ kind: 'park', reason: 'too_deep' });
  });

  it('lets long invoices of a file through', () => {
    const products = Array.from({ length: 2_000 }, (_, index) => ({ sku: `S${index}`, name: 'A PRODUCT', price: '1.5' }));
    expect(run({ ...track, properties: { products } })).toMatchObject({ kind: 'park', reason: 'too_large' });
    expect(run({ ...track, properties: { products } }, { isImport: true })).toMatchObject({ kind: 'pass' });
  });

  it('parks what is no object', () => {
    expect(cleanEvent({ index: 0, invalid: true, raw: 5 }, originOf())).toMatchObject({ kind: 'park', reason: 'not_an_object' });
  });

  it('names pages and screens and keeps their own name among the properties', () => {
    expect(passed({ type: 'page', userId: 'u1', name: 'Home', properties: { path: '/' } })).toMatchObject({
      name: 'Page Viewed',
      properties: { path: '/', name: 'Home' },
    });
    expect(passed({ type: 'screen', userId: 'u1', name: 'Cart' })).toMatchObject({ name: 'Screen Viewed', properties: { name: 'Cart' } });
  });

  it('gives the same id to the same content and another to other content', () => {
    const id = (raw: JsonObject) => passed(raw).messageId;
    const base = { event: 'A', userId: 'u1' };
    expect(id({ ...base, sentAt: '2026-01-01T00:00:00Z' })).toBe(id({ ...base, sentAt: '2026-01-02T00:00:00Z' }));
    expect(id(base)).not.toBe(id({ ...base, properties: { a: 1 } }));
  });
});

describe('identifiers', () => {
  it('are normalised and stand strongest first', () => {
    const event = passed({
      ...track,
      anonymousId: 'a1',
      userId: 42,
      context: {
        traits: { email: ' Ada@Example.COM ', phone: '138 1234 5678' },
        device: { id: 'd1' },
        externalIds: [
          { id: 'o1', type: 'openid:wx1' },
          { id: 'S1', type: 'shopifyCustomer' },
        ],
      },
    });
    expect(event.identifiers).toEqual([
      { kind: 'user_id', value: '42' },
      { kind: 'openid:wx1', value: 'o1' },
      { kind: 'phone', value: '+8613812345678' },
      { kind: 'email', value: 'ada@example.com' },
      { kind: 'shopify_customer', value: 'S1' },
      { kind: 'anonymous_id', value: 'a1' },
      { kind: 'device_id', value: 'd1' },
    ]);
  });

  it.each(['138****1234', '1381234', '13812345678转123', '+8613812345678,12', '0000000000', 'call me'])('take no phone from %s', (phone) => {
    expect(passed({ ...track, context: { traits: { phone } } }).identifiers).toEqual([{ kind: 'user_id', value: 'u1' }]);
  });

  it('come from the person, never from the group', () => {
    const event = passed({ type: 'group', userId: 'u1', groupId: 'g1', traits: { email: 'office@acme.cn', name: 'Acme' } });
    expect(event.identifiers).toEqual([{ kind: 'user_id', value: 'u1' }]);
    expect(event.traits).toEqual([]);
    expect(event).toMatchObject({ groupId: 'g1', properties: { traits: { name: 'Acme' } } });
  });

  it('read from files lose the decimals that spreadsheets add', () => {
    const event = passed({ event: 'Order Completed', identifiers: { customer_id: '13085.0' } }, { isImport: true });
    expect(event.identifiers).toEqual([{ kind: 'customer_id', value: '13085' }]);
  });
});

describe('time', () => {
  const ts = (timestamp: JsonValue | undefined, sentAt: number | null = null, overrides: OriginOverrides = {}) => {
    const outcome = run({ ...track, ...(timestamp === undefined ? {} : { timestamp }) }, overrides, sentAt);
    return outcome.kind === 'pass'
      ? { at: new Date(outcome.value.ts).toISOString(), clamped: outcome.value.isClamped }
      : outcome.kind === 'park'
        ? outcome.reason
        : outcome.kind;
  };

  it('is the sender’s, corrected by the clock’s error', () => {
    expect(ts('2026-11-20T11:00:00.123Z')).toEqual({ at: '2026-11-20T11:00:00.123Z', clamped: false });
    expect(ts('2026-11-20T11:00:00Z', receivedAt - 59_000)).toEqual({ at: '2026-11-20T11:00:00.000Z', clamped: false });
    expect(ts('2026-11-20T11:00:00Z', receivedAt - 3_600_000)).toEqual({ at: '2026-11-20T12:00:00.000Z', clamped: false });
    expect(ts('2026-11-20T13:00:00Z', receivedAt + 7_200_000)).toEqual({ at: '2026-11-20T11:00:00.000Z', clamped: false });
  });

  it('is the receipt when nothing is said, in the workspace’s zone when no offset is', () => {
    expect(ts(undefined)).toEqual({ at: '2026-11-20T12:00:00.000Z', clamped: false });
    expect(ts('2026-11-20 08:00:00')).toEqual({ at: '2026-11-20T00:00:00.000Z', clamped: false });
    expect(ts('2026-11-20')).toEqual({ at: '2026-11-19T16:00:00.000Z', clamped: false });
  });

  it('that clocks showed twice is the first', () => {
    expect(ts('1991-09-15 01:30:00')).toEqual({ at: '1991-09-14T16:30:00.000Z', clamped: false });
  });

  it('a little in the future is clamped, further or before 1970 or impossible is parked', () => {
    expect(ts('2026-11-21T11:00:00Z')).toEqual({ at: '2026-11-20T12:00:00.000Z', clamped: true });
    expect(ts('2026-11-21T12:00:01Z')).toBe('time_in_future');
    expect(ts('1969-12-31T23:59:59Z')).toBe('time_before_1970');
    for (const bad of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '2026-13-01', 'yesterday', '', {}, Number.NaN])
      expect(ts(bad)).toMatch(/^time_/);
  });

  it('of imports is neither corrected nor clamped', () => {
    expect(ts('2026-11-20T11:00:00Z', receivedAt - 3_600_000, { isImport: true })).toEqual({ at: '2026-11-20T11:00:00.000Z', clamped: false });
    expect(ts('2027-11-20T11:00:00Z', null, { isImport: true })).toEqual({ at: '2027-11-20T11:00:00.000Z', clamped: false });
  });

  it.each(['analytics-node', '@rudderstack/rudder-sdk-node', 'posthog-node'])('does not believe a stale sentAt of %s, which repeats it', (name) => {
    const outcome = run({ ...track, timestamp: '2026-11-20T11:00:00Z', context: { library: { name } } }, {}, receivedAt - 3_600_000);
    expect(outcome).toMatchObject({ kind: 'pass', value: { ts: Date.UTC(2026, 10, 20, 11) } });
  });
});

it('cleans traits, nests dots, and keeps nulls that unset; empty text unsets too', () => {
  const event = passed({
    ...track,
    context: {
      traits: { name: ' Ada ', 'address.city': 'Beijing', address: { street: 'x' }, tags: ['a', ' '], empty: ' ', gone: null, bare: {}, deep: { bare: {} } },
    },
  });
  expect(event.traits).toEqual([
    { path: 'name', value: 'Ada' },
    { path: 'address.city', value: 'Beijing' },
    { path: 'address.street', value: 'x' },
    { path: 'tags', value: ['a', null] },
    { path: 'empty', value: null },
    { path: 'gone', value: null },
    { path: 'bare.{}', value: '{}' },
    { path: 'deep.bare.{}', value: '{}' },
  ]);
});

it.each([
  ['posthog-node/5.70.0', false],
  ['SensorsAnalytics Node SDK', false],
  ['node-fetch/1.0 (+https://github.com/bitinn/node-fetch)', false],
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36', false],
])('takes a request of %s for a robot’s: %s; programs speak for people', (userAgent, isBot) => {
  expect(passed(track, { userAgent }).isBot).toBe(isBot);
});

it('marks bots and reads well-known context', () => {
  const event = passed({
    ...track,
    channel: 'web',
    context: { userAgent: 'Googlebot/2.1', page: { path: '/p' }, campaign: { source: 'wechat', name: '618' }, ip: '1.2.3.4' },
  });
  expect(event.isBot).toBe(true);
  expect(event.columns).toEqual({ user_agent: 'Googlebot/2.1', page_path: '/p', utm_source: 'wechat', utm_campaign: '618', channel: 'web', ip: '1.2.3.4' });
});
