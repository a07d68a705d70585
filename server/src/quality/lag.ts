/** Bounds of the time from when something happened until it was received, ascending; what is later than all has a place of its own. */
export const lagBounds = [
  { name: '1s', ms: 1_000 },
  { name: '10s', ms: 10_000 },
  { name: '1m', ms: 60_000 },
  { name: '10m', ms: 600_000 },
  { name: '1h', ms: 3_600_000 },
  { name: '6h', ms: 21_600_000 },
  { name: '1d', ms: 86_400_000 },
  { name: '7d', ms: 604_800_000 },
] as const;

/** Within how many of the bounds a message counts as timely: a day. */
const timelyPlaces = lagBounds.findIndex(({ name }) => name === '1d') + 1;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The bound within which this share of the messages was received, history left out; null: there are none. */
export function lagQuantile(counts: readonly number[], share: number): string | null {
  const all = timedOf(counts);
  if (all === 0) return null;
  let within = 0;
  for (const [index, { name }] of lagBounds.entries()) {
    within += counts[index] ?? 0;
    if (within >= share * all) return name;
  }
  return null;
}

/** What is received more than a week later is no late message but history that somebody brought in. */
export const timedOf = (counts: readonly number[]): number => sum(counts.slice(0, lagBounds.length));

/** How many were received within a day. */
export const timelyOf = (counts: readonly number[]): number => sum(counts.slice(0, timelyPlaces));
