import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '#kernel';
import type { LogRecord } from '#platform';
import { decodeRecord } from './decode.ts';
import { type ItemFate, rewriteRecord } from './rewrite.ts';

const record = (body: Buffer, more: Partial<LogRecord>): LogRecord => ({
  position: 7,
  workspace: 1,
  sourceId: 1,
  protocol: 'segment',
  call: 'batch',
  receivedAt: 1_700_000_000_000,
  remoteAddress: '1.2.3.4',
  userAgent: 'browser',
  events: 1,
  body,
  ...more,
});
const message = fc.record(
  { userId: fc.string(), type: fc.constantFrom('track', 'page'), n: fc.double({ noNaN: true }), context: fc.record({ ip: fc.string() }) },
  { requiredKeys: ['userId'] },
);
const shared = fc.record({ context: fc.record({ locale: fc.string() }), sentAt: fc.constant('2026-11-21T12:00:00.000Z') }, { requiredKeys: [] });
const withoutNames = (value: JsonValue): JsonValue => {
  if (!isJsonObject(value)) return value;
  const { userId: _userId, ...rest } = value;
  return rest;
};

it('takes out what goes and nothing else: every other message is decoded as before, at its place', () => {
  const body = fc.record({
    shared,
    batch: fc.array(fc.tuple(message, fc.constantFrom<'stays' | 'goes' | 'forgets'>('stays', 'goes', 'forgets')), { minLength: 1, maxLength: 6 }),
  });
  fc.assert(
    fc.property(body, fc.boolean(), fc.constantFrom('segment', 'import'), ({ shared: common, batch }, isZipped, protocol) => {
      const text = Buffer.from(JSON.stringify({ ...common, batch: batch.map(([item]) => item) }));
      const before = record(isZipped ? gzipSync(text) : text, { events: batch.length, protocol });
      const fates = batch.map(([, fate]): ItemFate => (fate === 'forgets' ? withoutNames : fate));
      const after = rewriteRecord(before, ({ index }) => fates[index] ?? 'stays');
      if (fates.every((fate) => fate === 'stays')) {
        expect(after).toBeUndefined();
        return;
      }
      const expected = decodeRecord(before).map((event, index) => {
        const fate = fates[index] ?? 'stays';
        if (fate === 'goes') return { index, invalid: true, raw: null };
        return 'invalid' in event || fate === 'stays' ? event : { ...event, raw: withoutNames(event.raw) };
      });
      expect(decodeRecord(after ?? before)).toEqual(JSON.parse(JSON.stringify(expected)));
      expect(after).toMatchObject({ position: 7, events: batch.length, remoteAddress: fates.every((fate) => fate === 'goes') ? '' : '1.2.3.4' });
    }),
    { numRuns: 500 },
  );
});

it('leaves a single call empty, and what nobody else shared with it', () => {
  const before = record(Buffer.from('{"userId":"secret-user","context":{"ip":"9.9.9.9"}}'), { call: 'track' });
  const after = rewriteRecord(before, () => 'goes');
  expect(after?.body.toString()).toBe('null');
  const batch = rewriteRecord(record(Buffer.from('{"context":{"ip":"9.9.9.9"},"batch":[{"userId":"secret-user"}]}'), {}), () => 'goes');
  expect(batch?.body.toString()).toBe('{"batch":[null]}');
  expect(rewriteRecord(record(Buffer.from('x'), { protocol: 'later' }), () => 'goes')).toBeUndefined();
});

it('takes out of what another SDK sent whoever goes, and keeps every other message at its place, with its id, time and clock', () => {
  const item = (id: string, type = 'track'): object => ({
    type,
    event: 'ViewProduct',
    distinct_id: id,
    time: 1_699_999_000_000,
    _flush_time: 1_699_999_999_000,
    _track_id: 7,
    item_type: 'product',
    item_id: 'p1',
    properties: { $url: 'https://a.example/', price: 2 },
  });
  const items = [item('stays-1'), item('goes'), item('forgets'), 5, item('', 'item_set')];
  const before = record(Buffer.from(`data_list=${encodeURIComponent(gzipSync(JSON.stringify(items)).toString('base64'))}&gzip=1`), {
    protocol: 'sensors',
    call: 'sa',
    events: items.length,
  });
  const fates: readonly ItemFate[] = ['stays', 'goes', withoutNames, 'stays', 'stays'];
  const after = rewriteRecord(before, ({ index }) => fates[index] ?? 'stays');
  const [first, , third, ...others] = decodeRecord(before);
  expect(after).toMatchObject({ protocol: 'segment', call: 'batch', position: 7, events: 5, receivedAt: before.receivedAt, remoteAddress: '1.2.3.4' });
  expect(Buffer.from(after?.body ?? []).toString()).not.toContain('goes');
  const { userId: _userId, ...rest } = third !== undefined && 'type' in third ? third.raw : {};
  expect(decodeRecord(after ?? before)).toEqual([first, { index: 1, invalid: true, raw: null }, { ...third, raw: rest }, ...others]);
  // Once more: it is an ordinary record now.
  expect(rewriteRecord(after ?? before, () => 'stays')).toBeUndefined();
});

it('leaves out what nests without an end, and takes out whoever goes beside it', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const [protocol, body] of [
    ['segment', `{"context":{"x":${deep}},"batch":[{"userId":"goes"},{"userId":"deep","a":${deep}},${deep},{"userId":"stays"}]}`],
    [
      'sensors',
      `[{"type":"track","distinct_id":"goes"},{"type":"track","distinct_id":"deep","properties":{"a":${deep}}},${deep},{"type":"track","distinct_id":"stays"}]`,
    ],
  ] as const) {
    const after = rewriteRecord(record(Buffer.from(body), { protocol, events: 4 }), (event) =>
      'raw' in event && isJsonObject(event.raw) && event.raw['userId'] === 'goes' ? 'goes' : 'stays',
    );
    expect(decodeRecord({ ...record(Buffer.from(''), {}), ...after }).map((event) => ('invalid' in event ? null : event.raw['userId']))).toEqual([
      null,
      null,
      null,
      'stays',
    ]);
  }
});
