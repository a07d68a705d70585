import type { FeatureFacts } from '@danqing/contracts';
import { type Encoded, encode, encodingOf, type RawColumn } from './columns.ts';
import { growForest, type Points } from './isolation-forest.ts';
import { meanOf, modeOf, mostReferences, Neighbours } from './neighbours.ts';
import { normalsOf, penalties, predictRidge, solveRidge } from './ridge.ts';

/** What is to be learned. Column 0 is the value itself; `from` are the places of the predictors, `forest` those that are looked at together. */
export interface Lesson {
  readonly isText: boolean;
  readonly fill: { readonly method: 'ridge' | 'neighbours'; readonly from: readonly number[]; readonly k: number } | null;
  readonly forest: { readonly places: readonly number[] } | null;
  readonly seed: number;
}

/** Rows in a drawn order, all of known value. */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly RawColumn[];
}

/** Of each row what fills it ('': it was known, or nothing does) and how far out it is (NaN: not known, or not asked). */
export interface Answers {
  readonly fills: readonly string[];
  readonly scores: Float64Array;
}

export interface Learned {
  readonly model: FeatureFacts['model'];
  readonly forest: FeatureFacts['forest'];
  answer(batch: Batch): Answers;
}

const folds = 5;
/** Neighbours of so many rows tell the error well enough. */
const mostTested = 2000;

/** A model that fills and a forest that flags, as far as they are asked for; pure. */
export function learn({ isText, fill, forest, seed }: Lesson, batch: Batch): Learned {
  const filler = fill === null || batch.rows < 2 * folds ? null : isText ? textFiller(fill, batch) : numberFiller(fill, batch);
  const scorer = forest === null || batch.rows === 0 ? null : forestScorer(forest.places, batch, seed);
  return {
    model: filler === null || fill === null ? null : { method: fill.method, rows: batch.rows, folds, scores: filler.scores },
    forest: scorer === null ? null : { trees: scorer.trees, drawn: scorer.drawn, rows: batch.rows, flagged: 0, scored: 0 },
    answer: (asked) => ({
      fills: filler === null ? Array.from({ length: asked.rows }, () => '') : filler.fill(asked),
      scores: scorer === null ? new Float64Array(asked.rows).fill(Number.NaN) : scorer.scores(asked),
    }),
  };
}

interface Filler {
  readonly scores: NonNullable<FeatureFacts['model']>['scores'];
  fill(batch: Batch): readonly string[];
}

type Fill = NonNullable<Lesson['fill']>;

const predictorsOf = ({ columns }: Batch, { from }: Fill): readonly RawColumn[] => from.flatMap((place) => columns[place] ?? []);
const isMissing = (batch: Batch, row: number, isText: boolean): boolean => {
  const [own] = batch.columns;
  return own === undefined || (isText ? (own.texts[row] ?? '') === '' : Number.isNaN(own.numbers[row] ?? Number.NaN));
};
const rowsOf = (count: number, holds: (row: number) => boolean = () => true): readonly number[] => Array.from({ length: count }, (_, row) => row).filter(holds);

/** Numbers never leave the range of those that are known: a line drawn on would say what nobody is. */
function numberFiller(fill: Fill, batch: Batch): Filler {
  const targets = batch.columns[0]?.numbers ?? new Float64Array();
  const predictors = predictorsOf(batch, fill);
  const encodings = predictors.map(encodingOf);
  const encoded = encode(predictors, encodings, batch.rows);
  const found =
    fill.method === 'ridge'
      ? ridgeOf(encoded, targets)
      : neighboursOf(
          encoded,
          fill.k,
          (places) => meanOf(places.map((row) => targets[row] ?? 0)),
          (row, said) => (said - (targets[row] ?? 0)) ** 2,
        );
  const [low, high] = rangeOf(targets);
  return {
    scores: [
      { method: fill.method, error: steady(Math.sqrt(found.loss)) },
      { method: 'mean', error: steady(Math.sqrt(meanLoss(targets))) },
    ],
    fill: (asked) => {
      const rows = rowsOf(asked.rows, (row) => isMissing(asked, row, false));
      const said = found.predict(encode(predictorsOf(asked, fill), encodings, asked.rows), rows);
      return placed(
        asked.rows,
        rows,
        said.map((number) => String(steady(Math.min(high, Math.max(low, number))))),
      );
    },
  };
}

function textFiller(fill: Fill, batch: Batch): Filler {
  const texts = batch.columns[0]?.texts ?? [];
  const predictors = predictorsOf(batch, fill);
  const encodings = predictors.map(encodingOf);
  const encoded = encode(predictors, encodings, batch.rows);
  const found = neighboursOf(
    encoded,
    fill.k,
    (places) => modeOf(places.map((row) => texts[row] ?? '')),
    (row, said) => (said === texts[row] ? 0 : 1),
  );
  const usual = modeOf(texts);
  return {
    scores: [
      { method: fill.method, error: steady(found.loss) },
      { method: 'mode', error: steady(meanOf(texts.map((text) => (text === usual ? 0 : 1)))) },
    ],
    fill: (asked) => {
      const rows = rowsOf(asked.rows, (row) => isMissing(asked, row, true));
      return placed(asked.rows, rows, found.predict(encode(predictorsOf(asked, fill), encodings, asked.rows), rows));
    },
  };
}

