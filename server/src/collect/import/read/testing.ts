/** Files of all kinds, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Row } from './row.ts';
import type { Rows, RowsOptions } from './opened.ts';
import { openRows } from './rows.ts';

export interface AllRows extends Rows {
  readonly rows: readonly Row[];
  readonly rejected: readonly { readonly row: number; readonly reason: string }[];
  readonly noticed: Readonly<Record<string, number>>;
}

/** A folder that goes with the test file, and everything that a file in it holds. */
export function fileReader(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `danqing-test-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  const fileOf = (content: string | Buffer): string => {
    const path = join(folder, `${files++}.dat`);
    writeFileSync(path, content);
    return path;
  };
  const readAll = async (content: string | Buffer, options: Partial<RowsOptions> = {}): Promise<AllRows> => {
    const file = await openRows(fileOf(content), { columns: [], ...options });
    const [rows, rejected] = [new Array<Row>(), new Array<AllRows['rejected'][number]>()];
    const noticed: Record<string, number> = {};
    for await (const batch of file.batches) {
      rows.push(...batch.rows);
      rejected.push(...batch.rejected);
      for (const [what, count] of Object.entries(batch.noticed ?? {})) noticed[what] = (noticed[what] ?? 0) + count;
    }
    return { ...file, rows, rejected, noticed };
  };
  return { folder, fileOf, readAll };
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** There are decoders only, so their tables are turned round. Two bytes a character. */
export function encoded(text: string, encoding: 'gb18030' | 'big5'): Buffer {
  const table = tables.get(encoding) ?? turned(encoding);
  tables.set(encoding, table);
  return Buffer.from(Array.from(text).flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : (table.get(character) ?? [63]))));
}

function turned(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const bytesOf = new Map<string, readonly number[]>();
  for (let high = 0xfe; high >= 0x81; high--) {
    for (let low = 0xfe; low >= 0x40; low--) {
      const text = decoder.decode(Uint8Array.of(high, low));
      if (low !== 0x7f && Array.from(text).length === 1 && text !== '\uFFFD') bytesOf.set(text, [high, low]);
    }
  }
  return bytesOf;
}
