import { expect, it } from 'vitest';
import { trendOf } from './days.ts';

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'];
const sample = (day: string, members: number) => ({ id: 1, day, members });

it('carries the last size that was seen over days on which nobody looked, and ends with the size now', () => {
  const samples = [sample('2026-02-20', 5), sample('2026-03-03', 9), sample('2026-03-07', 12)];
  expect(trendOf(samples, days, 10)).toEqual({ days: [5, 5, 9, 9, 9, 9, 12, 10], sinceYesterday: -2, sinceWeek: 5 });
});

it('says nothing of days before it was known, nor of changes since then', () => {
  expect(trendOf([sample('2026-03-06', 3)], days, 4)).toEqual({ days: [null, null, null, null, null, 3, 3, 4], sinceYesterday: 1, sinceWeek: null });
  expect(trendOf([], days, null)).toMatchObject({ sinceYesterday: null, sinceWeek: null });
});
