const keys = new WeakMap<object, number>();
let last = 0;

/** A number that stays with a part of a rule while it is edited and moved, for React's keys. Parts of a rule are never changed in place. */
export function keyOf(part: object): number {
  const known = keys.get(part);
  if (known !== undefined) return known;
  last += 1;
  keys.set(part, last);
  return last;
}

/** `after` takes the place of `before`, unless it has a key of its own. */
export function keepKey<T extends object>(before: object, after: T): T {
  if (!keys.has(after)) keys.set(after, keyOf(before));
  return after;
}
