import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Linkage } from '#identify';
import { csvLine } from '../export/csv.ts';

const linesAtOnce = 5_000;

/**
 * Every record with its cluster, in the order of files and rows. A cluster is named for its lowest record, `file-row`, so it keeps its name as long
 * as that record is in it. `weight` is the record's surest link within its cluster in bits; empty for one that stands alone.
 */
export async function writeClusters(linkage: Linkage, files: readonly string[], out: string): Promise<void> {
  const path = resolve(out);
  await pipeline(Readable.from(linesOf(linkage, files)), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}

function* linesOf({ places, clusters, pairs }: Linkage, files: readonly string[]): Generator<string> {
  const lowest = Uint32Array.from({ length: places.count }, (_, id) => id);
  for (const group of clusters) for (const id of group) lowest[id] = group[0] ?? id;
  const surest = new Map<number, number>();
  for (const { l, r, bits } of pairs) {
    if (lowest[l] !== lowest[r]) continue;
    for (const id of [l, r]) surest.set(id, Math.max(bits, surest.get(id) ?? -Infinity));
  }
  yield csvLine(['file', 'row', 'cluster', 'weight']);
  for (let from = 0; from < places.count; from += linesAtOnce) {
    let lines = '';
    for (let id = from; id < Math.min(places.count, from + linesAtOnce); id++) {
      const head = lowest[id] ?? id;
      const name = `${(places.files[head] ?? 0) + 1}-${places.rows[head]}`;
      lines += csvLine([files[places.files[id] ?? 0] ?? '', String(places.rows[id]), name, surest.get(id)?.toFixed(3) ?? '']);
    }
    yield lines;
  }
}
