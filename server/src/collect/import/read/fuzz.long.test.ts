import { describe, expect, it } from 'vitest';
import { dice } from '../messy/testing.ts';
import { damaged, isRefusal, seeds } from './fuzz/testing.ts';
import { openTable } from './table.ts';
import { fileReader } from './testing.ts';

const { readAll } = fileReader('fuzz-long');
const columns = ['id', 'items[].sku'];
const nothing = Buffer.alloc(0);
const isText = (bytes: Buffer): boolean => !['PK', 'PA', '\x1f\x8b'].includes(bytes.toString('latin1', 0, 2));
/** Reads a text in pieces of any size; gives every row's number. */
async function numbersOf(bytes: Buffer, piece: number): Promise<readonly number[]> {
  const chunks = async function* (): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const { batches } = await openTable({ kind: 'text', open: () => Promise.resolve({ chunks: chunks(), readBytes: () => 0 }) }, { columns });
  const numbers: number[] = [];
  for await (const { rows, rejected } of batches) numbers.push(...rows.map(({ number }) => number), ...rejected.map(({ row }) => row));
  return numbers;
}

describe('a reader of files, of a million', () => {
  it('that are texts: refuses or counts every row once', async () => {
    const roll = dice(21);
    const texts = seeds.filter(isText);
    for (let round = 0; round < 900_000; round++) {
      const bytes = damaged(texts[round % texts.length] ?? nothing, roll);
      try {
        const numbers = await numbersOf(bytes, 1 + Math.floor(roll() * 200));
        if (new Set(numbers).size !== numbers.length) expect(numbers).toBe('each once');
      } catch (error) {
        if (!isRefusal(error)) expect([round, bytes.toString('base64'), error]).toBeUndefined();
      }
    }
  });

  it('that are packed, or workbooks: refuses or counts every row once', async () => {
    const roll = dice(22);
    const packed = seeds.filter((seed) => !isText(seed));
    for (let round = 0; round < 100_000; round++) {
      const bytes = damaged(packed[round % packed.length] ?? nothing, roll);
      try {
        const { rows, rejected } = await readAll(bytes, { columns });
        const numbers = [...rows.map(({ number }) => number), ...rejected.map(({ row }) => row)];
        if (new Set(numbers).size !== numbers.length) expect(numbers).toBe('each once');
      } catch (error) {
        if (!isRefusal(error)) expect([round, bytes.toString('base64'), error]).toBeUndefined();
      }
    }
  });
});
