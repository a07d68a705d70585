import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

/**
 * Known answers from numpy 2.4 and scikit-learn 1.9 over these ages:
 *   x = np.array([23, 25, 25, 29, 31, 34, 38, 41, 47, 52, 58, 190], float); q = np.percentile(x, [25, 50, 75])
 *   x.mean(), x.std(), q, np.median(abs(x - q[1]))                            → 49.416666…, 43.717765…, [28, 36, 48.25], 11
 *   q[0] - 1.5 * (q[2] - q[0]), q[2] + 1.5 * (q[2] - q[0])                    → -2.375, 78.625
 *   StandardScaler, MinMaxScaler, RobustScaler: transform of 23, 34 and 190   → below
 */
const ages = [23, 25, 25, 29, 31, 34, 38, 41, 47, 52, 58, 190];
const women = [1, 2, 3, 4, 5, 6, 13];

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({
    ...Object.fromEntries(
      ages.map((age, index) => [index + 1, { age, gender: women.includes(index + 1) ? '女' : '男', job: index % 3 === 0 ? 'teacher' : 'doctor' }]),
    ),
    13: { gender: '女' },
    14: { gender: '男' },
    15: { gender: '其他', job: '  ' },
  });
});
afterAll(() => world.close());

let turn = 0;
let key = '';
beforeEach(() => {
  key = `feature_${turn++}`;
});

async function make(feature: object, type?: string) {
  const made = await world.call('POST', '/tags', { key, definition: { feature }, refresh: 'manual', ...(type === undefined ? {} : { type }) });
  expect(made.body.errors ?? []).toEqual([]);
  await world.call('POST', `/tags/${key}/compute`);
  await world.settle();
  return made;
}

async function values(): Promise<ReadonlyMap<number, Record<string, unknown>>> {
  const { body } = await world.call('GET', `/tags/${key}/values?limit=100`);
  return new Map(body.items.map(({ profile, value }: { profile: number; value: Record<string, unknown> }) => [profile, value]));
}

const age = { trait: 'age' };

describe('what is missing', () => {
  it('is filled by the median of everybody, marked, and no real value is touched', async () => {
    await make({ of: age, impute: { by: 'median' } });
    const found = await values();
    expect([13, 14, 15].map((profile) => found.get(profile))).toEqual(Array.from({ length: 3 }, () => ({ value: 36, imputed: true })));
    expect(ages.map((_, index) => found.get(index + 1))).toEqual(ages.map((each) => ({ value: each, imputed: false })));
  });

  it('is filled by the group where it has enough known values, otherwise by everybody', async () => {
    await make({ of: age, impute: { by: 'mean', within: [{ trait: 'gender' }], least: 6 } });
    const found = await values();
    expect(found.get(13)).toEqual({ value: Number(((23 + 25 + 25 + 29 + 31 + 34) / 6).toPrecision(12)), imputed: true });
    expect(found.get(14)?.['value']).toBe(71);
    expect(found.get(15)?.['value']).toBeCloseTo(49.416666666666664, 9);
  });

  it('is filled without the outliers that would pull the mean', async () => {
    await make({ of: age, impute: { by: 'mean', withoutOutliers: true }, outlier: { by: 'iqr' } });
    expect((await values()).get(15)?.['value']).toBeCloseTo(403 / 11, 9);
  });

  it('is filled by the most frequent value, of categories as well; of equals by the first', async () => {
    await make({ of: age, impute: { by: 'mode' } });
    expect((await values()).get(15)).toEqual({ value: 25, imputed: true });
    key = `${key}_text`;
    await make({ of: { trait: 'job' }, as: 'text', impute: { by: 'mode', within: [{ trait: 'gender' }], least: 5 } }, 'text');
    const found = await values();
    expect(found.get(1)).toEqual({ value: 'teacher', imputed: false });
    expect([13, 14, 15].map((profile) => found.get(profile))).toEqual(Array.from({ length: 3 }, () => ({ value: 'doctor', imputed: true })));
  });
});

describe('what lies far out', () => {
  it('is flagged by the quartiles, and stays what it is', async () => {
    await make({ of: age, outlier: { by: 'iqr' } });
    const found = await values();
    expect(found.get(12)).toEqual({ value: 190, imputed: false, outlier: true, distance: 7 });
    expect([...found].filter(([, value]) => value['outlier'] === true).map(([profile]) => profile)).toEqual([12]);
    expect(found.has(13)).toBe(false);
    expect((await world.call('GET', `/tags/${key}`)).body.cutPoints).toMatchObject({
      fences: { low: -2.375, high: 78.625, flagged: 1 },
      numbers: { quartiles: [28, 36, 48.25], mad: 11 },
    });
  });

  it('is flagged by the median absolute deviation', async () => {
    await make({ of: age, impute: { by: 'median' }, outlier: { by: 'mad' } });
    const found = await values();
    expect(found.get(12)).toEqual({ value: 190, imputed: false, outlier: true, distance: 9.443 });
    expect(found.get(13)).toEqual({ value: 36, imputed: true, outlier: false });
  });
});

