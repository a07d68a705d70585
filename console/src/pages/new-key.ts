const digits = 36;
const length = 8;

/** A key for something that people know by its name: keys have letters and digits only, names are in any script. */
export function newKey(prefix: string): string {
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `${prefix}_${[...random]
    .map((number) => number.toString(digits))
    .join('')
    .slice(0, length)}`;
}
