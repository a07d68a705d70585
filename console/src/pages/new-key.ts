const digits = 36;
const length = 8;
/** Longer than a change counts as the one just made (`api/client.ts`), for its answer takes time. */
const restMs = 3000;

let last = { of: '', key: '', at: 0 };

/**
 * A key for something that people know by its name: keys have letters and digits only, names are in any script. Asked for again at once it is the same
 * one, for who presses Enter twice means one thing.
 */
export function newKey(prefix: string, name: string): string {
  const of = `${prefix} ${name}`;
  const at = Date.now();
  if (last.of === of && at - last.at < restMs) return last.key;
  const random = crypto.getRandomValues(new Uint32Array(2));
  const key = `${prefix}_${[...random]
    .map((number) => number.toString(digits))
    .join('')
    .slice(0, length)}`;
  last = { of, key, at };
  return key;
}