describe('scales', () => {
  it.each([
    ['z', [-0.60425473, -0.35264077, 3.2157026]],
    ['min-max', [0, 0.06586826, 1]],
    ['robust', [-0.64197531, -0.09876543, 7.60493827]],
  ])('%s says what scikit-learn says', async (scale, [low, middle, high]) => {
    await make({ of: age, impute: { by: 'median' }, scale });
    const found = await values();
    expect(found.get(1)?.['scaled']).toBeCloseTo(low ?? 0, 7);
    expect(found.get(6)?.['scaled']).toBeCloseTo(middle ?? 0, 7);
    expect(found.get(12)?.['scaled']).toBeCloseTo(high ?? 0, 7);
    expect(found.get(13)?.['imputed']).toBe(true);
  });
});

describe('rules', () => {
  it('ask for the value, whether it is imputed and whether it is an outlier; the trait itself stays unknown', async () => {
    await make({ of: age, impute: { by: 'median' }, outlier: { by: 'iqr' } });
    const size = async (rule: object): Promise<number> => (await world.call('POST', '/segments/preview', { rule })).body.count;
    expect(await size({ tag: `${key}.value`, op: 'gte', value: 36 })).toBe(9);
    expect(await size({ tag: `${key}.imputed`, op: 'eq', value: true })).toBe(3);
    expect(await size({ tag: `${key}.outlier`, op: 'eq', value: true })).toBe(1);
    expect(await size({ trait: 'age', op: 'exists' })).toBe(12);
  });
});

describe('a line in time', () => {
  const weighed = (profile: number, at: string, kg: number) => ({ profile, event: 'Weighed', at: `${at}T00:00:00+08:00`, properties: { kg } });
  const kg = { did: 'Weighed', avg: 'kg', window: { calendar: 'last_month' } };
  beforeAll(async () => {
    await world.addEvents([
      weighed(1, '2026-05-10', 60),
      weighed(1, '2026-05-20', 62),
      weighed(1, '2026-03-01', 99),
      weighed(2, '2026-04-16', 70),
      weighed(2, '2026-03-01', 99),
      weighed(2, '2026-06-01', 80),
      weighed(3, '2026-04-16', 90),
      weighed(4, '2026-06-01', 50),
    ]);
  });

  it('fills who has no reading in the window between the one before and the one after, and nobody else', async () => {
    await make({ of: kg, impute: { by: 'line' } });
    const found = await values();
    expect(found.get(1)).toEqual({ value: 61, imputed: false });
    // From 16 April to 1 June are 46 days; the middle of May is 30.5 of them in: 70 + 10 × 30.5 / 46.
    expect(found.get(2)).toEqual({ value: 76.630435, imputed: true });
    expect([3, 4, 5].filter((profile) => found.has(profile))).toEqual([]);
  });

  it('keeps the last reading so long, where that is wished', async () => {
    await make({ of: kg, impute: { by: 'line', carryDays: 31 } });
    expect((await values()).get(3)).toEqual({ value: 90, imputed: true });
    key = `${key}_short`;
    await make({ of: kg, impute: { by: 'line', carryDays: 30 } });
    expect((await values()).has(3)).toBe(false);
  });
});

describe('a preview', () => {
  it('shows what is real and what would be filled in, by the same bins', async () => {
    const { body } = await world.call('POST', '/tags/preview', { definition: { feature: { of: age, impute: { by: 'median' }, outlier: { by: 'iqr' } } } });
    expect(body.distribution.filled).toMatchObject({ real: 12, imputed: 3, outliers: 1 });
    const at36 = body.distribution.bins.findIndex(({ from, to }: { from: number; to: number }) => from <= 36 && 36 < to);
    expect(body.distribution.filled.bins.map((count: number, bin: number) => [bin, count]).filter(([, count]: [number, number]) => count > 0)).toEqual([
      [at36, 3],
    ]);
    expect(body.cutPoints).toMatchObject({ total: 15, known: 12, notes: ['few_known'] });
    expect(body.sentence).toMatchObject({ zh: '年龄；缺失的用全体的中位数补上；超出四分位数 1.5 倍四分位距的标为异常值。' });
    const job = { of: { trait: 'job' }, as: 'text', impute: { by: 'mode' } };
    const found = await world.call('POST', '/tags/preview', { definition: { feature: job }, type: 'text' });
    expect(found.body.distribution.filled).toMatchObject({ real: 12, imputed: 3, values: [{ value: 'doctor', count: 3 }] });
  });
});

