import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { calendarBounds, lastBounds, nextBounds, type Period, shift, type Unit } from './windows.ts';
import { momentOfWall, parseMoment, wallOf } from './zone.ts';

const ms = (iso: string, zone = 'UTC'): number => DateTime.fromISO(iso, { zone }).toMillis();
const zones = fc.constantFrom(
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'America/St_Johns',
);
const moments = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2037, 0, 1) });

describe('a window that steps back', () => {
  it('takes days as 24 hours, whatever clocks do', () => {
    const at = ms('2026-03-08T12:00', 'America/New_York');
    expect(lastBounds(at, 1, 'day', 'America/New_York')).toEqual({ fromMs: at - 86_400_000 + 1, toMs: at + 1 });
  });
  it('takes months by the calendar and clamps the day', () => {
    expect(shift(ms('2026-03-31T10:00', 'Asia/Shanghai'), -1, 'month', 'Asia/Shanghai')).toBe(ms('2026-02-28T10:00', 'Asia/Shanghai'));
    expect(shift(ms('2024-03-31T10:00', 'Asia/Shanghai'), -1, 'month', 'Asia/Shanghai')).toBe(ms('2024-02-29T10:00', 'Asia/Shanghai'));
    expect(shift(ms('2026-01-15T10:00:00.123', 'UTC'), -13, 'month', 'UTC')).toBe(ms('2024-12-15T10:00:00.123'));
  });
  it('keeps the local time over a change of clocks', () => {
    expect(shift(ms('2026-04-08T12:00', 'America/New_York'), -3, 'month', 'America/New_York')).toBe(ms('2026-01-08T12:00', 'America/New_York'));
  });
  it('moves a local time that clocks skip forward', () => {
    expect(shift(ms('2026-04-08T02:30', 'America/New_York'), -1, 'month', 'America/New_York')).toBe(ms('2026-03-08T03:30', 'America/New_York'));
  });
  it('agrees with luxon for every month step', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -30, max: 30 }), zones, (at, n, zone) => {
        const mine = DateTime.fromMillis(shift(at, n, 'month', zone), { zone });
        const its = DateTime.fromMillis(at, { zone }).plus({ months: n });
        // Of a local time that comes twice either may be meant: the local time must agree.
        expect(mine.toISO({ includeOffset: false })).toBe(its.toISO({ includeOffset: false }));
      }),
    );
  });
  it('holds the moment itself, and the next window begins right after it', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 400 }), fc.constantFrom<Unit>('minute', 'hour', 'day', 'week', 'month'), zones, (at, n, unit, zone) => {
        const [last, next] = [lastBounds(at, n, unit, zone), nextBounds(at, n, unit, zone)];
        expect(last.fromMs).toBeLessThanOrEqual(at);
        expect(last.toMs).toBe(at + 1);
        expect(next.fromMs).toBe(at + 1);
        expect(next.toMs).toBeGreaterThan(next.fromMs);
      }),
    );
  });
});

/** Of a midnight that comes twice (Newfoundland's clocks went back at 0:01 until 2011) the earlier is meant; luxon takes the one of the offset it comes from. */
function firstOf(midnight: DateTime): number {
  const shown = (moment: DateTime): string | null => moment.toISO({ includeOffset: false });
  return (
    [120, 60, 30, 0]
      .map((minutes) => midnight.minus({ minutes }))
      .find((moment) => shown(moment) === shown(midnight))
      ?.toMillis() ?? Number.NaN
  );
}

describe('a calendar window', () => {
  it('begins weeks on Monday', () => {
    const zone = 'Asia/Shanghai';
    expect(calendarBounds(ms('2026-11-22T23:59', zone), 'this_week', zone)).toEqual({ fromMs: ms('2026-11-16', zone), toMs: ms('2026-11-23', zone) });
    expect(calendarBounds(ms('2026-11-23T00:00', zone), 'last_week', zone)).toEqual({ fromMs: ms('2026-11-16', zone), toMs: ms('2026-11-23', zone) });
  });
  it('knows days of 23 and 25 hours', () => {
    const zone = 'America/New_York';
    const { fromMs, toMs } = calendarBounds(ms('2026-03-08T12:00', zone), 'today', zone);
    expect((toMs - fromMs) / 3_600_000).toBe(23);
    const autumn = calendarBounds(ms('2026-11-02T12:00', zone), 'yesterday', zone);
    expect((autumn.toMs - autumn.fromMs) / 3_600_000).toBe(25);
  });
  it('begins a day whose midnight is skipped at its first moment', () => {
    const zone = 'America/Sao_Paulo';
    expect(calendarBounds(ms('2018-11-04T12:00', zone), 'today', zone).fromMs).toBe(ms('2018-11-04T01:00', zone));
  });
  it('begins a day whose midnight comes twice at the first', () => {
    const zone = 'America/St_Johns';
    expect(calendarBounds(ms('2010-11-07T12:00', zone), 'today', zone).fromMs).toBe(Date.UTC(2010, 10, 7, 2, 30));
  });
  it('agrees with luxon for every period, moment and zone', () => {
    const units = {
      day: ['today', 'yesterday'],
      week: ['this_week', 'last_week'],
      month: ['this_month', 'last_month'],
      quarter: ['this_quarter', 'last_quarter'],
      year: ['this_year', 'last_year'],
    } as const;
    fc.assert(
      fc.property(moments, zones, fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const), (at, zone, unit) => {
        const now = DateTime.fromMillis(at, { zone });
        const [current, previous]: readonly [Period, Period] = units[unit];
        const start = now.startOf(unit);
        const [begin, end, before] = [start, start.plus({ [unit]: 1 }).startOf(unit), start.minus({ [unit]: 1 }).startOf(unit)].map(firstOf);
        expect(calendarBounds(at, current, zone)).toEqual({ fromMs: begin, toMs: end });
        expect(calendarBounds(at, previous, zone)).toEqual({ fromMs: before, toMs: begin });
      }),
    );
  });
});

describe('a local time', () => {
  it('is found again from its moment, but when clocks skip it', () => {
    fc.assert(
      fc.property(moments, zones, (wall, zone) => {
        const moment = momentOfWall(wall, zone);
        expect([0, 1_800_000, 3_600_000]).toContain(wallOf(moment, zone) - wall);
      }),
    );
  });
  it('is the earlier moment when it comes twice', () => {
    expect(parseMoment('2026-11-01T01:30', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
  });
});

describe('reading an ISO date', () => {
  it('takes a date alone as local midnight', () => {
    expect(parseMoment('2026-01-31', 'Asia/Shanghai')).toBe(ms('2026-01-31T00:00', 'Asia/Shanghai'));
  });
  it('takes offsets with and without a colon, and fractions to the millisecond', () => {
    expect(parseMoment('2026-01-31T08:00:00.1239+08:00', 'UTC')).toBe(ms('2026-01-31T00:00:00.123Z'));
    expect(parseMoment('2026-01-31 08:00+0800', 'UTC')).toBe(ms('2026-01-31T00:00Z'));
    expect(parseMoment('2026-01-31T08:00Z', 'Asia/Shanghai')).toBe(ms('2026-01-31T08:00Z'));
  });
  it('refuses what is no date', () => {
    for (const text of [
      '',
      '2026',
      '2026-02-30',
      '2026-13-01',
      '0000-01-01',
      '2026-01-01T24:00',
      '2026-01-01T10:60',
      '2026-01-01T10:00:60',
      '2026-01-01T10',
      ' 2026-01-01',
      '2026-1-1',
      '20260101',
    ]) {
      expect(parseMoment(text, 'UTC'), text).toBeNull();
    }
  });
});
