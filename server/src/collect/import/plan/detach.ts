/** V8 copies slices of fewer characters. */
const shortest = 13;

/**
 * A cell is a slice of the text it was cut from, and one that is kept keeps 256 KB of file in memory: keeping one cell of every group kept the whole file.
 * This gives the same text on its own.
 */
export function detached<T>(value: T): T | string {
  return typeof value === 'string' && value.length >= shortest ? Buffer.from(value, 'utf16le').toString('utf16le') : value;
}
