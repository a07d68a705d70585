import type { Vocabulary } from '../context.ts';

export interface Size {
  readonly depth: number;
  readonly objects: number;
  /** Of names and values, in UTF-8. */
  readonly bytes: number;
}

/** How large a JSON value is; without recursion, and no deeper than asked. */
export function sizeOf(json: unknown, maxDepth: number): Size {
  let [depth, objects, bytes] = [0, 0, 0];
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    depth = Math.max(depth, next.depth);
    if (typeof next.value === 'string') bytes += Buffer.byteLength(next.value) + 2;
    else if (typeof next.value !== 'object' || next.value === null) bytes += 8;
    else {
      if (!Array.isArray(next.value)) objects++;
      for (const [name, value] of Object.entries(next.value)) {
        if (!Array.isArray(next.value)) bytes += Buffer.byteLength(name) + 3;
        if (next.depth <= maxDepth) open.push({ value, depth: next.depth + 1 });
      }
    }
  }
  return { depth, objects, bytes };
}

/** Keys of the segments that a stored rule names. */
function namedSegments(json: unknown): ReadonlySet<string> {
  const named = new Set<string>();
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'segment' && typeof inner === 'string') named.add(inner);
      open.push(inner);
    }
  }
  return named;
}

/** The way on which a rule comes back to itself through stored segments, or on which one of those does. */
export function cycleOf(json: unknown, vocabulary: Vocabulary): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (key: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(key)) return [...way, key];
    if (done.has(key)) return undefined;
    for (const next of namedSegments(vocabulary.segments.get(key))) {
      const cycle = visit(next, [...way, key]);
      if (cycle !== undefined) return cycle;
    }
    done.add(key);
    return undefined;
  };
  for (const key of namedSegments(json)) {
    const cycle = visit(key, vocabulary.self === undefined ? [] : [vocabulary.self]);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
