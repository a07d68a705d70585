/** Runs of levels, dictionary places or truths (Parquet's RLE / bit-packing hybrid, Encodings.md), bounded by what they claim. */
export interface Runs {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** Bits of a value. */
  readonly width: number;
  /** Values that the page says it has. */
  readonly count: number;
}

/** Writers fill the last group up to eight values; some, whole runs of 63 groups. */
const mostPadding = 512;

/**
 * Walks the runs without keeping what is in them, and says how many of the first `count` values are `wanted` (of at most eight bits). The decoder behind repeats a value as often as a run says, whatever
 * the page has room for. Throws an Error for runs that go beyond the page's values or bytes, and for too few.
 */
export function countInRuns({ bytes, at, width, count }: Runs, wanted?: number): number {
  if (width > 32) throw new Error('a page has values of more than 32 bits');
  let [place, seen, found] = [at, 0, 0];
  while (seen < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[place++];
      if (byte === undefined || shift > 28) throw new Error('a page has fewer values than it says');
      header |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const left = count - seen;
    const isPacked = (header & 1) === 1;
    const values = isPacked ? (header >>> 1) * 8 : header >>> 1;
    if (header < 0 || values > left + (isPacked ? mostPadding : 0)) throw new Error('a run in a page is longer than the page');
    const length = isPacked ? (values / 8) * width : (width + 7) >> 3;
    if (length > bytes.length - place) throw new Error('a page has fewer values than it says');
    if (wanted !== undefined) {
      if (isPacked) found += countPacked(bytes, place, width, Math.min(values, left), wanted);
      else if ((bytes[place] ?? 0) === wanted) found += values;
    }
    place += length;
    seen += values;
  }
  return found;
}

function countPacked(bytes: Uint8Array, at: number, width: number, values: number, wanted: number): number {
  const mask = (1 << width) - 1;
  let found = 0;
  for (let index = 0, bit = 0; index < values; index++, bit += width) {
    const place = at + (bit >> 3);
    const window = (bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8);
    if (((window >> (bit & 7)) & mask) === wanted) found++;
  }
  return found;
}
