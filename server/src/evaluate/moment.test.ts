import { expect, it } from 'vitest';
import { parseMoment } from './moment.ts';

const read = (text: string, timezone: string): string => new Date(parseMoment(text, timezone, '/at')).toISOString();

it.each([
  ['2026-03-01', 'Europe/London', '2026-03-01T00:00:00.000Z'],
  ['2026-07-01T00:30', 'Europe/London', '2026-06-30T23:30:00.000Z'],
  ['2026-07-01T00:30:00+08:00', 'Europe/London', '2026-06-30T16:30:00.000Z'],
  ['2026-W27-3', 'Europe/London', '2026-06-30T23:00:00.000Z'],
  ['2026-03-29T01:30:00', 'Europe/London', '2026-03-29T01:30:00.000Z'],
])('reads %s in %s', (text, timezone, expected) => {
  expect(read(text, timezone)).toBe(expected);
});

it('of a time that clocks showed twice, takes the first', () => {
  expect(read('2025-10-26T01:30:00', 'Europe/London')).toBe('2025-10-26T00:30:00.000Z');
  expect(read('1991-09-15T01:30:00', 'Asia/Shanghai')).toBe('1991-09-14T16:30:00.000Z');
});

it('refuses what is no moment', () => {
  expect(() => read('yesterday', 'UTC')).toThrow('/at is no moment');
  expect(() => read('2026-02-30', 'UTC')).toThrow('/at is no moment');
});
