import type { TiersJson } from '@danqing/contracts';
import { evenShares } from '../../../parts/even-shares.ts';

export type Method = 'cuts' | 'quantile' | 'equal' | 'natural';

export const methodOf = ({ cuts, method = 'quantile' }: TiersJson): Method => (cuts === undefined ? method : 'cuts');

const firstCuts = (tiers: number): readonly number[] => Array.from({ length: tiers - 1 }, (_, index) => (index + 1) * 100);

/** Borders by another method; what the old one needed goes. */
export function changedMethod({ by, names, cuts }: TiersJson, method: Method, hasShares = false): TiersJson {
  if (method === 'cuts') return { by, names, cuts: cuts ?? firstCuts(names.length) };
  return { by, names, method, ...(method === 'quantile' && hasShares && { shares: evenShares(names.length) }) };
}

/** One more at the top. */
export function withTier(tiers: TiersJson): TiersJson {
  const names = [...tiers.names, ''];
  return {
    ...tiers,
    names,
    ...(tiers.cuts !== undefined && { cuts: [...tiers.cuts, (tiers.cuts.at(-1) ?? 0) + 100] }),
    ...(tiers.shares !== undefined && { shares: evenShares(names.length) }),
  };
}

/** One fewer; the border above it goes with it, of the topmost the one below. */
export function withoutTier(tiers: TiersJson, index: number): TiersJson {
  const names = tiers.names.toSpliced(index, 1);
  return {
    ...tiers,
    names,
    ...(tiers.cuts !== undefined && { cuts: tiers.cuts.toSpliced(Math.min(index, tiers.cuts.length - 1), 1) }),
    ...(tiers.shares !== undefined && { shares: evenShares(names.length) }),
  };
}
