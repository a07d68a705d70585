import type { RawColumn } from './columns.ts';
import type { Answers, Batch } from './learn.ts';

interface Rows {
  readonly ids: readonly number[];
  readonly batch: Batch;
}

const listOf = (json: unknown): readonly unknown[] => (Array.isArray(json) ? json : []);

/** [ids, numbers, texts], a list of each a row, as columns; null is no number. */
export function readRows(text: string, columns: number): Rows {
  const [ids, numbers, texts] = listOf(JSON.parse(text)).map(listOf);
  const cells = (rows: readonly unknown[] | undefined, place: number): readonly unknown[] => (rows ?? []).map((row) => listOf(row)[place]);
  return {
    ids: (ids ?? []).map(Number),
    batch: {
      rows: ids?.length ?? 0,
      columns: Array.from(
        { length: columns },
        (_, place): RawColumn => ({
          numbers: Float64Array.from(cells(numbers, place), (cell) => (typeof cell === 'number' ? cell : Number.NaN)),
          texts: cells(texts, place).map((cell) => (typeof cell === 'string' ? cell : '')),
        }),
      ),
    },
  };
}

/** Rows of tag_feature_result as JSON lines. */
export const writeRows = (run: number, ids: readonly number[], { fills, scores }: Answers): Uint8Array =>
  new TextEncoder().encode(
    ids
      .map((profile_id, row) => {
        const score = scores[row] ?? Number.NaN;
        return JSON.stringify({ run_id: run, profile_id, fill: fills[row] ?? '', score: Number.isNaN(score) ? null : score });
      })
      .join('\n'),
  );
