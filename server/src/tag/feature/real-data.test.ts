import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '#kernel';
import type { RawColumn } from './model/columns.ts';
import { type Batch, learn } from './model/learn.ts';

const file = fileURLToPath(new URL('../../../../../shared/data/telco-churn/Telco-Customer-Churn.csv', import.meta.url));
const hasData = existsSync(file);
if (!hasData) process.stdout.write('skipped: imputing real data, because ../shared/data is not there\n');

/** Columns of the file by heading; none of its values holds a comma. */
function readColumns(): ReadonlyMap<string, readonly string[]> {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  return new Map(head.split(',').map((name, place) => [name, cells.map((row) => row[place] ?? '')]));
}

const columnOf = (texts: readonly string[]): RawColumn => ({ numbers: Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text))), texts });
const predictors = ['tenure', 'InternetService', 'StreamingTV', 'StreamingMovies', 'PhoneService', 'OnlineBackup'];

/** A tenth of what is known is hidden; what is filled in its place is held against it. */
function hideTenth(name: string, isText: boolean, method: 'ridge' | 'neighbours') {
  const columns = readColumns();
  const truth = columns.get(name) ?? [];
  const random = randomFrom(7);
  const isHidden = truth.map(() => random() < 0.1);
  const batchOf = (rows: readonly number[], hides: boolean): Batch => ({
    rows: rows.length,
    columns: [
      columnOf(rows.map((row) => (hides ? '' : (truth[row] ?? '')))),
      ...predictors.filter((each) => each !== name).map((each) => columnOf(rows.map((row) => columns.get(each)?.[row] ?? ''))),
    ],
  });
  const rowsOf = (wanted: boolean): readonly number[] => isHidden.flatMap((hidden, row) => (hidden === wanted ? [row] : []));
  const hidden = rowsOf(true);
  const from = predictors.filter((each) => each !== name).map((_, index) => index + 1);
  const learned = learn({ isText, fill: { method, from, k: 10 }, forest: null, seed: 1 }, batchOf(rowsOf(false), false));
  return { scores: learned.model?.scores ?? [], fills: learned.answer(batchOf(hidden, true)).fills, truth: hidden.map((row) => truth[row] ?? '') };
}

const rmse = (said: readonly number[], truth: readonly number[]): number =>
  Math.sqrt(said.reduce((sum, value, index) => sum + (value - (truth[index] ?? 0)) ** 2, 0) / said.length);

describe.skipIf(!hasData)('a tenth of the monthly charges of 7,043 telephone customers, hidden', () => {
  it.each(['ridge', 'neighbours'] as const)('is told by %s with less than a third of the error of the mean, and about the error that it promised', (method) => {
    const { scores, fills, truth } = hideTenth('MonthlyCharges', false, method);
    const numbers = truth.map(Number);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const error = rmse(fills.map(Number), numbers);
    expect(error).toBeLessThan(
      rmse(
        numbers.map(() => mean),
        numbers,
      ) / 3,
    );
    expect(error / (scores[0]?.error ?? 0)).toBeGreaterThan(0.8);
    expect(error / (scores[0]?.error ?? 0)).toBeLessThan(1.2);
  });

  it('is told by neighbours of a category more often than by the most frequent one', () => {
    const { scores, fills, truth } = hideTenth('InternetService', true, 'neighbours');
    const wrong = fills.filter((fill, index) => fill !== truth[index]).length / fills.length;
    expect(wrong).toBeLessThan((scores[1]?.error ?? 0) * 0.7);
  });
});
