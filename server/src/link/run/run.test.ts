import { describe, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import { usableValue } from '../people/people.ts';
import { choosePairs } from './choose-pairs.ts';
import { lastHour } from './schedule.ts';
import { mergesAt } from './thresholds.ts';

describe('what becomes of pairs', () => {
  const pair = (l: number, r: number, bits: number) => ({ l, r, bits, levels: [1], shares: [undefined], steps: [] });
  const ids = [10, 11, 12, 13, 14];
  const never = () => false;

  it('links what is sure and in one group, asks about the rest, and keeps what was drawn', () => {
    const explained = [pair(0, 1, 12), pair(2, 3, 9), pair(1, 2, 0)];
    const strata = [
      { from: 0, pairs: 9, matches: 0, drawn: [pair(3, 4, -8)] },
      { from: 0.9, pairs: 2, matches: 2, drawn: [pair(0, 1, 12)] },
    ];
    const found = choosePairs({ explained, strata, clusters: [[0, 1]] }, ids, { linkFrom: 0.95 }, never);
    expect(found.map(({ a, b, state, cause, stratum }) => [a, b, state, cause, stratum])).toEqual([
      [10, 11, 'pending', null, 1],
      [12, 13, 'review', 'chain', null],
      [11, 12, 'review', null, null],
      [13, 14, 'sample', null, 0],
    ]);
  });

  it('leaves out those who are known to be two', () => {
    const found = choosePairs({ explained: [pair(0, 1, 12)], strata: [], clusters: [[0, 1]] }, ids, { linkFrom: 0.95 }, (a, b) => a === 10 && b === 11);
    expect(found).toEqual([]);
  });
});

it('counts blank and blocked values as not known', () => {
  const usable = (value: string | undefined) => usableValue(defaultKinds, 'surname', value);
  expect([undefined, ' 未知 ', 'N/A', '00000', '李'].map(usable)).toEqual(['', '', '', '', '李']);
});

it('counts a merge less than a group has members, at each threshold', () => {
  const links = [
    { l: 0, r: 1, bits: 10 },
    { l: 1, r: 2, bits: 9 },
    { l: 0, r: 2, bits: 9 },
    { l: 3, r: 4, bits: 1 },
  ];
  expect([mergesAt(links, 0.5), mergesAt(links, 0.99), mergesAt(links, 0.9999)]).toEqual([3, 2, 0]);
});

it('knows the last time that clocks in the zone showed an hour', () => {
  const [zone, at] = ['Asia/Shanghai', (text: string) => Date.parse(text)];
  expect(lastHour(at('2026-11-20T00:00:00Z'), 3, zone)).toBe(at('2026-11-19T19:00:00Z'));
  expect(lastHour(at('2026-11-19T18:59:00Z'), 3, zone)).toBe(at('2026-11-18T19:00:00Z'));
  // Clocks went back on the first of November: the day had 25 hours.
  expect(lastHour(at('2026-11-02T07:00:00Z'), 3, 'America/New_York')).toBe(at('2026-11-01T08:00:00Z'));
});
