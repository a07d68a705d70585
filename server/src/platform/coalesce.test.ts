import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

const recording = (answer: (key: number) => number | undefined = (key) => key * 10) => {
  const calls: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  const load = async (keys: readonly number[]) => {
    calls.push(keys);
    await new Promise<void>((resolve) => gates.push(resolve));
    return new Map(keys.flatMap((key) => (answer(key) === undefined ? [] : [[key, answer(key) ?? 0] as const])));
  };
  const open = async () => {
    while (gates.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    gates.shift()?.();
  };
  return { calls, load, open };
};

it('loads keys that arrive together in one call, each once, and gives everybody theirs', async () => {
  const { calls, load, open } = recording();
  const look = coalesce(load);
  const answers = Promise.all([look(1), look(2), look(1), look(3)]);
  await open();
  expect(await answers).toEqual([10, 20, 10, 30]);
  expect(calls).toEqual([[1, 2, 3]]);
});

it('gathers what arrives while as many calls run as may', async () => {
  const { calls, load, open } = recording();
  const look = coalesce(load, { maxRunning: 1, waitMs: 0 });
  const first = look(1);
  while (calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  const later = [look(2), look(3)];
  await new Promise((resolve) => setTimeout(resolve, 10));
  const more = look(4);
  await open();
  await first;
  await open();
  expect(await Promise.all([...later, more])).toEqual([20, 30, 40]);
  expect(calls).toEqual([[1], [2, 3, 4]]);
});

it('never puts more keys into a call than it may', async () => {
  const { calls, load, open } = recording();
  const look = coalesce(load, { maxBatch: 2, maxRunning: 8 });
  const answers = Promise.all([1, 2, 3, 4, 5].map(look));
  await open();
  await open();
  await open();
  expect(await answers).toEqual([10, 20, 30, 40, 50]);
  expect(calls.map((keys) => keys.length)).toEqual([2, 2, 1]);
});

it('answers undefined for a key that was not found', async () => {
  const { load, open } = recording(() => undefined);
  const answer = coalesce(load)(1);
  await open();
  expect(await answer).toBeUndefined();
});

it('fails everybody in a batch that fails, and works again afterwards', async () => {
  let broken = true;
  const look = coalesce(async (keys: readonly number[]) => {
    if (broken) throw new Error('away');
    return new Map(keys.map((key) => [key, key]));
  });
  expect(await Promise.allSettled([look(1), look(2)])).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  broken = false;
  expect(await look(1)).toBe(1);
});
