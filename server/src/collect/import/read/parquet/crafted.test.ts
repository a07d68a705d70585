import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { fileReader } from '../testing.ts';
import { parquetOpener, type ParquetRows } from './open.ts';
import { usualLimits } from './reading-thread.ts';
import { countInRuns } from './runs.ts';
import { readThrift } from './thrift.ts';
import { unpackers } from './unpack.ts';

const { readAll, fileOf } = fileReader('parquet-crafted');
/** Each text is the one before and a letter: as deltas a few kilobytes, in memory the square of it. */
const growing = Buffer.from(
  parquetWriteBuffer({
    columnData: [{ name: 'a', data: Array.from({ length: 20_000 }, (_, index) => 'x'.repeat(index)), type: 'STRING', encoding: 'DELTA_BYTE_ARRAY' }],
    statistics: false,
    codec: 'SNAPPY',
  }),
);
const sound = Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1, null, 3], type: 'INT32', nullable: true }], codec: 'UNCOMPRESSED' }));

async function rowsOf(opened: Promise<ParquetRows>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of (await opened).batches) rows.push(...batch.rows);
  return rows;
}

/** The first place where the bytes stand is written over. */
function changed(bytes: Buffer, what: readonly number[], by: readonly number[]): Buffer {
  const at = bytes.indexOf(Buffer.from(what));
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(by), bytes.subarray(at + what.length)]);
}

describe('a Parquet file that was made to harm its reader', () => {
  it('is refused with what was kept, by memory or by work, and the next file is read as ever', async () => {
    expect(growing.length).toBeLessThan(200_000);
    const path = fileOf(growing);
    const next = fileOf(sound);
    for (const limits of [
      { ...usualLimits, outsideMb: 48, lookEveryMs: 5 },
      { ...usualLimits, heapMb: 100, lookEveryMs: 5 },
    ]) {
      const open = parquetOpener(limits);
      await expect(rowsOf(open(path, []))).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET_WORK', message: expect.stringContaining('more memory than') });
      expect((await rowsOf(open(next, []))).map(({ cells }) => cells)).toEqual([[1], [null], [3]]);
    }
    const refusal = rowsOf(parquetOpener({ ...usualLimits, baseMs: 5, lookEveryMs: 1 })(path, []));
    await expect(refusal).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET_WORK', message: expect.stringMatching(/more work than .* rows were read/) });
  });

  it('says of a run that is longer than its page, of rows that are not there and of columns that are missing', async () => {
    // Levels of one bit, a packed run (3) of one group (1, 0, 1), become a run of 63 times the same.
    const longRun = changed(sound, [3, 5, 1, 0, 0, 0], [126, 5, 1, 0, 0, 0]);
    await expect(readAll(longRun)).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET', message: expect.stringContaining('a run in a page is longer') });
    // The length of the levels (field 5, of none of the repetitions behind it) is no number: the decoder then reads at no place, for ever.
    const noLength = changed(sound, [0x15, 0x04, 0x15, 0x00, 0x00], [0x11, 0x11, 0x15, 0x00, 0x00]);
    await expect(readAll(noLength)).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET' });
    const [root, schema] = [
      { name: 'root', num_children: 1 },
      { name: 'a', type: 'INT32' as const, repetition_type: 'REQUIRED' as const },
    ];
    const bare = Buffer.from(parquetWriteBuffer({ columnData: [], schema: [{ ...root, num_children: 0 }] }));
    await expect(readAll(bare)).rejects.toMatchObject({ code: 'DQ_IMPORT_PARQUET', message: expect.stringContaining('it has no columns') });
    // num_rows of the file and of its row group: 3 becomes 60 (zigzag).
    const three = Buffer.from(
      parquetWriteBuffer({ columnData: [{ name: 'a', data: [7, 8, 9] }], schema: [root, schema], codec: 'UNCOMPRESSED', statistics: false }),
    );
    const footer = three.readUInt32LE(three.length - 8);
    const head = three.subarray(0, three.length - 8 - footer);
    const rest = three.subarray(three.length - 8 - footer);
    let more: Buffer = rest;
    for (let at = rest.indexOf(0x16); at !== -1; at = more.indexOf(0x16, at + 1)) {
      if (more[at + 1] === 6) {
        more = Buffer.from(more);
        more[at + 1] = 120;
      }
    }
    await expect(readAll(Buffer.concat([head, more]))).rejects.toMatchObject({
      code: 'DQ_IMPORT_PARQUET',
      message: expect.stringContaining('rows are missing'),
    });
  });

  it('has no header with numbers, lists or depths beyond its bytes', () => {
    expect(() => readThrift(Buffer.from([0x16, ...Array.from({ length: 1000 }, () => 0x80), 0, 0]), 0)).toThrow('too long');
    expect(() => readThrift(Buffer.from([0x19, 0xf9, 0xff, 0xff, 0xff, 0x7f]), 0)).toThrow('more elements');
    expect(() => readThrift(Buffer.from(Array.from({ length: 5000 }, () => 0x1c)), 0)).toThrow('too deeply');
    expect(() => readThrift(Buffer.from([0x18, 0x7f]), 0)).toThrow('more bytes');
    expect(readThrift(Buffer.from([0x15, 0x06, 0x11, 0x26, 0x09, 0x00]), 0)).toEqual({
      struct: new Map<number, number | boolean>([
        [1, 3],
        [2, true],
        [4, -5],
      ]),
      end: 6,
    });
  });

  it('has runs of as many values as its page, and their levels are counted', () => {
    expect(countInRuns({ bytes: Buffer.from([6, 1, 4, 0]), at: 0, width: 1, count: 5 }, 1)).toBe(3);
    expect(countInRuns({ bytes: Buffer.from([3, 0b10100101]), at: 0, width: 1, count: 8 }, 1)).toBe(4);
    expect(countInRuns({ bytes: Buffer.from([3, 0b11100100, 0b11]), at: 0, width: 2, count: 5 }, 3)).toBe(2);
    // A group of values that take no bits, as often as a header can say, and below zero.
    expect(() => countInRuns({ bytes: Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), at: 0, width: 0, count: 8 })).toThrow('longer than the page');
    expect(() => countInRuns({ bytes: Buffer.from([12, 1]), at: 0, width: 1, count: 5 })).toThrow('longer than the page');
    expect(() => countInRuns({ bytes: Buffer.from([4, 1]), at: 0, width: 1, count: 5 })).toThrow('fewer values');
  });

  it('gets no page with what else lay in memory', () => {
    // "abc" packed by snappy, of which the page says that it is a thousand bytes.
    expect(() => unpackers.SNAPPY?.(Buffer.from([3, 8, 97, 98, 99]), 1000)).toThrow();
    // Blocks of lengths below zero, on which the ready reader stands still.
    expect(() => unpackers.LZ4?.(Buffer.from([0, 0, 0, 0, 0xff, 0xff, 0xff, 0xf8, 0, 0, 0, 0, 0, 0, 0, 0]), 4)).toThrow('lz4');
    expect(unpackers.LZ4?.(Buffer.from([0, 0, 0, 3, 0, 0, 0, 4, 0x30, 97, 98, 99]), 3)).toEqual(new Uint8Array([97, 98, 99]));
    const packed = gzipSync('x'.repeat(5000));
    expect(() => unpackers.GZIP?.(packed, 100)).toThrow();
    expect(unpackers.GZIP?.(packed, 5000).buffer.byteLength).toBe(5000);
  });
});
