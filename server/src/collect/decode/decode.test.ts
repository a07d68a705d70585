import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogRecord } from '#platform';
import { decodeRecord } from './decode.ts';
import type { DecodedEvent } from './decoded-event.ts';

const recordOf = (body: unknown, over: Partial<LogRecord> = {}): LogRecord => ({
  position: 1,
  workspace: 1,
  sourceId: 1,
  protocol: 'segment',
  call: 'batch',
  receivedAt: 1_700_000_000_000,
  remoteAddress: '',
  userAgent: '',
  events: 1,
  body: body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...over,
});
const raws = (events: readonly DecodedEvent[]): unknown[] => events.map(({ raw }) => raw);
const sentAts = (events: readonly DecodedEvent[]): unknown[] => events.map((event) => ('invalid' in event ? 'invalid' : event.sentAt));

describe('a batch', () => {
  test('gives its items in order; what is no object is marked', () => {
    const events = decodeRecord(recordOf({ batch: [{ type: 'track' }, 5, null, [], { type: 7 }] }, { events: 5 }));
    expect(events).toEqual([
      { index: 0, type: 'track', raw: { type: 'track' }, receivedAt: 1_700_000_000_000, sentAt: null },
      { index: 1, invalid: true, raw: 5 },
      { index: 2, invalid: true, raw: null },
      { index: 3, invalid: true, raw: [] },
      { index: 4, type: '', raw: { type: 7 }, receivedAt: 1_700_000_000_000, sentAt: null },
    ]);
  });

  test('lends its context and integrations to each item, whose own names go first', () => {
    const body = {
      context: { ip: '1.1.1.1', app: { name: 'batch' } },
      integrations: { All: true },
      batch: [{ type: 'page' }, { type: 'page', context: { app: { name: 'own' } }, integrations: { All: false } }, { type: 'page', context: 'text' }],
    };
    expect(raws(decodeRecord(recordOf(body, { events: 3 })))).toEqual([
      { type: 'page', context: { ip: '1.1.1.1', app: { name: 'batch' } }, integrations: { All: true } },
      { type: 'page', context: { ip: '1.1.1.1', app: { name: 'own' } }, integrations: { All: false } },
      { type: 'page', context: 'text', integrations: { All: true } },
    ]);
  });

  test("dates items that have no time of their own, and leaves rudder's original times alone", () => {
    const body = {
      timestamp: '2026-01-02T00:00:00Z',
      batch: [{}, { timestamp: '2026-01-01T00:00:00Z' }, { originalTimestamp: '2025-12-31T00:00:00Z' }, { timestamp: null }],
    };
    expect(raws(decodeRecord(recordOf(body, { events: 4 })))).toEqual([
      { timestamp: '2026-01-02T00:00:00Z' },
      { timestamp: '2026-01-01T00:00:00Z' },
      { originalTimestamp: '2025-12-31T00:00:00Z' },
      { timestamp: '2026-01-02T00:00:00Z' },
    ]);
  });
});

describe('the time of sending', () => {
  test.each<[unknown, number | null]>([
    ['2026-11-21T12:00:00.000Z', Date.UTC(2026, 10, 21, 12)],
    ['2026-11-21T20:00:00+08:00', Date.UTC(2026, 10, 21, 12)],
    ['2026-11-21T12:00:00', Date.UTC(2026, 10, 21, 12)],
    [1_700_000_000_000, 1_700_000_000_000],
    ['yesterday', null],
    ['2026-13-45T00:00:00Z', null],
    [{}, null],
    [-5, null],
    [null, null],
  ])('%j is %s', (sentAt, expected) => {
    expect(sentAts(decodeRecord(recordOf({ sentAt, batch: [{ type: 'track' }] })))).toEqual([expected]);
    expect(sentAts(decodeRecord(recordOf({ sentAt, type: 'track' }, { call: 'track' })))).toEqual([expected]);
  });

  test("is the batch's where it says one, else the item's", () => {
    const item = { sentAt: '2026-01-01T00:00:00Z' };
    expect(sentAts(decodeRecord(recordOf({ sentAt: '2026-01-02T00:00:00Z', batch: [item] })))).toEqual([Date.UTC(2026, 0, 2)]);
    expect(sentAts(decodeRecord(recordOf({ sentAt: 'x', batch: [item] })))).toEqual([Date.UTC(2026, 0, 1)]);
  });

  test('is of no interest in imports', () => {
    expect(sentAts(decodeRecord(recordOf({ sentAt: '2026-01-02T00:00:00Z', batch: [{ type: 'track' }] }, { protocol: 'import' })))).toEqual([null]);
  });
});

test('a single call has the type that its path says', () => {
  expect(decodeRecord(recordOf({ type: 'track', userId: 'u' }, { call: 'identify' }))).toMatchObject([{ type: 'identify', raw: { userId: 'u' } }]);
});

test('numbers that a double cannot hold keep every digit, as text; other numbers stay numbers', () => {
  const body =
    '{"batch":[{"userId":7301234567890123457,"a":[9007199254740993, 9007199254740992, 12345.678901234567890],"b":1e400,"c":-0,"d":"1234567890123456789"}]}';
  expect(raws(decodeRecord(recordOf(body)))).toEqual([
    { userId: '7301234567890123457', a: ['9007199254740993', 9007199254740992, 12345.678901234567], b: '1e400', c: -0, d: '1234567890123456789' },
  ]);
});

test('a record of an unknown protocol still gives as many events as it was accepted with', () => {
  for (const protocol of ['later', '__proto__', 'toString'])
    expect(decodeRecord(recordOf({ batch: [] }, { protocol, events: 3 })).map((event) => 'invalid' in event)).toEqual([true, true, true]);
});

describe('whatever the body', () => {
  const anyBody = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
    fc.array(fc.oneof(fc.anything(), fc.jsonValue()), { maxLength: 8 }).map((batch) => Buffer.from(safeJson({ batch }))),
    fc
      .record(
        { batch: fc.array(fc.jsonValue()), context: fc.jsonValue(), integrations: fc.jsonValue(), sentAt: fc.jsonValue(), timestamp: fc.jsonValue() },
        { requiredKeys: [] },
      )
      .map((body) => Buffer.from(safeJson(body))),
  );
  const safeJson = (value: unknown): string => {
    try {
      return JSON.stringify(value) ?? '';
    } catch {
      return '{"batch":[';
    }
  };

  test('there are as many events as were accepted, numbered from 0', () => {
    fc.assert(
      fc.property(
        anyBody,
        fc.boolean(),
        fc.constantFrom('batch', 'track', 'identify', 'alias', ''),
        fc.constantFrom('segment', 'import', 'other'),
        fc.nat(20),
        (body, zipped, call, protocol, events) => {
          const decoded = decodeRecord(recordOf(zipped ? gzipSync(body) : body, { call, protocol, events }));
          expect(decoded.map(({ index }) => index)).toEqual(Array.from({ length: events }, (_, index) => index));
          for (const event of decoded) if (!('invalid' in event)) expect(typeof event.raw).toBe('object');
        },
      ),
      { numRuns: 2_000 },
    );
  }, 120_000);
});

test('an import may write larger bodies than the collector takes', () => {
  const message = { type: 'track', event: 'Order Completed', properties: { note: 'x'.repeat(900) } };
  const events = decodeRecord(recordOf({ batch: Array.from({ length: 1000 }, () => message) }, { protocol: 'import', events: 1000 }));
  expect(events.filter((event) => 'invalid' in event)).toEqual([]);
});
