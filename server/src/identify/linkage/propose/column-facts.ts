import { fold, hasHan } from '../prepare/fold.ts';
import type { RecordSource } from '../run/records.ts';

/** What a column holds, seen in the first rows of the table. */
export interface ColumnFacts {
  readonly column: string;
  readonly rows: number;
  readonly known: number;
  /** Distinct values after folding. */
  readonly values: ReadonlySet<string>;
  /** Raw values, each once, at most a few thousand. */
  readonly examples: readonly string[];
  /** No value stands twice, in any file. */
  readonly isDistinct: boolean;
  /** No value stands twice in one file, and they are whole numbers without great gaps: a row's number. */
  readonly isRowNumber: boolean;
  readonly hasHan: boolean;
}

const mostRows = 200_000;
const mostExamples = 3_000;

class Gathering {
  readonly values = new Set<string>();
  readonly examples: string[] = [];
  readonly #ofFile = new Map<number, Set<string>>();
  #known = 0;
  #han = 0;
  #isDistinctInFile = true;
  #least = Infinity;
  #most = -Infinity;
  #isWhole = true;

  take(file: number, raw: string): void {
    const value = fold(raw);
    if (value === '') return;
    this.#known++;
    if (hasHan(value)) this.#han++;
    const seen = this.#ofFile.get(file) ?? new Set();
    this.#ofFile.set(file, seen);
    if (seen.has(value)) this.#isDistinctInFile = false;
    else seen.add(value);
    if (this.#isWhole && /^\d{1,12}$/.test(value)) {
      this.#least = Math.min(this.#least, Number(value));
      this.#most = Math.max(this.#most, Number(value));
    } else this.#isWhole = false;
    if (this.values.has(value)) return;
    this.values.add(value);
    if (this.examples.length < mostExamples) this.examples.push(raw.trim());
  }

  facts(column: string, rows: number): ColumnFacts {
    const inLargest = Math.max(0, ...[...this.#ofFile.values()].map(({ size }) => size));
    return {
      column,
      rows,
      known: this.#known,
      values: this.values,
      examples: this.examples,
      isDistinct: this.#known > 0 && this.values.size === this.#known,
      isRowNumber: this.#isWhole && this.#isDistinctInFile && this.#known > 0 && this.#most - this.#least < 1.1 * inLargest,
      hasHan: this.#han > 0.01 * this.#known,
    };
  }
}

/** Looks at the first rows of a table, of every file alike. */
export async function gatherFacts(source: RecordSource): Promise<readonly ColumnFacts[]> {
  const gatherings = source.columns.map(() => new Gathering());
  const taken = new Map<number, number>();
  for await (const batch of source.batches()) {
    for (const { file, cells } of batch) {
      const count = taken.get(file) ?? 0;
      if (count >= mostRows) continue;
      taken.set(file, count + 1);
      for (const [place, gathering] of gatherings.entries()) gathering.take(file, cells[place] ?? '');
    }
  }
  const rows = [...taken.values()].reduce((sum, count) => sum + count, 0);
  return source.columns.map((column, place) => gatherings[place]?.facts(column, rows)).filter((facts) => facts !== undefined);
}
