import { expect, it } from 'vitest';
import { lastMoment, nextMoment } from './moments.ts';

const at = Date.parse('2026-03-11T20:00:00Z'); // Thursday 04:00 in Shanghai

it.each([
  ['daily', '2026-03-11T16:00:00.000Z', '2026-03-12T16:00:00.000Z'],
  ['weekly', '2026-03-08T16:00:00.000Z', '2026-03-15T16:00:00.000Z'],
  ['monthly', '2026-02-28T16:00:00.000Z', '2026-03-31T16:00:00.000Z'],
] as const)('finds the last and the next beginning of a period: %s', (every, last, next) => {
  expect([lastMoment(every, at, 'Asia/Shanghai').toISOString(), nextMoment(every, at, 'Asia/Shanghai').toISOString()]).toEqual([last, next]);
});

it('goes on from a beginning to the one after it', () => {
  expect(nextMoment('daily', Date.parse('2026-03-11T16:00:00Z'), 'Asia/Shanghai').toISOString()).toBe('2026-03-12T16:00:00.000Z');
});