describe('what is learned', () => {
  const people = Array.from({ length: 80 }, (_, index) => 1001 + index);
  const incomeOf = (index: number): number => 1000 + 30 * (index % 40) + (index % 2) * 200;
  beforeAll(async () => {
    await world.addProfiles(
      Object.fromEntries(
        people.map((profile, index) => [
          profile,
          {
            years: index % 40,
            sex: index % 2 === 0 ? 'f' : 'm',
            ...(index % 8 === 0 ? {} : { income: index === 79 ? 90_000 : incomeOf(index) }),
            ...(index < 70 && { plan: index % 40 < 20 ? 'basic' : 'gold' }),
          },
        ]),
      ),
    );
  });
  const income = { trait: 'income' };
  const from = [{ trait: 'years' }, { trait: 'sex' }];

  it('fills by ridge or by neighbours who is missing and nobody else, tells its error, and leaves nothing behind', async () => {
    for (const impute of [
      { by: 'ridge', from },
      { by: 'neighbours', from, k: 3 },
    ]) {
      key = `${key}_${impute.by}`;
      await make({ of: income, impute, outlier: { by: 'mad' } });
      const found = await values();
      for (const [index, profile] of people.entries()) {
        const value = found.get(profile);
        expect(value?.['imputed']).toBe(index % 8 === 0);
        if (index % 8 !== 0) expect(value?.['value']).toBe(index === 79 ? 90_000 : incomeOf(index));
      }
      expect(found.get(1001 + 79)?.['outlier']).toBe(true);
      const { cutPoints } = (await world.call('GET', `/tags/${key}`)).body;
      expect(cutPoints.model).toMatchObject({ method: impute.by, rows: 70, folds: 5, scores: [{ method: impute.by }, { method: 'mean' }] });
      const left = await world.stores.clickhouse.query('SELECT 1 FROM tag_feature_input UNION ALL SELECT 1 FROM tag_feature_result');
      expect(left).toEqual([]);
    }
  });

  it('says what a model is worth, and that the mean would do where it is worth nothing', async () => {
    const look = async (of: object, predictors: object[]) =>
      (await world.call('POST', '/tags/preview', { definition: { feature: { of, impute: { by: 'neighbours', from: predictors } } } })).body;
    const good = await look({ trait: 'years' }, [income]);
    expect(good.cutPoints.notes).toEqual([]);
    const bad = await look({ trait: 'age' }, [{ trait: 'job' }]);
    expect(bad.cutPoints.notes).toContain('model_not_better');
    expect(await world.stores.clickhouse.query('SELECT 1 FROM tag_feature_input UNION ALL SELECT 1 FROM tag_feature_result')).toEqual([]);
  });

  it('fills categories by neighbours', async () => {
    await make({ of: { trait: 'plan' }, as: 'text', impute: { by: 'neighbours', from: [{ trait: 'years' }], k: 3 } }, 'text');
    const found = await values();
    for (const index of [70, 75, 79]) expect(found.get(1001 + index)).toEqual({ value: index % 40 < 20 ? 'basic' : 'gold', imputed: true });
    expect(found.get(1001)).toEqual({ value: 'basic', imputed: false });
  });

  it('flags by an isolation forest who is far out, among those who are known', async () => {
    await make({ of: income, impute: { by: 'median' }, outlier: { by: 'forest', with: [{ trait: 'years' }] } });
    const found = await values();
    expect(found.get(1001 + 79)).toMatchObject({ value: 90_000, imputed: false, outlier: true });
    const flagged = [...found.values()].filter((value) => value['outlier'] === true);
    expect(flagged.every((value) => value['imputed'] === false && Number(value['distance']) >= 0.6)).toBe(true);
    const { forest } = (await world.call('GET', `/tags/${key}`)).body.cutPoints;
    expect(forest).toEqual({ trees: 100, drawn: 70, rows: 70, scored: 70, flagged: flagged.length });
  });

  it('gives the same values each time', async () => {
    await make({ of: income, impute: { by: 'ridge', from }, outlier: { by: 'forest' } });
    await world.call('POST', `/tags/${key}/compute`);
    await world.settle();
    const changes = await world.stores.clickhouse.query<{ changes: number }>(
      'SELECT count() AS changes FROM tag_change WHERE tag_id = (SELECT max(tag_id) FROM tag_change)',
    );
    expect(changes).toEqual([{ changes: 95 }]);
  });
});

