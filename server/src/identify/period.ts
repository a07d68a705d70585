/**
 * Whether some stretch of `ms` holds more than `limit` moments (ms, in any order), at least one of each side: what brings two sides together is judged by what it brings together, so
 * a stretch that was too full before refuses nobody who comes years later. Moments exactly `ms` apart lie in two. Late events make moments come in any order, so every stretch counts,
 * not only the one that ends now.
 */
export function exceedsPeriod(held: readonly number[], joining: readonly number[], period: { readonly limit: number; readonly ms: number }): boolean {
  if (held.length + joining.length <= period.limit) return false;
  const ordered = [...held.map((at) => ({ at, isJoining: 0 })), ...joining.map((at) => ({ at, isJoining: 1 }))].sort((a, b) => a.at - b.at);
  let from = 0;
  let joined = 0;
  return ordered.some(({ at, isJoining }, place) => {
    joined += isJoining;
    for (let first = ordered[from]; first !== undefined && at - first.at >= period.ms; first = ordered[from]) {
      joined -= first.isJoining;
      from += 1;
    }
    const count = place - from + 1;
    return count > period.limit && joined > 0 && joined < count;
  });
}
