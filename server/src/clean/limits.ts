/** One event as JSON; the node SDK itself lets 41 KB through. */
export const maxEventBytes = 32 * 1024;

const maxDepth = 32;

/** Whether arrays and objects nest deeper than anybody means; the recursion itself stops at the limit. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth >= maxDepth) return true;
  if (Array.isArray(value)) return value.some((element) => isTooDeep(element, depth + 1));
  return Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}