describe('a definition', () => {
  it.each([
    [{ of: age }, '/definition/feature', 'DQ_REQUIRED'],
    [{ of: age, impute: { by: 'guess' } }, '/definition/feature/impute/by', 'DQ_NOT_ALLOWED'],
    [{ of: age, impute: { by: 'median', within: [{ trait: 'a' }, { trait: 'b' }, { trait: 'c' }] } }, '/definition/feature/impute/within', 'DQ_RANGE'],
    [{ of: age, impute: { by: 'median', least: 2 } }, '/definition/feature/impute/least', 'DQ_RANGE'],
    [{ of: age, impute: { by: 'median', withoutOutliers: true } }, '/definition/feature/impute/withoutOutliers', 'DQ_NOT_ALLOWED'],
    [{ of: { trait: 'job' }, as: 'text', impute: { by: 'mean' } }, '/definition/feature/impute/by', 'DQ_NOT_ALLOWED'],
    [{ of: { trait: 'job' }, as: 'text', scale: 'z' }, '/definition/feature/scale', 'DQ_NOT_ALLOWED'],
    [{ of: { did: 'Order Completed', count: true }, as: 'text', impute: { by: 'mode' } }, '/definition/feature/of', 'DQ_NOT_ALLOWED'],
    [{ of: age, impute: { by: 'line' } }, '/definition/feature/impute/by', 'DQ_NOT_ALLOWED'],
    [{ of: age, impute: { by: 'ridge' } }, '/definition/feature/impute/from', 'DQ_REQUIRED'],
    [{ of: age, impute: { by: 'neighbours', from: [{ trait: 'a' }], k: 99 } }, '/definition/feature/impute/k', 'DQ_RANGE'],
    [{ of: { trait: 'job' }, as: 'text', impute: { by: 'ridge', from: [{ trait: 'a' }] } }, '/definition/feature/impute/by', 'DQ_NOT_ALLOWED'],
    [{ of: age, outlier: { by: 'forest', limit: 2 } }, '/definition/feature/outlier/limit', 'DQ_RANGE'],
    [{ of: age, scale: 'z', colour: 1 }, '/definition/feature/colour', 'DQ_UNKNOWN_PROPERTY'],
  ])('that cannot be is refused with its place: %j', async (feature, path, code) => {
    const { status, body } = await world.call('POST', '/tags/preview', { definition: { feature } });
    expect(status).toBe(400);
    expect(body.errors).toEqual([expect.objectContaining({ path, code })]);
  });
});

describe('why', () => {
  it('says of everybody whether their value is real, and what it was filled in, flagged and scaled by', async () => {
    await world.stores.pg.query(
      `INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, $1, id, now() FROM unnest('{12,13,15,1001}'::bigint[]) AS id`,
      [world.workspace],
    );
    const why = async (profile: number) => (await world.call('GET', `/tags/${key}/why?profile=${profile}`)).body;
    await make({ of: age, impute: { by: 'median', within: [{ trait: 'gender' }], least: 6 }, outlier: { by: 'iqr' }, scale: 'min-max' });
    const filled = await why(13);
    expect(filled.computed).toEqual(filled.value);
    expect(filled.reason).toEqual({
      zh: '补上的值：性别 = 女 的客户的中位数，n = 6。缩放：(27 − 23) / 167 = 0.0239521。',
      en: 'Imputed by the median of customers with gender = 女, n = 6. Scaled: (27 − 23) / 167 = 0.0239521.',
    });
    expect((await why(15)).reason.en).toMatch(/^Imputed by the median of all customers, n = 12\./);
    expect((await why(12)).reason.zh).toBe('真实值，没有改动。异常值：不在 -2.375 至 78.625 之间。缩放：(190 − 23) / 167 = 1。');
    key = `${key}_model`;
    await make({ of: { trait: 'income' }, impute: { by: 'ridge', from: [{ trait: 'years' }] } });
    const said = await why(1001);
    expect(said.computed).toBeNull();
    expect(said.reason.en).toMatch(/^Imputed by ridge regression, n = 70; error \(RMSE\) [\d.]+, with the mean alone [\d.]+\.$/);
  });
});

describe('later', () => {
  it('gives way to the real value as soon as that is there', async () => {
    await make({ of: age, impute: { by: 'median' } });
    expect((await values()).get(14)).toEqual({ value: 36, imputed: true });
    await world.addProfiles({ 14: { gender: '男', age: 36 } });
    await world.call('POST', `/tags/${key}/compute`);
    await world.settle();
    expect((await values()).get(14)).toEqual({ value: 36, imputed: false });
  });
});
