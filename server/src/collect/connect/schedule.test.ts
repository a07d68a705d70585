import { describe, expect, it } from 'vitest';
import { nextRunAt, retryAt } from './schedule.ts';

const at = (text: string): number => new Date(text).getTime();
const next = (schedule: Parameters<typeof nextRunAt>[0], now: string, zone = 'Asia/Shanghai') => nextRunAt(schedule, at(now), zone)?.toISOString();

describe('the next run of a connection', () => {
  it('is so many minutes after the last', () => {
    expect(next({ every: 'minutes', minutes: 15 }, '2026-03-01T00:07:00Z')).toBe('2026-03-01T00:22:00.000Z');
  });
  it('is at the full hour of the zone', () => {
    expect(next({ every: 'hour' }, '2026-03-01T00:07:00Z', 'Asia/Kolkata')).toBe('2026-03-01T00:30:00.000Z');
  });
  it('is today at its time, or tomorrow when that has passed', () => {
    expect(next({ every: 'day', at: '03:30' }, '2026-03-01T18:00:00Z')).toBe('2026-03-01T19:30:00.000Z');
    expect(next({ every: 'day', at: '03:30' }, '2026-03-01T19:30:00Z')).toBe('2026-03-02T19:30:00.000Z');
  });
  it('is at its time of the day across a change of clocks', () => {
    expect(next({ every: 'day', at: '03:30' }, '2026-03-28T12:00:00Z', 'Europe/London')).toBe('2026-03-29T02:30:00.000Z');
  });
  it('is never by itself when nobody set a clock', () => {
    expect(next({ every: 'never' }, '2026-03-01T00:00:00Z')).toBeUndefined();
    expect(retryAt({ every: 'never' }, 0, 1)).toBeNull();
  });
});

it('waits longer with each failure, and an hour at most', () => {
  const minutes = [1, 2, 3, 6, 7, 50].map((failures) => (retryAt({ every: 'hour' }, 0, failures)?.getTime() ?? 0) / 60_000);
  expect(minutes).toEqual([1, 2, 4, 32, 60, 60]);
});
