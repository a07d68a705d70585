import { join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Fault, type JsonValue } from '#kernel';
import type { Plan } from '../plan/plan.ts';
import { type Gathered, keyOf, type UsedRow } from './gathered.ts';
import { type LineWriter, readLines, writeLines } from './lines.ts';

/** Files that rows are spread over by their group. Many, because each must fit into memory: 10 GB make 128 of 80 MB. */
const partCount = 128;

/** A 32-bit hash of a group's value (FNV-1a, finished as in MurmurHash3); `level` makes an independent one, to split a part again. */
function groupHash(key: string, level: number): number {
  let hash = 0x811c9dc5 ^ (level * 0x9e3779b1);
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const Cell = Type.Unsafe<JsonValue>({});
const rowLine = Compile(Type.Tuple([Type.Number(), Type.Number(), Type.Array(Cell)]));
const gatheredLine = Compile(Type.Tuple([Type.Array(Type.Number()), Type.Boolean(), Type.String(), Type.String(), Type.Boolean()]));
const broken = (): Fault => new Fault('DQ_IMPORT_WORK_FILE', 500, "an import's own work file cannot be read back; start the import again");

/** Spreads rows over files so that all rows of a group come into one of them, in the order of the file. Gives the paths of those that got any. */
export async function spreadRows(rows: AsyncIterable<readonly UsedRow[]>, plan: Plan, folder: string, level: number): Promise<readonly string[]> {
  const writers = new Map<string, LineWriter>();
  for await (const batch of rows) {
    for (const { row, index } of batch) {
      // What a group also makes lies with the group, so that ties of first rows are as they are in memory.
      const key = plan.groupOf(row) ?? '';
      const path = join(folder, `rows-${level}-${groupHash(key, level) % partCount}`);
      let writer = writers.get(path);
      if (writer === undefined) {
        writer = await writeLines(path);
        writers.set(path, writer);
      }
      const flushed = writer.add(JSON.stringify([row.number, index, plan.neededCells.map((cell) => row.cells[cell] ?? null)]));
      if (flushed !== undefined) await flushed;
    }
  }
  for (const writer of writers.values()) await writer.close();
  return [...writers.keys()];
}

/** Reads rows back; cells that nothing needs are null. */
export async function* readSpread(path: string, plan: Plan): AsyncIterable<readonly UsedRow[]> {
  for await (const lines of readLines(path)) {
    yield lines.map((line) => {
      const parsed: unknown = JSON.parse(line);
      if (!rowLine.Check(parsed)) throw broken();
      const [number, index, values] = parsed;
      const cells = new Array<JsonValue>(plan.columnCount).fill(null);
      for (const [at, cell] of plan.neededCells.entries()) cells[cell] = values[at] ?? null;
      const row = { number, cells };
      return { row, key: keyOf(plan, row, index), index };
    });
  }
}

/** Writes what was gathered to a file, as it comes. */
export async function writeRun(gathered: AsyncIterable<Gathered>, path: string): Promise<void> {
  const writer = await writeLines(path);
  for await (const { rows, built, isAlso } of gathered) {
    const line = 'message' in built ? [rows, true, built.event, built.message, isAlso] : [rows, false, built.reason, '', isAlso];
    const flushed = writer.add(JSON.stringify(line));
    if (flushed !== undefined) await flushed;
  }
  await writer.close();
}

export async function* readRun(path: string): AsyncIterable<Gathered> {
  for await (const lines of readLines(path)) {
    for (const line of lines) {
      const parsed: unknown = JSON.parse(line);
      if (!gatheredLine.Check(parsed)) throw broken();
      const [rows, isMessage, name, message, isAlso] = parsed;
      yield { rows, built: isMessage ? { message, event: name } : { reason: name }, isAlso };
    }
  }
}
