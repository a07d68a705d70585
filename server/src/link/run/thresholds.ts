import { clusterLinks, type Linkage } from '#identify';

/** How many merges linking from a probability on would make: a group of n takes n − 1. Limits and verdicts may forbid some. */
export function mergesAt(pairs: Linkage['pairs'], probability: number): number {
  const least = Math.log2(probability / (1 - probability));
  const { groups } = clusterLinks(pairs.filter(({ bits }) => bits >= least));
  return groups.reduce((sum, group) => sum + group.length - 1, 0);
}
