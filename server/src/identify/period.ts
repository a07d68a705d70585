/**
 * Whether more than `limit` of these moments (ms, in any order) lie within some stretch of `ms`. Moments exactly `ms` apart lie in two.
 * Late events make moments come in any order, so every stretch counts, not only the one that ends now.
 */
export function exceedsPeriod(moments: readonly number[], period: { readonly limit: number; readonly ms: number }): boolean {
  if (moments.length <= period.limit) return false;
  const ordered = moments.toSorted((a, b) => a - b);
  return ordered.some((moment, place) => {
    const first = ordered[place - period.limit];
    return first !== undefined && moment - first < period.ms;
  });
}
