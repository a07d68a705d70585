import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The four published tasks: one file to clean of duplicates, or two to bring together. */
export const febrlTasks: Readonly<Record<'1' | '2' | '3' | '4', { readonly files: readonly string[]; readonly goal: number; readonly links: number }>> = {
  1: { files: ['dataset1.csv'], goal: 0.999, links: 500 },
  2: { files: ['dataset2.csv'], goal: 0.997, links: 1_934 },
  3: { files: ['dataset3.csv'], goal: 0.995, links: 6_538 },
  4: { files: ['dataset4a.csv', 'dataset4b.csv'], goal: 0.999, links: 5_000 },
};

const febrlFile = (name: string): string => fileURLToPath(new URL(`../../../../shared/data/febrl/${name}`, import.meta.url));
export const hasFebrl = existsSync(febrlFile('dataset1.csv'));

export interface FebrlTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whom each row is about: from `rec_id`, for scoring only. */
  readonly truth: readonly string[];
}

/** Reads a file of the set: plain cells with blanks around them, no quotes. */
export function readFebrl(name: string): FebrlTable {
  const [head = '', ...lines] = readFileSync(febrlFile(name), 'utf8').trimEnd().split(/\r?\n/);
  const cellsOf = (line: string): readonly string[] => line.split(',').map((cell) => cell.trim());
  const rows = lines.map(cellsOf);
  return { columns: cellsOf(head), rows, truth: rows.map(([id = '']) => id.split('-')[1] ?? '') };
}
