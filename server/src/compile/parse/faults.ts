import type { FaultDetail } from '#kernel';

/** Where in the wire form the parser stands; collects all faults of a rule, so that people mend them in one go. */
export class Faults {
  readonly details: FaultDetail[] = [];

  add(path: string, code: string, message: string, suggestion?: string): null {
    // A hostile rule may be wrong in ten thousand places; nobody reads more than this.
    if (this.details.length < 100) this.details.push({ path, code, message, ...(suggestion === undefined ? {} : { suggestion }) });
    return null;
  }
}

/** A JSON Pointer one step further (RFC 6901). */
export const at = (path: string, name: string | number): string => `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** A shorter beginning than this, such as `r` of `revenue`, says nothing. */
const tellingPrefix = 2;

/** The known name that looks most like the given one, if any is close; where one begins like the other it is close however long. */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase().slice(0, 100);
  const closest = Math.max(2, Math.ceil(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const candidate = name.toLowerCase().slice(0, 100);
    const isTelling = Math.min(wanted.length, candidate.length) >= tellingPrefix && (wanted.startsWith(candidate) || candidate.startsWith(wanted));
    const distance = editDistance(wanted, candidate);
    if (distance < bestDistance && (isTelling || distance <= closest)) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Levenshtein, with one row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
