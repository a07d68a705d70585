import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode, encodingOf, type RawColumn } from './columns.ts';
import { growForest, meanPath } from './isolation-forest.ts';
import { type Batch, learn } from './learn.ts';
import { meanOf, modeOf, Neighbours } from './neighbours.ts';
import { normalsOf, predictRidge, solveRidge } from './ridge.ts';

/**
 * Known answers from scikit-learn 1.9:
 *   a = np.array([(i*37) % 101 / 10 for i in range(60)]); b = np.array([(i*53) % 97 / 7 for i in range(60)])
 *   y = 3*a - 2*b + np.array([(i*29) % 17 - 8 for i in range(60)]) / 4 + 5
 *   s = StandardScaler().fit(np.c_[a, b]); X, Q = s.transform(np.c_[a, b]), s.transform([[5, 5], [0, 13], [9.9, 1]])
 *   Ridge(alpha).fit(X, y).predict(Q); KNeighborsRegressor(k).fit(X, y).predict(Q); KNeighborsClassifier(5).fit(X, y > median(y)).predict(Q)
 */
const rows = Array.from({ length: 60 }, (_, i) => i);
const numbered = (numbers: readonly number[]): RawColumn => ({ numbers: Float64Array.from(numbers), texts: numbers.map(() => '') });
const a = numbered(rows.map((i) => ((i * 37) % 101) / 10));
const b = numbered(rows.map((i) => ((i * 53) % 97) / 7));
const y = Float64Array.from(rows, (i) => 3 * (a.numbers[i] ?? 0) - 2 * (b.numbers[i] ?? 0) + (((i * 29) % 17) - 8) / 4 + 5);
const encodings = [a, b].map(encodingOf);
const known = encode([a, b], encodings, 60);
const asked = encode([numbered([5, 0, 9.9]), numbered([5, 13, 1])], encodings, 3);

describe('ridge regression', () => {
  it.each([
    [0.1, [9.99335804, -20.75089512, 32.48794743]],
    [10, [9.4934206, -16.34716174, 28.41003976]],
    [1000, [7.03446885, 5.51020102, 8.15402772]],
  ])('says with a penalty of %d what scikit-learn says', (penalty, wanted) => {
    const said = predictRidge(asked, solveRidge(normalsOf(known, y, 5), penalty), [0, 1, 2]);
    for (const [index, value] of wanted.entries()) expect(said[index]).toBeCloseTo(value, 6);
  });
});

describe('neighbours', () => {
  it.each([
    [1, [14.3, -11.92857143, 26.7]],
    [5, [16, -10.10857143, 26.62142857]],
    [10, [11.75071429, -8.91, 24.51]],
  ])('%d of them say what scikit-learn says', (k, wanted) => {
    const neighbours = new Neighbours(known, rows, k);
    for (const [row, value] of wanted.entries()) expect(meanOf(neighbours.nearest(asked, row).map((place) => y[place] ?? 0))).toBeCloseTo(value, 7);
  });

  it('agree on a category as scikit-learn has it', () => {
    const middle = y.toSorted()[29] ?? 0;
    const labels = [...y].map((value) => (value > middle ? 'high' : 'low'));
    const neighbours = new Neighbours(known, rows, 5);
    expect([0, 1, 2].map((row) => modeOf(neighbours.nearest(asked, row).map((place) => labels[place] ?? '')))).toEqual(['high', 'low', 'high']);
  });
});

