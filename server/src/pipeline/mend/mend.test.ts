import { describe, expect, it } from 'vitest';
import type { MendStep } from '@danqing/contracts';
import type { JsonObject } from '#kernel';
import { castValue } from './cast.ts';
import { mendEvent } from './mend.ts';
import { offenceOf } from './offence.ts';

const receivedAt = Date.UTC(2026, 10, 20, 12);
const mended = (raw: JsonObject, ...steps: readonly MendStep[]): unknown => {
  const result = mendEvent({ index: 0, type: 'track', raw, sentAt: null }, steps, receivedAt);
  return result.kind === 'event' ? result.raw.raw : result.kind;
};

describe('a step', () => {
  it('renames, also into and out of objects, and leaves alone what is not there', () => {
    expect(mended({ properties: { uid: 'u1', n: 1 } }, { do: 'rename', path: 'properties.uid', to: 'userId' })).toEqual({ properties: { n: 1 }, userId: 'u1' });
    expect(mended({ a: 1 }, { do: 'rename', path: 'b', to: 'c' })).toEqual({ a: 1 });
  });

  it('finds names that hold a dot', () => {
    expect(mended({ properties: { 'a.b': 1 } }, { do: 'drop', path: 'properties.a.b' })).toEqual({ properties: {} });
  });

  it('never writes into a prototype', () => {
    const result = mended({ userId: 'u' }, { do: 'set', path: '__proto__.isAdmin', value: true });
    expect(Object.hasOwn({}, 'isAdmin')).toBe(false);
    expect(JSON.stringify(result)).toBe('{"userId":"u","__proto__":{"isAdmin":true}}');
  });

  it('takes the moment of receipt as time', () => {
    expect(mended({ timestamp: 'never', originalTimestamp: 'x' }, { do: 'timestamp' })).toEqual({ timestamp: '2026-11-20T12:00:00.000Z' });
  });

  it('throws away when it says so, whatever follows', () => {
    expect(mended({ a: 1 }, { do: 'discard', note: 'test data' }, { do: 'set', path: 'a', value: 2 })).toBe('discarded');
  });
});

it.each([
  ['2026/1/5 9:03', '2026-01-05T09:03:00'],
  ['2026年11月20日', '2026-11-20'],
  ['20261120', '2026-11-20'],
  ['1795608000', '2026-11-25T12:00:00.000Z'],
  [1795608000000, '2026-11-25T12:00:00.000Z'],
  ['soon', undefined],
])('reads the moment %s', (sent, read) => {
  expect(castValue(sent, 'date')).toBe(read);
});

it('casts numbers that people write and refuses what is none', () => {
  expect(['¥1,299.50', ' 12 ', '', 'x'].map((text) => castValue(text, 'number'))).toEqual([1299.5, 12, undefined, undefined]);
});

describe('the proposal', () => {
  it('renames the id that stands elsewhere', () => {
    expect(offenceOf('missing_id', '', { event: 'A', user_id: 'u1' }).proposal?.steps).toEqual([{ do: 'rename', path: 'user_id', to: 'userId' }]);
    expect(offenceOf('missing_id', '', { event: 'A' }).proposal).toBeNull();
  });

  it('turns a time that people write into a date, and takes the receipt for what is no time', () => {
    expect(offenceOf('time_invalid', '', { timestamp: '2026/11/20 10:00' }).proposal?.steps).toEqual([{ do: 'cast', path: 'timestamp', to: 'date' }]);
    expect(offenceOf('time_invalid', '', { timestamp: 'yesterday' }).proposal?.steps).toEqual([{ do: 'timestamp' }]);
  });
});