const placed = (count: number, rows: readonly number[], said: readonly string[]): readonly string[] => {
  const fills = Array.from({ length: count }, () => '');
  for (const [index, row] of rows.entries()) fills[row] = said[index] ?? '';
  return fills;
};

/** What predicts, and its mean loss on rows that were held back. */
interface Predictor<Value> {
  readonly loss: number;
  predict(encoded: Encoded, rows: readonly number[]): readonly Value[];
}

function ridgeOf(encoded: Encoded, targets: Float64Array): Predictor<number> {
  const normals = normalsOf(encoded, targets, folds);
  const losses = penalties.map((penalty) => {
    let loss = 0;
    for (let fold = 0; fold < folds; fold++) {
      const weights = solveRidge(
        normals.filter((_, place) => place !== fold),
        penalty,
      );
      const rows = rowsOf(encoded.rows, (row) => row % folds === fold);
      const said = predictRidge(encoded, weights, rows);
      for (const [index, row] of rows.entries()) loss += ((said[index] ?? 0) - (targets[row] ?? 0)) ** 2;
    }
    return { penalty, loss: loss / encoded.rows };
  });
  const best = losses.reduce((least, each) => (each.loss < least.loss ? each : least));
  const weights = solveRidge(normals, best.penalty);
  return { loss: best.loss, predict: (asked, rows) => [...predictRidge(asked, weights, rows)] };
}

function neighboursOf<Value>(
  encoded: Encoded,
  k: number,
  say: (rows: readonly number[]) => Value,
  lossOf: (row: number, said: Value) => number,
): Predictor<Value> {
  const reference = rowsOf(Math.min(encoded.rows, mostReferences));
  const sayOf = (known: Neighbours, rows: readonly number[], asked: Encoded, row: number): Value =>
    say(known.nearest(asked, row).map((place) => rows[place] ?? 0));
  let [loss, tested] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const others = reference.filter((row) => row % folds !== fold);
    const known = new Neighbours(encoded, others, k);
    for (const row of reference.filter((each) => each % folds === fold).slice(0, mostTested / folds)) {
      loss += lossOf(row, sayOf(known, others, encoded, row));
      tested++;
    }
  }
  const known = new Neighbours(encoded, reference, k);
  const answers = new Map<string, Value>();
  return { loss: loss / tested, predict: (asked, rows) => answeredOnce(answers, asked, rows, (row) => sayOf(known, reference, asked, row)) };
}

/** So many answers are remembered, some tens of megabytes. */
const mostRemembered = 200_000;

/** Rows that look the same to the model get the same answer; it is worked out once. */
function answeredOnce<Value>(answers: Map<string, Value>, { zs, codes }: Encoded, rows: readonly number[], answer: (row: number) => Value): readonly Value[] {
  return rows.map((row) => {
    const key = `${zs.map((column) => column[row]).join(' ')}|${codes.map((column) => column[row]).join(' ')}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const found = answer(row);
    if (answers.size < mostRemembered) answers.set(key, found);
    return found;
  });
}

/** Unknown numbers stand in the middle, where they make nobody an outlier. */
function forestScorer(places: readonly number[], batch: Batch, seed: number) {
  const middles = places.map((place) => middleOf(batch.columns[place]?.numbers ?? new Float64Array()));
  const pointsOf = ({ columns, rows }: Batch): Points =>
    places.map((place, index) => {
      const numbers = columns[place]?.numbers ?? new Float64Array(rows).fill(Number.NaN);
      return numbers.map((number) => (Number.isNaN(number) ? (middles[index] ?? 0) : number));
    });
  const forest = growForest(pointsOf(batch), batch.rows, seed);
  return {
    trees: forest.trees,
    drawn: forest.drawn,
    scores: (asked: Batch): Float64Array => {
      const scores = forest.scores(pointsOf(asked), asked.rows);
      return scores.map((score, row) => (isMissing(asked, row, false) ? Number.NaN : steady(score)));
    },
  };
}

function middleOf(numbers: Float64Array): number {
  const known = numbers.filter((number) => !Number.isNaN(number)).sort();
  return known[known.length >> 1] ?? 0;
}

function rangeOf(numbers: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return [low, high];
}

/** The mean squared error of saying the mean of the other folds. */
function meanLoss(targets: Float64Array): number {
  const [sums, counts] = [new Float64Array(folds), new Float64Array(folds)];
  for (const [row, target] of targets.entries()) {
    sums[row % folds] = (sums[row % folds] ?? 0) + target;
    counts[row % folds] = (counts[row % folds] ?? 0) + 1;
  }
  const [sum, count] = [sums.reduce((a, b) => a + b, 0), targets.length];
  let loss = 0;
  for (const [row, target] of targets.entries()) loss += (target - (sum - (sums[row % folds] ?? 0)) / (count - (counts[row % folds] ?? 0))) ** 2;
  return loss / count;
}

/** Without the last digits, which are the arithmetic's. */
const steady = (number: number): number => Number(number.toPrecision(9));
