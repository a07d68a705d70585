/** Whole percentages for so many tiers, together 100. */
export const evenShares = (tiers: number): readonly number[] =>
  Array.from({ length: tiers }, (_, index) => Math.floor(100 / tiers) + (index < 100 % tiers ? 1 : 0));
