import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createKept } from './kept.ts';

const slow = async (answer: string): Promise<string> => {
  await pause(550);
  return answer;
};
const never = (): Promise<string> => Promise.reject(new Error('was made again'));

describe('a kept answer', () => {
  it('is given again for ten minutes when it was costly, and made anew after', async () => {
    let now = 0;
    const kept = createKept<string>({ now: () => now }, 2);
    await kept.of('a', () => slow('first'));
    now = 599_999;
    expect(await kept.of('a', never)).toBe('first');
    now = 600_000;
    expect(await kept.of('a', () => Promise.resolve('second'))).toBe('second');
  });

  it('is made each time where that costs nothing, and after a failure', async () => {
    const kept = createKept<string>({ now: () => 0 }, 2);
    await kept.of('a', () => Promise.resolve('first'));
    expect(await kept.of('a', () => Promise.resolve('second'))).toBe('second');
    await expect(kept.of('b', never)).rejects.toThrow('was made again');
    expect(await kept.of('b', () => Promise.resolve('made'))).toBe('made');
  });

  it('goes when there are too many, the oldest first', async () => {
    const kept = createKept<string>({ now: () => 0 }, 2);
    await Promise.all(['a', 'b'].map((key) => kept.of(key, () => slow(key))));
    await kept.of('c', () => slow('c'));
    expect([await kept.of('b', never), await kept.of('c', never)]).toEqual(['b', 'c']);
    expect(await kept.of('a', () => Promise.resolve('again'))).toBe('again');
  });
});
