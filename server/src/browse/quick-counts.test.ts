import type { QuickView } from '@danqing/contracts';
import { expect, it } from 'vitest';
import { createQuickCounts } from './quick-counts.ts';

const minute = 60_000;

/** Counts that grow with every time of counting; each waits until it is let go. */
function counting() {
  let now = Date.parse('2026-06-01T12:00:00Z');
  let times = 0;
  const waiting: (() => void)[] = [];
  const read = (): Promise<readonly QuickView[]> => {
    const count = ++times;
    return new Promise((resolve) => waiting.push(() => resolve([{ key: 'everyone', rule: { all: [] }, count }])));
  };
  const counts = createQuickCounts({ now: () => now }, read);
  return {
    look: async () => (await counts.of(1)).items[0]?.count,
    letGo: () => waiting.splice(0).forEach((done) => done()),
    wait: (ms: number) => (now += ms),
    times: () => times,
  };
}

it('those who look at the same time wait for one count, and within a minute nobody counts again', async () => {
  const { look, letGo, wait, times } = counting();
  const both = [look(), look()];
  letGo();
  expect(await Promise.all(both)).toEqual([1, 1]);
  wait(minute - 1);
  expect([await look(), times()]).toEqual([1, 1]);
});

it('after a minute the count from before is shown while it is counted again, and after an hour it is waited for', async () => {
  const { look, letGo, wait } = counting();
  const first = look();
  letGo();
  await first;
  wait(minute);
  expect([await look(), await look()]).toEqual([1, 1]);
  letGo();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await look()).toBe(2);
  wait(60 * minute + 1);
  const late = look();
  letGo();
  expect(await late).toBe(3);
});