describe('an isolation forest', () => {
  it('takes the mean path of the paper', () => {
    expect(meanPath(1)).toBe(0);
    expect(meanPath(2)).toBe(1);
    expect(meanPath(256)).toBeCloseTo(10.244770920116851, 9); // scikit-learn's _average_path_length([256])
  });

  it('finds what is planted far out, scores as scikit-learn does on the mean of its draws, and is the same each time', () => {
    const forest = growForest([a.numbers, b.numbers], 60, 1);
    const planted = [
      [5, 7],
      [50, 70],
      [10, -5],
    ];
    const columnsOf = (points: readonly (readonly number[])[]) => [0, 1].map((place) => Float64Array.from(points, (point) => point[place] ?? 0));
    const scores = forest.scores(columnsOf(planted), planted.length);
    // -IsolationForest(n_estimators=100, max_samples=60, random_state=0).fit(np.c_[a, b]).score_samples(...); other draws differ by some hundredths.
    for (const [index, wanted] of [0.46522796, 0.65460896, 0.64104166].entries()) expect(Math.abs((scores[index] ?? 0) - wanted)).toBeLessThan(0.05);
    const again = growForest([a.numbers, b.numbers], 60, 1);
    expect(again.scores(columnsOf(planted), planted.length)).toEqual(scores);
  });

  it('scores from 0 to 1, whatever the points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 40 }),
        fc.nat(),
        (points, seed) => {
          const columns = [0, 1].map((place) => Float64Array.from(points, (point) => point[place] ?? 0));
          const forest = growForest(columns, points.length, seed);
          for (const score of forest.scores(columns, points.length)) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what is learned', () => {
  const target = numbered([...y]);
  const lesson = { isText: false, fill: { method: 'ridge' as const, from: [1, 2], k: 10 }, forest: null, seed: 1 };

  it('tells its error on rows that were held back, beside that of the mean', () => {
    const learned = learn(lesson, { rows: 60, columns: [target, a, b] });
    const [own, usual] = learned.model?.scores ?? [];
    expect(own?.method).toBe('ridge');
    expect(own?.error).toBeLessThan(1.4); // the noise has a standard deviation of 1.2
    expect(usual?.error).toBeGreaterThan(10);
  });

  it('fills only what is missing, inside the range of what is known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true, min: -1e4, max: 1e4 }), { nil: Number.NaN }), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('ridge' as const, 'neighbours' as const),
        (values, method) => {
          const learned = learn({ ...lesson, fill: { ...lesson.fill, method } }, { rows: 60, columns: [target, a, b] });
          const batch: Batch = {
            rows: values.length,
            columns: [numbered(values), numbered(values.map((_, i) => i * 1000)), numbered(values.map((_, i) => -i))],
          };
          const { fills } = learned.answer(batch);
          for (const [row, value] of values.entries()) {
            if (!Number.isNaN(value)) expect(fills[row]).toBe('');
            else {
              expect(Number(fills[row])).toBeGreaterThanOrEqual(Math.min(...y) - 1e-6);
              expect(Number(fills[row])).toBeLessThanOrEqual(Math.max(...y) + 1e-6);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says nothing where too little is known', () => {
    const learned = learn(lesson, { rows: 3, columns: [numbered([1, 2, 3]), numbered([1, 2, 3]), numbered([1, 2, 3])] });
    expect(learned.model).toBeNull();
    expect(learned.answer({ rows: 1, columns: [numbered([Number.NaN]), numbered([1]), numbered([1])] }).fills).toEqual(['']);
  });

  it('looks at categories that are texts, and at unknown ones', () => {
    const cities = rows.map((i) => ['上海', '北京', ''][i % 3] ?? '');
    const spent = rows.map((i) => [900, 500, 100][i % 3] ?? 0);
    const city = { numbers: new Float64Array(60).fill(Number.NaN), texts: cities };
    const learned = learn({ ...lesson, fill: { method: 'ridge', from: [1], k: 10 } }, { rows: 60, columns: [numbered(spent), city] });
    const one = { numbers: new Float64Array(3).fill(Number.NaN), texts: ['上海', '', '北京'] };
    const { fills } = learned.answer({ rows: 3, columns: [numbered([Number.NaN, Number.NaN, Number.NaN]), one] });
    expect(fills.map((fill) => Math.round(Number(fill) / 10) * 10)).toEqual([900, 100, 500]);
  });
});
