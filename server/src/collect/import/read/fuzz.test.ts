import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '#kernel';
import { damaged, isRefusal, seeds } from './fuzz/testing.ts';
import { fileReader } from './testing.ts';

const { readAll } = fileReader('fuzz');
const parquet = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'id', data: [1, 2, 3], type: 'INT32' },
      { name: 'name', data: ['a', null, 'c'], type: 'STRING', nullable: true },
    ],
  }),
);

describe('a reader of files', () => {
  it('refuses what it cannot read, counts every row once, and neither breaks nor hangs', async () => {
    const roll = randomFrom(11);
    const all = [...seeds, parquet];
    for (let round = 0; round < 3000; round++) {
      const seed = all[round % all.length] ?? parquet;
      const bytes = damaged(seed, roll);
      try {
        const { rows, rejected } = await readAll(bytes, { columns: ['id', 'items[].sku'] });
        const numbers = [...rows.map(({ number }) => number), ...rejected.map(({ row }) => row)];
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(rejected.every(({ reason }) => reason !== '')).toBe(true);
      } catch (error) {
        expect(isRefusal(error) ? undefined : [round, error]).toBeUndefined();
      }
    }
  });
});
