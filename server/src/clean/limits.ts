/** One event of a stream as JSON; the node SDK itself lets 41 KB through. */
const maxEventBytes = 32 * 1024;

/** One event made of a file: an invoice of some thousand lines is a real one. */
const maxImportedBytes = 900_000;

const maxDepth = 32;

/** More than any value can take: a character is at most six bytes of JSON (an escape), a number at most 25. */
const perCharacter = 6;
const perScalar = 25;

/** An upper bound of a value's size as JSON, in bytes; undefined when it nests deeper than anybody means. The recursion stops at the limit. */
function boundOf(value: unknown, depth: number): number | undefined {
  if (typeof value === 'string') return value.length * perCharacter + 2;
  if (typeof value !== 'object' || value === null) return perScalar;
  if (depth >= maxDepth) return undefined;
  let bound = 2;
  if (Array.isArray(value)) {
    for (const element of value) {
      const inner = boundOf(element, depth + 1);
      if (inner === undefined) return undefined;
      bound += inner + 1;
    }
    return bound;
  }
  // A seventh of what a list of names and values costs. What JSON made has no names but its own.
  for (const name in value) {
    const inner = boundOf(Reflect.get(value, name), depth + 1);
    if (inner === undefined) return undefined;
    bound += inner + name.length * perCharacter + 4;
  }
  return bound;
}

export type Size = { readonly fits: true } | { readonly fits: false; readonly reason: 'too_deep' | 'too_large'; readonly detail: string };

/** Whether an event keeps the limits of depth and size. It is only written out to be measured when the bound leaves a doubt. */
export function checkSize(value: object, isImport: boolean): Size {
  const most = isImport ? maxImportedBytes : maxEventBytes;
  const bound = boundOf(value, 0);
  if (bound === undefined) return { fits: false, reason: 'too_deep', detail: `arrays and objects nest more than ${maxDepth} levels deep` };
  if (bound <= most) return { fits: true };
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes <= most ? { fits: true } : { fits: false, reason: 'too_large', detail: `${bytes} bytes; at most ${most}` };
}
