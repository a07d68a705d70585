import type { Clock } from './clock.ts';

/**
 * Gives an answer again while it is younger than `maxAgeMs`: those who ask at the same time share one, and one that fails is made again by whoever asks next.
 * As many are kept as there are keys.
 */
export function keepAnswers<T>(clock: Clock, maxAgeMs: number): (key: string | number, make: () => Promise<T>) => Promise<T> {
  const known = new Map<string | number, { readonly at: number; readonly answer: Promise<T> }>();
  return (key, make) => {
    const now = clock.now();
    const found = known.get(key);
    if (found !== undefined && now >= found.at && now - found.at < maxAgeMs) return found.answer;
    const kept = { at: now, answer: make() };
    known.set(key, kept);
    kept.answer.catch(() => {
      if (known.get(key) === kept) known.delete(key);
    });
    return kept.answer;
  };
}
