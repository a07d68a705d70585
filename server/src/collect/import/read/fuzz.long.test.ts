import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fault, randomFrom } from '#kernel';
import { parquetSeeds } from './fuzz/parquet.ts';
import { damaged, isRefusal, seeds } from './fuzz/testing.ts';
import { parquetOpener } from './parquet/open.ts';
import { usualLimits } from './parquet/reading-thread.ts';
import type { RowBatch } from './row.ts';
import { openRows } from './rows.ts';
import { openTable } from './table.ts';
import { fileReader } from './testing.ts';

const inputs = Number(process.env['DANQING_FUZZ_INPUTS'] ?? 1_000_000);
const seed = Number(process.env['DANQING_FUZZ_SEED'] ?? 21);
const { folder } = fileReader('fuzz-long');
const columns = ['id', 'items[].sku'];
const head = (bytes: Buffer): string => bytes.toString('latin1', 0, 2);
const isPacked = (bytes: Buffer): boolean => ['PK', '\x1f\x8b'].includes(head(bytes));
const isJson = (bytes: Buffer): boolean => ['{', '['].includes(head(bytes).charAt(0));
const isLog = (bytes: Buffer): boolean => /^(?:\d+\.\d+\.\d+\.\d+ |#V)/.test(bytes.toString('latin1', 0, 20));
const texts = seeds.filter((bytes) => !isPacked(bytes));

/** Every row's number, of those read and those rejected with a reason. */
async function numbersOf(batches: AsyncIterable<RowBatch>): Promise<readonly number[]> {
  const numbers: number[] = [];
  for await (const { rows, rejected } of batches) {
    for (const { number } of rows) numbers.push(number);
    for (const { row, reason } of rejected) {
      if (reason === '') throw new Error(`row ${row} is rejected for no reason`);
      numbers.push(row);
    }
  }
  return numbers;
}

/** A text in pieces of any size. */
async function readText(bytes: Buffer, piece: number): Promise<readonly number[]> {
  const chunks = async function* (): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const { batches } = await openTable({ kind: 'text', open: () => Promise.resolve({ chunks: chunks(), readBytes: () => 0 }) }, { columns });
  const numbers = await numbersOf(batches);
  // No row is passed over: the last one's number is how many there are.
  if (numbers.some((number) => number > numbers.length)) throw new Error(`of ${numbers.length} rows some have higher numbers`);
  return numbers;
}

type Read = (bytes: Buffer, roll: () => number) => Promise<readonly number[]>;

/**
 * Reads damaged ones of the sound files, in lanes because most of a file's reading is waiting. Each is refused with a fault that says why, or has every row's number once; each is told again by
 * the seed and its own number.
 */
async function campaign(name: string, sound: readonly Buffer[], lanes: readonly Read[]): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  const count = (end: string, by = 1): void => void ends.set(end, (ends.get(end) ?? 0) + by);
  const readOne = async (round: number, read: Read): Promise<void> => {
    const roll = randomFrom(seed * 1_000_003 + round);
    const bytes = damaged(sound[round % sound.length] ?? Buffer.alloc(0), roll);
    try {
      const numbers = await read(bytes, roll);
      if (new Set(numbers).size !== numbers.length) throw new Error('a row is counted twice');
      count('read');
      count('rows', numbers.length);
    } catch (error) {
      if (!isRefusal(error)) throw new Error(`input ${round} of seed ${seed}: ${bytes.toString('base64')}`, { cause: error });
      if (error instanceof Fault) count(error.code);
    }
  };
  let round = 0;
  const lane = async (read: Read): Promise<void> => {
    while (round < inputs) await readOne(round++, read);
  };
  await Promise.all(lanes.map(lane));
  process.stdout.write(`${name}, ${inputs} inputs of seed ${seed}: ${JSON.stringify(Object.fromEntries([...ends].toSorted()))}\n`);
  return ends;
}

/** Each lane has a file of its own. */
const fileLanes = (count: number, reader: () => (path: string) => Promise<readonly number[]>): readonly Read[] =>
  Array.from({ length: count }, (_, index): Read => {
    const [path, read] = [join(folder, `${index}.dat`), reader()];
    return async (bytes) => {
      writeFileSync(path, bytes);
      return await read(path);
    };
  });

describe('a reader of files refuses or counts every row once, of a million', () => {
  it.each([
    ['separated texts', texts.filter((bytes) => !isJson(bytes) && !isLog(bytes))],
    ['JSON', texts.filter(isJson)],
    ['web logs', texts.filter(isLog)],
  ])('%s', async (name, sound) => {
    const ends = await campaign(name, sound, [(bytes, roll) => readText(bytes, 1 + Math.floor(roll() * 200))]);
    expect(ends.get('rows')).toBeGreaterThan(inputs);
  });

  it('archives and workbooks', async () => {
    const lanes = fileLanes(8, () => async (path) => await numbersOf((await openRows(path, { columns })).batches));
    const ends = await campaign('archives and workbooks', seeds.filter(isPacked), lanes);
    expect(ends.get('read')).toBeGreaterThan(inputs / 100);
  });

  it('Parquet, and hardly one needs its thread to be ended', async () => {
    const lanes = fileLanes(2, () => {
      const open = parquetOpener({ ...usualLimits, heapMb: 512, outsideMb: 512, baseMs: 3000 });
      return async (path) => await numbersOf((await open(path, columns)).batches);
    });
    const ends = await campaign('Parquet', parquetSeeds, lanes);
    expect(ends.get('read')).toBeGreaterThan(inputs / 100);
    expect(ends.get('DQ_IMPORT_PARQUET_WORK') ?? 0).toBeLessThan(inputs / 1000);
  });
});
