import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidayBounds, type HolidayName, holidayNames } from './holidays.ts';
import { offsetMs } from './zone.ts';

const dayMs = 86_400_000;
const first = (name: HolidayName, year: number): string => new Date(holidayBounds(name, 0, 0, year, 0, 'UTC').fromMs).toISOString().slice(0, 10);

describe('a holiday', () => {
  it('lies on the day of the published calendars', () => {
    expect([2024, 2025, 2026, 2027].map((year) => first('spring_festival', year))).toEqual(['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06']);
    expect([2024, 2025, 2026].map((year) => first('mid_autumn', year))).toEqual(['2024-09-17', '2025-10-06', '2026-09-25']);
    expect([2024, 2025, 2026].map((year) => first('dragon_boat', year))).toEqual(['2024-06-10', '2025-05-31', '2026-06-19']);
    expect([2024, 2025, 2026].map((year) => first('qingming', year))).toEqual(['2024-04-04', '2025-04-04', '2026-04-05']);
    expect([2023, 2025].map((year) => first('qixi', year))).toEqual(['2023-08-22', '2025-08-29']);
    expect([first('chongyang', 2025), first('lantern', 2025), first('spring_travel', 2026)]).toEqual(['2025-10-29', '2025-02-12', '2026-02-02']);
    expect([first('mothers_day', 2026), first('black_friday', 2026), first('618', 2026)]).toEqual(['2026-05-10', '2026-11-27', '2026-06-18']);
  });
  // Unicode's astronomy errs by a day in a few years (2027: the new moon comes four minutes before midnight in Beijing).
  it('agrees with the calendar of Unicode on lunar festivals', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    const days = { spring_festival: '1/1', lantern: '1/15', dragon_boat: '5/5', qixi: '7/7', mid_autumn: '8/15', chongyang: '9/9' } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2050 }).filter((year) => ![2012, 2027, 2030].includes(year)),
        fc.constantFrom(...holidayNames),
        (year, name) => {
          const wanted = name in days ? Object.entries(days).find(([known]) => known === name)?.[1] : undefined;
          if (wanted !== undefined) expect(format.format(Date.parse(first(name, year))), `${name} ${year}`).toBe(wanted);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the days of a holiday', () => {
  it('are whole, both ends included, in the zone', () => {
    const { fromMs, toMs } = holidayBounds('double_11', -10, 0, 2026, 0, 'Asia/Shanghai');
    expect([new Date(fromMs).toISOString(), new Date(toMs).toISOString()]).toEqual(['2026-10-31T16:00:00.000Z', '2026-11-11T16:00:00.000Z']);
  });
  it('begin after the gap where clocks skip midnight', () => {
    // Brazil skipped the first hour of 4 November 2018.
    const { fromMs } = holidayBounds('double_11', -7, -7, 2018, 0, 'America/Sao_Paulo');
    expect(new Date(fromMs).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });
  it('are without a year the latest that began', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...holidayNames),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2035, 0, 1) }),
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York'),
        (name, from, days, at, zone) => {
          const latest = holidayBounds(name, from, from + days, null, at, zone);
          expect(latest.fromMs).toBeLessThanOrEqual(at);
          const year = new Date(latest.fromMs - from * dayMs + 12 * 3_600_000 + offsetMs(latest.fromMs, zone)).getUTCFullYear();
          const next = [year, year + 1, year + 2].map((one) => holidayBounds(name, from, from + days, one, at, zone).fromMs).find((ms) => ms > latest.fromMs);
          expect(next).toBeGreaterThan(at);
        },
      ),
    );
  });
});
