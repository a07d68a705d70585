import type { LinkageSettings } from '@danqing/contracts';
import type { Linkage } from '#identify';
import type { FoundPair } from './pair.store.ts';

/** Nobody reviews more in one go; the likeliest come first. What is left out comes with a later run. */
const mostReviews = 10_000;

/**
 * What becomes of the pairs that a run has found. From `linkFrom` on within one group: to be linked. The guard against chaining refused it, or below: to be reviewed. Drawn into a
 * stratum: kept to be asked for. Those that are never to be linked are left out, but for samples.
 */
export function choosePairs(
  { explained, strata, clusters }: Pick<Linkage, 'explained' | 'strata' | 'clusters'>,
  ids: readonly number[],
  { linkFrom }: Pick<LinkageSettings, 'linkFrom'>,
  isApart: (a: number, b: number) => boolean,
): readonly FoundPair[] {
  const least = Math.log2(linkFrom / (1 - linkFrom));
  const groupOf = new Map(clusters.flatMap((group) => group.map((record) => [record, group] as const)));
  const found = new Map<string, FoundPair>();
  let reviews = 0;
  for (const { l, r, bits, levels, shares } of explained) {
    const [a = 0, b = 0] = [ids[l], ids[r]];
    if (isApart(a, b)) continue;
    const isSure = bits >= least;
    const isLinked = isSure && groupOf.get(l) !== undefined && groupOf.get(l) === groupOf.get(r);
    if (!isLinked && ++reviews > mostReviews) continue;
    found.set(`${l} ${r}`, { a, b, bits, levels, shares, state: isLinked ? 'pending' : 'review', cause: isSure && !isLinked ? 'chain' : null, stratum: null });
  }
  for (const [stratum, { drawn }] of strata.entries())
    for (const { l, r, bits, levels, shares } of drawn) {
      const [a = 0, b = 0] = [ids[l], ids[r]];
      const known = found.get(`${l} ${r}`);
      found.set(`${l} ${r}`, known === undefined ? { a, b, bits, levels, shares, state: 'sample', cause: null, stratum } : { ...known, stratum });
    }
  return [...found.values()];
}
