import { type AskedColumn, type Compiled, compileColumns, type EvaluationContext, type Rule } from '#compile';

/** How many profiles are in exactly the sets whose bits are set. */
export interface MaskCount {
  readonly mask: number;
  readonly count: number;
}

/** Selects `mask, count`, one row for each exclusive intersection that is not empty: bit i is set for members of the i-th rule. */
export function overlapQuery(rules: readonly Rule[], context: EvaluationContext): Compiled {
  const asked = Object.fromEntries(rules.map((rule, index): [string, AskedColumn] => [`in_${index}`, { kind: 'rule', rule }]));
  const { sql, params } = compileColumns(asked, context);
  const mask = rules.map((_, index) => `bitShiftLeft(toUInt16(in_${index}), ${index})`).join(' + ');
  return { sql: `SELECT toUInt16(${mask}) AS mask, count() AS count FROM (${sql}) GROUP BY mask`, params };
}

export interface Overlap {
  readonly total: number;
  readonly none: number;
  readonly sizes: readonly number[];
  readonly shared: readonly (readonly number[])[];
  readonly jaccard: readonly (readonly number[])[];
  readonly exclusive: readonly { readonly of: readonly number[]; readonly count: number }[];
}

/** Everything that pictures of overlaps show follows from the exclusive intersections. */
export function overlapOf(sets: number, masks: readonly MaskCount[]): Overlap {
  const places = Array.from({ length: sets }, (_, index) => index);
  const sum = (wanted: (mask: number) => boolean): number => masks.reduce((total, { mask, count }) => (wanted(mask) ? total + count : total), 0);
  const has = (mask: number, place: number): boolean => (mask & (1 << place)) !== 0;
  const shared = places.map((a) => places.map((b) => sum((mask) => has(mask, a) && has(mask, b))));
  const sharedOf = (a: number, b: number): number => shared[a]?.[b] ?? 0;
  return {
    total: sum(() => true),
    none: sum((mask) => mask === 0),
    sizes: places.map((place) => sharedOf(place, place)),
    shared,
    jaccard: places.map((a) =>
      places.map((b) => {
        const either = sharedOf(a, a) + sharedOf(b, b) - sharedOf(a, b);
        return either === 0 ? 0 : sharedOf(a, b) / either;
      }),
    ),
    exclusive: masks
      .filter(({ mask }) => mask !== 0)
      .toSorted((a, b) => b.count - a.count || a.mask - b.mask)
      .map(({ mask, count }) => ({ of: places.filter((place) => has(mask, place)), count })),
  };
}
