/** Where an identifier is now, and where it would be. */
export interface Placement {
  readonly before: number;
  readonly after: number | undefined;
  readonly kind: string;
  readonly value: string;
}

/** What becomes of profiles: of those of today which would be one with others, which would fall apart; a profile may do both. */
export interface Fate {
  readonly before: number;
  readonly after: number;
  /** Each group of today's profiles that would be one. */
  readonly merging: readonly (readonly number[])[];
  /** Each profile of today that would be several, with its parts. */
  readonly splitting: readonly { readonly profile: number; readonly parts: readonly (readonly Placement[])[] }[];
  /** Identifiers that would belong to nobody. */
  readonly dropped: number;
}

const grouped = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> => Map.groupBy(items, keyOf);

/** Compares two partitions of the same identifiers. */
export function compareFates(placements: readonly Placement[]): Fate {
  const known = placements.filter(({ after }) => after !== undefined);
  const byAfter = grouped(known, ({ after }) => after);
  const byBefore = grouped(placements, ({ before }) => before);
  return {
    before: byBefore.size,
    after: byAfter.size,
    merging: [...byAfter.values()]
      .map((group) => [...new Set(group.map(({ before }) => before))].sort((a, b) => a - b))
      .filter((profiles) => profiles.length > 1)
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
    splitting: [...byBefore]
      .map(([profile, group]) => ({
        profile,
        parts: [
          ...grouped(
            group.filter(({ after }) => after !== undefined),
            ({ after }) => after,
          ).values(),
        ],
      }))
      .filter(({ parts }) => parts.length > 1)
      .sort((a, b) => a.profile - b.profile),
    dropped: placements.length - known.length,
  };
}
