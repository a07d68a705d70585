/** Levels of one pair by comparison: 0 nothing known, 1 no agreement, then rising. */
export type Levels = readonly number[];

/** How many pairs have the same levels. The whole estimation needs nothing else of millions of pairs. */
export interface VectorCount {
  readonly levels: Levels;
  readonly count: number;
}

/** Four bits a comparison: 15 comparisons of up to 15 levels stay within 60 bits. */
export const bitsPerLevel = 4;

/** Levels out of the packed number that SQL made, given as text since it may exceed 2^53. */
export function unpack(packed: string, comparisons: number): Levels {
  let rest = BigInt(packed);
  return Array.from({ length: comparisons }, () => {
    const level = Number(rest & 15n);
    rest >>= 4n;
    return level;
  });
}

/** SQL that packs the levels of a pair. */
export const packSql = (levels: readonly string[]): string => levels.map((sql, place) => `bitShiftLeft(toUInt64(${sql}), ${place * bitsPerLevel})`).join(' + ');
