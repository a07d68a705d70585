import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { numberOf, parseMoment } from '#kernel';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { Binder } from './sql/binder.ts';
import { momentSql } from './sql/moment.ts';
import { numberSql } from './sql/reading.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const numberLike = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.constantFrom('', '+', '-'), fc.nat().map(String), fc.constantFrom('', '.', '.5', '.05', 'e5', 'E-3', 'e', 'e999', ' '))
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'NaN',
    'inf',
    'Infinity',
    '-inf',
    '0x10',
    '.5',
    '1.',
    '1e400',
    '-0',
    '00012',
    '1_000',
    '１２',
    '9007199254740993',
    '2.2250738585072014e-308',
    '5e-324',
  ),
  fc.string({ unit: fc.constantFrom('1', '0', '.', 'e', '-', '+', ' ', 'x'), maxLength: 6 }),
);

it('reads a text as the same number as the kernel does, to the last bit', async () => {
  const texts = fc.sample(numberLike, { numRuns: 3000, seed: 1 });
  const rows = await stores.clickhouse.query<{ text: string; bits: number | null }>(
    `SELECT text, reinterpretAsUInt64(${numberSql('text')}) AS bits FROM (SELECT arrayJoin({texts:Array(String)}) AS text) SETTINGS output_format_json_quote_64bit_integers = 1`,
    { texts },
  );
  const bits = (value: number | null): string | null => (value === null ? null : String(new BigUint64Array(new Float64Array([value]).buffer)[0]));
  for (const row of rows) expect([row.text, row.bits === null ? null : String(row.bits)]).toEqual([row.text, bits(numberOf(row.text))]);
});

const part = (min: number, max: number, width = 2): fc.Arbitrary<string> => fc.integer({ min, max }).map((n) => String(n).padStart(width, '0'));
const dateLike = fc
  .tuple(
    part(1, 9999, 4),
    part(0, 13),
    part(0, 32),
    fc.constantFrom('', 'T', ' '),
    part(0, 24),
    part(0, 60),
    fc.constantFrom('', ':00', ':59', ':60', ':30.5', ':00.1234567'),
    fc.constantFrom('', 'Z', '+08:00', '-0330', '+5'),
  )
  .map(([year, month, day, between, hour, minute, second, offset]) =>
    between === '' ? `${year}-${month}-${day}` : `${year}-${month}-${day}${between}${hour}:${minute}${second}${offset}`,
  );
/** Local times that a change of clocks skips, or brings twice. */
const edges = [
  '2026-03-08T02:30',
  '2026-11-01T01:30',
  '2026-03-29 02:00:00',
  '2026-10-25 02:30',
  '2018-11-04',
  '2018-11-04T00:30',
  '2026-10-04T02:15',
  '2026-04-05T01:45',
  '2026-1-1',
  '',
  'x',
  '2026-02-29',
  '2024-02-29',
  '1900-01-01',
  '0001-01-01',
];

it('reads a text as the same moment as the kernel does, in every zone', async () => {
  for (const timezone of ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe']) {
    const texts = [...edges, ...fc.sample(dateLike, { numRuns: 600, seed: 1 })];
    const binder = new Binder();
    const rows = await stores.clickhouse.query<{ text: string; moment: number | null }>(
      `SELECT text, ${momentSql('text', binder, timezone)} AS moment FROM (SELECT arrayJoin({texts:Array(String)}) AS text)`,
      { ...binder.params, texts },
    );
    // Before 1970 and after 2037 the two know zones by different tables (local mean time, rules prolonged); no customer's date hangs on those minutes.
    const isComparable = (text: string): boolean =>
      /[Z]|[+-]\d\d:?\d\d$/.test(text.slice(10)) || (text >= '1970' && text < '2037') || parseMoment(text, timezone) === null || timezone === 'UTC';
    for (const row of rows.filter(({ text }) => isComparable(text)))
      expect([timezone, row.text, row.moment]).toEqual([timezone, row.text, parseMoment(row.text, timezone)]);
  }
});
