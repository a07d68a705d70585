import { expect, it } from 'vitest';
import { trendOf } from './trend.ts';

const days = ['2026-05-01', '2026-05-02', '2026-05-03'];

it('adds steps up to sizes that are everybody on each day', () => {
  const steps = [
    { day: '2026-05-01', value: 'a', delta: 5 },
    { day: '2026-05-03', value: 'a', delta: -2 },
    { day: '2026-05-03', value: 'b', delta: 2 },
    { day: '2026-05-02', value: 'old', delta: 1 },
  ];
  const born = [
    { day: '2026-05-01', people: 8 },
    { day: '2026-05-03', people: 4 },
  ];
  expect(trendOf({ days, keys: ['a', 'b'], steps, born })).toEqual({
    days,
    totals: [8, 8, 12],
    series: [
      { key: 'a', sizes: [5, 5, 3] },
      { key: 'b', sizes: [0, 0, 2] },
      { key: 'old', sizes: [0, 1, 1] },
      { key: '', sizes: [3, 2, 6] },
    ],
  });
});

it('is never less than all who were placed', () => {
  const { totals, series } = trendOf({ days: ['2026-05-01'], keys: ['a'], steps: [{ day: '2026-05-01', value: 'a', delta: 3 }], born: [] });
  expect([totals, series.at(-1)?.sizes]).toEqual([[3], [0]]);
});
