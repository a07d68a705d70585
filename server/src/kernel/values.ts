/**
 * How a stored text is read (API.md, "Values"): the JSON type of the rule's value decides, never the stored one's.
 * The compiler says the same in SQL; a database test holds the two together.
 */
export const numericText = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number a stored text is read as when the rule's value is a number; null when it is none. */
export const numberOf = (text: string): number | null => (numericText.test(text) ? Number(text) : null);

/** Order by code point, as both engines compare bytes of UTF-8; JavaScript's own `<` goes by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [x, y] = [left.next(), right.next()];
    if (x.done === true) return y.done === true ? 0 : -1;
    if (y.done === true) return 1;
    const difference = (x.value.codePointAt(0) ?? 0) - (y.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}

/**
 * Sums and averages are rounded to six decimals before comparing, because the last digits of a sum of doubles hang on the order of rows.
 * Halves go to even, as ClickHouse's round does. From 2^33 on, doubles lie further apart than that and stay what they are.
 */
export function roundSix(value: number): number {
  if (!(Math.abs(value) < 2 ** 33)) return value;
  const scaled = value * 1e6;
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (isUp ? below + 1 : below) / 1e6;
}

/** The type-7 quantile (Hyndman & Fan 1996, definition 7) of sorted numbers: linear between the two nearest ranks. */
export function quantileSeven(sorted: readonly number[], level: number): number | null {
  if (sorted.length === 0) return null;
  const rank = (sorted.length - 1) * level;
  const below = Math.floor(rank);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (rank - below) * (high - low);
}
