import type { Gathered } from './gathered.ts';
import { readRun } from './spill.ts';

interface Head {
  readonly rest: AsyncIterator<Gathered>;
  readonly next: Gathered;
}

const firstRow = (head: Head): number => head.next.rows[0] ?? 0;

/** Joins runs, each ordered by first row, into one in that order. */
export async function* mergeRuns(paths: readonly string[]): AsyncIterable<Gathered> {
  const heads: Head[] = [];
  const advance = async (rest: AsyncIterator<Gathered>): Promise<void> => {
    const next = await rest.next();
    if (next.done !== true) insert(heads, { rest, next: next.value });
  };
  for (const path of paths) await advance(readRun(path)[Symbol.asyncIterator]());
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    yield head.next;
    await advance(head.rest);
  }
}

/** Keeps the heads in descending order of their first rows, so that the next one is at the end. */
function insert(heads: Head[], head: Head): void {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = heads[middle];
    if (other !== undefined && firstRow(other) > firstRow(head)) low = middle + 1;
    else high = middle;
  }
  heads.splice(low, 0, head);
}
