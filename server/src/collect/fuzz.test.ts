import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '#kernel';
import { admit, admitData } from './protocol/segment/admit.ts';
import { decodeRecord } from './decode/decode.ts';
import { parseExactly, parseJson } from './decode/json.ts';
import type { SegmentCall } from './protocol/segment/decode.ts';

const SLOW_MACHINE_MS = 120_000;
const calls: readonly SegmentCall[] = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch'];

const message = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...calls), fc.jsonValue()),
    userId: fc.jsonValue(),
    writeKey: fc.jsonValue(),
    context: fc.jsonValue(),
    traits: fc.jsonValue(),
    timestamp: fc.jsonValue(),
    __proto__: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const json = fc.oneof(
  fc.jsonValue(),
  message,
  fc.record({ batch: fc.oneof(fc.array(fc.oneof(message, fc.jsonValue())), fc.jsonValue()), writeKey: fc.jsonValue() }, { requiredKeys: [] }),
);
const text = json.map((value) => JSON.stringify(value));

/** Sound bodies, torn ones, and bytes that never were one. */
const bytes = fc.oneof(
  text.map((sound) => Buffer.from(sound)),
  fc
    .tuple(text, fc.nat(100), fc.uint8Array({ maxLength: 5 }))
    .map(([sound, cut, junk]) => Buffer.concat([Buffer.from(sound).subarray(0, cut), junk, Buffer.from(sound).subarray(cut)])),
  fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
  fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.concat([Buffer.from([0x1f, 0x8b]), raw])),
  text.map((sound) => Buffer.from(`data=${Buffer.from(sound).toString('base64')}`)),
  text.map((sound) => Buffer.from(`data=${encodeURIComponent(sound)}&writeKey=k`)),
);

test(
  'whatever arrives is admitted with as many events as the decoder then finds, or refused with 400',
  () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.constantFrom(...calls), (plain, zipped, call) => {
        const body = zipped ? gzipSync(plain) : plain;
        const admission = admitOr400(() => admit(call, body));
        if (admission === undefined) return;
        const record = { position: 1, workspace: 1, sourceId: 1, protocol: 'segment', call, receivedAt: 0, remoteAddress: '', userAgent: '' };
        const decoded = decodeRecord({ ...record, events: admission.events + 1, body: admission.body });
        // One more than there are: the decoder must invent exactly that one.
        expect(decoded.at(-1)).toEqual({ index: admission.events, invalid: true, raw: null });
        expect(decodeRecord({ ...record, events: admission.events, body: admission.body })).toEqual(decoded.slice(0, -1));
      }),
      { numRuns: 3_000 },
    );
  },
  SLOW_MACHINE_MS,
);

test(
  'whatever stands in an address is admitted or refused',
  () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          text,
          text.map((sound) => Buffer.from(sound).toString('base64')),
        ),
        (data) => {
          admitOr400(() => admitData('track', data));
        },
      ),
      { numRuns: 1_000 },
    );
  },
  SLOW_MACHINE_MS,
);

test(
  'exact parsing reads what plain parsing reads, numbers beyond doubles apart',
  () => {
    fc.assert(
      fc.property(fc.json(), (sound) => {
        if (!/\d{16}|e\+?\d{3}/i.test(sound)) expect(parseExactly(sound)).toEqual(parseJson(sound));
        expect(parseExactly(sound) === undefined).toBe(parseJson(sound) === undefined);
      }),
      { numRuns: 1_000 },
    );
  },
  SLOW_MACHINE_MS,
);

function admitOr400<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault && error.status === 400) return undefined;
    throw error;
  }
}
