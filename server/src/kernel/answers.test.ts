import { expect, it } from 'vitest';
import { keepAnswers } from './answers.ts';
import { fakeClock } from './clock.ts';

it('an answer is shared and given again while it is young, each key by itself', async () => {
  const clock = fakeClock(1_000);
  let made = 0;
  const answers = keepAnswers<number>(clock, 10);
  const ask = (key: string): Promise<number> => answers(key, () => Promise.resolve(++made));
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2]);
  clock.advance(9);
  expect(await ask('a')).toBe(1);
  clock.advance(1);
  expect(await ask('a')).toBe(3);
  clock.set(500);
  expect(await ask('a')).toBe(4);
});

it('one that failed is made again, and does not take a younger one along', async () => {
  const clock = fakeClock(0);
  const answers = keepAnswers<string>(clock, 10);
  let fail = (): void => {};
  const late = answers('a', () => new Promise((_, reject) => (fail = () => reject(new Error('gone')))));
  clock.advance(10);
  const young = answers('a', () => Promise.resolve('young'));
  fail();
  await expect(late).rejects.toThrow('gone');
  expect([await young, await answers('a', () => Promise.resolve('anew'))]).toEqual(['young', 'young']);
  const failing = answers('b', () => Promise.reject(new Error('gone')));
  await expect(failing).rejects.toThrow('gone');
  expect(await answers('b', () => Promise.resolve('anew'))).toBe('anew');
});
