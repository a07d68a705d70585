import type { BlockSums } from '#profile';

/**
 * How many times more a share varies that was found in blocks of neighbours than one found in as many single people (Kish 1965, Survey Sampling, §5.4 and 6.4: variance of a ratio of cluster totals
 * over that of a simple sample): B/(B−1) · Σ(x − p·m)² ÷ (n·p·(1−p)), `x` of `m` in each of B blocks, n = Σm. Who came in by one file has neighbouring ids and the same gaps. Never below 1; of a share
 * of nothing or everything, or of one block, nothing can be said: 1.
 */
export function designEffect(
  { good, squares, products }: Pick<BlockSums, 'squares' | 'products'> & { readonly good: number },
  all: { readonly n: number; readonly squares: number; readonly blocks: number },
): number {
  const { n, blocks } = all;
  if (n === 0 || blocks < 2 || good <= 0 || good >= n) return 1;
  const p = good / n;
  const between = squares - 2 * p * products + p * p * all.squares;
  return Math.max(1, ((blocks / (blocks - 1)) * between) / (n * p * (1 - p)));
}
