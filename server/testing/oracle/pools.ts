import type { JsonValue } from '#kernel';

export const day = 86_400_000;
/** Shortly after clocks went forward in New York (8 March 2026), before they do in Berlin and back in Lord Howe. */
export const reference = Date.UTC(2026, 2, 31, 4, 30);

/** Scalars as they come: unknown ones, numbers in many spellings, texts that look like something else, code points beyond the first plane. */
export const oddScalars: readonly JsonValue[] = [
  null,
  '',
  '  ',
  0,
  1,
  5,
  2.5,
  -3,
  1e21,
  '1',
  '01',
  '1.0',
  '1e2',
  '+5',
  '-0',
  ' 1',
  '5.',
  '.5',
  '0x1',
  'NaN',
  'inf',
  '1e999',
  true,
  false,
  'true',
  'False',
  'a',
  'b',
  'A',
  'abc',
  '上海',
  '😀',
  '\uFFFD',
  "it's `q` \\ {p1:String}",
  'line\nbreak\ttab',
  '%_',
  '{p1:String}',
  '?',
  '2026-01-15',
  '2026-03-08',
  '2026-03-08T02:30:00',
  '2026-03-30T23:59:59.999Z',
  '2026-03-31 04:30:00+00:00',
  '2026-02-30',
  '1850-06-01',
  '9999-12-31',
  '2026-04-05T00:00',
];

/** Scalars that data and rules share more often, so that conditions are met. */
export const commonScalars: readonly (string | number | boolean)[] = [1, 5, '5', 'a', '01', true, '2026-03-08', '上海'];

/** What rules compare with. */
export const ruleScalars = oddScalars.filter((value): value is string | number | boolean => value !== null && typeof value !== 'object' && value !== '');
export const ruleNumbers = [0, 1, 2, 3, 5, 7, 10.25, 12.5, -3, 100, 2.5];
export const ruleTexts = ruleScalars.filter((value) => typeof value === 'string');
export const ruleDates = ['2026-01-15', '2026-03-08T02:30:00', '2026-03-31T04:30:00Z', '2025-12-01T00:00+08:00', '1900-01-01', '2026-03-31'];

/** Days that come back: around the reference, 29 February of leap and of common years, beside midnight, with an offset, long ago. */
export const birthdays: readonly JsonValue[] = [
  '1990-03-31',
  '1985-04-01',
  '1970-04-07',
  '2000-02-29',
  '2001-02-29',
  '1990-02-28',
  '1912-03-30',
  '1990-03-31T23:30:00',
  '1990-03-31T23:30:00Z',
  '1990-04-01T02:00:00+08:00',
  '1990-12-31',
  '1990-01-01',
  '2030-03-31',
];
