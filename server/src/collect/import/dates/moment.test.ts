import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { compileFormat } from './format.ts';
import { compileMoment } from './moment.ts';
import { findDateOrder } from './order.ts';

const iso = (moment: number | null): string | null => (moment === null ? null : Number.isNaN(moment) ? 'NaN' : new Date(moment).toISOString());

describe('a timestamp column', () => {
  const london = compileMoment({ zone: 'Europe/London' });
  it.each([
    ['2009-12-01 07:45:00', '2009-12-01T07:45:00.000Z'],
    ['2010-07-01 07:45:00', '2010-07-01T06:45:00.000Z'],
    ['2010-07-01', '2010-06-30T23:00:00.000Z'],
    ['2010-07-01T07:45:00Z', '2010-07-01T07:45:00.000Z'],
    ['2010-07-01T07:45:00.1234+08:00', '2010-06-30T23:45:00.123Z'],
    ['2010/7/1 7:45', '2010-07-01T06:45:00.000Z'],
    ['20100701', '2010-06-30T23:00:00.000Z'],
    ['20100701 074501', '2010-07-01T06:45:01.000Z'],
    ['20100701074501', '2010-07-01T06:45:01.000Z'],
    ['2010年7月1日 7时45分', '2010-07-01T06:45:00.000Z'],
    ['2010年7月1日', '2010-06-30T23:00:00.000Z'],
    ['1 July 2010', '2010-06-30T23:00:00.000Z'],
    ['01-Jul-2010 07:45', '2010-07-01T06:45:00.000Z'],
    ['Jul 1, 2010 7:45 PM', '2010-07-01T18:45:00.000Z'],
    ['Thu, 01 Jul 2010 07:45:00 GMT', '2010-07-01T07:45:00.000Z'],
    ['01.07.2010', '2010-06-30T23:00:00.000Z'],
    ['1262304000', '2010-01-01T00:00:00.000Z'],
    ['1262304000123', '2010-01-01T00:00:00.123Z'],
    ['2010-03-28 01:30:00', '2010-03-28T01:30:00.000Z'],
    ['2010-10-31 01:30:00', '2010-10-31T00:30:00.000Z'],
    ['0001-01-01 00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(london(text))).toBe(expected);
  });

  it.each(['2010-02-30', '2010-13-01', 'yesterday', '10/10', '2010-01-01 25:00', '02/03/2010', '1/2/10', '99999', '12:30'])(
    'does not guess what %s is',
    (text) => {
      expect(london(text)).toBeNaN();
    },
  );

  it('takes an empty cell for unknown', () => {
    expect(london('  ')).toBeNull();
    expect(london(null)).toBeNull();
  });

  it('agrees with luxon about every wall clock of a zone with summer time, and takes the first of two', () => {
    const clock = compileMoment({ zone: 'America/New_York' });
    fc.assert(
      fc.property(fc.date({ min: new Date('1975-01-01T00:00:00Z'), max: new Date('2037-01-01T00:00:00Z'), noInvalidDate: true }), (date) => {
        const text = date.toISOString().slice(0, 19);
        // Which of two luxon takes hangs on the season of today.
        const possible = DateTime.fromISO(text, { zone: 'America/New_York' }).getPossibleOffsets();
        expect(clock(text)).toBe(Math.min(...possible.map((moment) => moment.toMillis())));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an explicit format', () => {
  it.each([
    ['dd/MM/yyyy', '02/03/2010', '2010-03-02T00:00:00.000Z'],
    ['M/d/yyyy H:mm', '2/3/2010 9:05', '2010-02-03T09:05:00.000Z'],
    ['yyyyMMdd', '19970101', '1997-01-01T00:00:00.000Z'],
    ['dd-MMM-yy hh:mm a', '05-Jun-98 12:10 am', '1998-06-05T00:10:00.000Z'],
    ["yyyy'年'M'月'd'日'", '2024年1月9日', '2024-01-09T00:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss.SSS ZZ', '2024-01-09 01:02:03.004 +08:00', '2024-01-08T17:02:03.004Z'],
  ])('reads %s', (format, text, expected) => {
    expect(iso(compileMoment({ zone: 'UTC', format })(text))).toBe(expected);
  });

  it('refuses what has another form', () => {
    expect(compileMoment({ zone: 'UTC', format: 'dd/MM/yyyy' })('2010-03-02')).toBeNaN();
    expect(compileMoment({ zone: 'UTC', format: 'dd/MM/yyyy' })('31/02/2010')).toBeNaN();
  });

  it.each(['HH:mm', 'yyyy-MM', 'yyyy-QQ-dd', 'dd/MM', ''])('is not %s', (format) => {
    expect(compileFormat(format)).toBeUndefined();
  });
});

describe('dates with two numbers before the year', () => {
  it('are ambiguous when nothing in the column tells day from month', () => {
    expect(findDateOrder(['01/02/2010', '03/04/2010'])).toEqual({ kind: 'ambiguous', example: '01/02/2010', formats: ['d/M/yyyy', 'M/d/yyyy'] });
    expect(findDateOrder(['13/02/10 8:26'])).toEqual({ kind: 'ambiguous', example: '13/02/10 8:26', formats: ['d/M/yy H:mm'] });
  });

  it('are known when a number above 12 tells', () => {
    expect(findDateOrder(['01/02/2010', '13/02/2010'])).toEqual({ kind: 'known', order: 'dmy' });
    expect(findDateOrder(['01-02-2010', '02-28-2010 10:00'])).toEqual({ kind: 'known', order: 'mdy' });
    expect(findDateOrder(['2010-01-02', '03.04.2010', ''])).toEqual({ kind: 'known', order: undefined });
  });

  it('are refused when one column holds both orders', () => {
    expect(findDateOrder(['13/02/2010', '02/13/2010'])).toMatchObject({ kind: 'mixed' });
  });

  it('are read in the order that was found', () => {
    expect(iso(compileMoment({ zone: 'UTC', order: 'mdy' })('02/03/2010 1:05 pm'))).toBe('2010-02-03T13:05:00.000Z');
    expect(iso(compileMoment({ zone: 'UTC', order: 'dmy' })('02/03/2010'))).toBe('2010-03-02T00:00:00.000Z');
  });
});
