import { expect, it } from 'vitest';
import { endsOfDays, trendOf } from './days.ts';

const sizes = (...members: readonly (number | undefined)[]) => members.flatMap((size, place) => (size === undefined ? [] : [{ id: 1, place, members: size }]));

it('knows when the last days ended in a zone, over a change of its clocks', () => {
  expect(endsOfDays(Date.parse('2026-03-30T10:00:00Z'), 'Europe/Berlin', 3).map((day) => day.toISOString())).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

it('ends with the size now, and compares it with yesterday’s end and that of seven days ago', () => {
  expect(trendOf(sizes(5, 5, 9, 9, 9, 9, 12), 7, 10)).toEqual({ days: [5, 5, 9, 9, 9, 9, 12, 10], sinceYesterday: -2, sinceWeek: 5 });
});

it('says nothing of days before it was known, nor of changes since then', () => {
  expect(trendOf(sizes(undefined, undefined, undefined, undefined, undefined, 3, 3), 7, 4)).toEqual({
    days: [null, null, null, null, null, 3, 3, 4],
    sinceYesterday: 1,
    sinceWeek: null,
  });
  expect(trendOf([], 7, null)).toMatchObject({ sinceYesterday: null, sinceWeek: null });
});
