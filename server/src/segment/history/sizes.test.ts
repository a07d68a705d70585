import { expect, it } from 'vitest';
import { dayBefore, sizesOf } from './sizes.ts';

const changes = [
  { day: '2026-02-27', entered: 5, left: 0 },
  { day: '2026-03-01', entered: 2, left: 4 },
];

it('carries a size over days on which nothing happened, and what was before the first day', () => {
  expect(sizesOf(changes, '2026-02-28', '2026-03-02')).toEqual([
    { day: '2026-02-28', size: 5, entered: 0, left: 0 },
    { day: '2026-03-01', size: 3, entered: 2, left: 4 },
    { day: '2026-03-02', size: 3, entered: 0, left: 0 },
  ]);
  expect(sizesOf(changes, '2026-03-02', '2026-03-01')).toEqual([]);
});

it('counts days back over the ends of months', () => expect(dayBefore('2026-03-01', 1)).toBe('2026-02-28'));
