const digits = 36;
const length = 8;
const restMs = 10_000;

let last = { of: '', key: '', at: 0 };

/**
 * A key for something that people know by its name: keys have letters and digits only, names are in any script. Asked for again within a few seconds it is the
 * same one, for who presses Enter twice means one thing.
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
