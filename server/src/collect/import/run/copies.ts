import type { Cells } from '../read/row.ts';
import { cellText } from '../plan/operators.ts';

/** Tells rows that say in all columns what an earlier row said. */
export interface CopyFinder {
  isCopy(cells: Cells): boolean;
}

const firstSlots = 1 << 16;
/** 128 MB: eleven million different rows. What comes after is not compared. */
const mostSlots = 1 << 24;

/**
 * Remembers 64 bits of each row in a table of open places: 16 bytes a row at most, where texts would take all memory. Two different rows of eleven million are taken for one with a chance of one in
 * three hundred thousand.
 */
export function copyFinder(): CopyFinder {
  let slots = firstSlots;
  let places = new Uint32Array(slots * 2);
  let taken = 0;

  const place = (into: Uint32Array, count: number, high: number, low: number): boolean => {
    for (let at = high & (count - 1); ; at = (at + 1) & (count - 1)) {
      const [oldHigh, oldLow] = [into[at * 2] ?? 0, into[at * 2 + 1] ?? 0];
      if (oldHigh === high && oldLow === low) return true;
      if (oldHigh !== 0 || oldLow !== 0) continue;
      into[at * 2] = high;
      into[at * 2 + 1] = low;
      return false;
    }
  };
  const grow = (): void => {
    const next = new Uint32Array(slots * 4);
    for (let at = 0; at < places.length; at += 2) if (places[at] !== 0 || places[at + 1] !== 0) place(next, slots * 2, places[at] ?? 0, places[at + 1] ?? 0);
    [places, slots] = [next, slots * 2];
  };

  return {
    isCopy: (cells) => {
      const [high, low] = hashOf(cells);
      if (taken > slots * 0.7) {
        if (slots >= mostSlots) return false;
        grow();
      }
      const isCopy = place(places, slots, high, low);
      if (!isCopy) taken++;
      return isCopy;
    },
  };
}

/** Two independent 32-bit hashes (FNV-1a with two primes, finished as in MurmurHash3); never both 0, which is an open place. */
function hashOf(cells: Cells): readonly [number, number] {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const cell of cells) {
    const text = cell === null ? '' : typeof cell === 'string' ? cell : cellText(cell);
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15);
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
    b = Math.imul(b ^ 0x1f, 0x5bd1e995) ^ (b >>> 13);
  }
  return [finished(a), (finished(b) | 1) >>> 0];
}

function finished(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
