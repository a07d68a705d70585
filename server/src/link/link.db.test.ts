import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { putUnmerge } from '#pipeline';
import { type LinkWorld, madeSettings, openLinkWorld } from '../../testing/linkage/link-world.ts';
import { madeRecords } from '../../testing/linkage/people.ts';
import { scorePartition } from '../../testing/linkage/score.ts';

const records = [...madeRecords(3_000, 21)];
const early = 2_400;
let world: LinkWorld;
let first: JsonObject;

beforeAll(async () => {
  world = await openLinkWorld();
  await world.receive(records.slice(0, early));
});
afterAll(() => world.close());

const items = (page: JsonObject): readonly JsonObject[] => JSON.parse(JSON.stringify(page['items']));
const merges = (): Promise<readonly { id: number; a: number; b: number; author: string; cause: string; reason: string; undone: boolean }[]> =>
  world.pg.query(`SELECT id, a_home AS a, b_home AS b, author, cause, reason, undone_at IS NOT NULL AS undone FROM identify.merge ORDER BY id`);

/** Whom the same records lead to when they all come before the first run. */
async function allAtOnce(): Promise<readonly number[]> {
  const all = await openLinkWorld();
  try {
    await all.receive(records);
    await all.call('PUT', '/linkage', madeSettings);
    await all.link('full');
    return await all.roots(records.length);
  } finally {
    await all.close();
  }
}

describe('profiles of made-up people', () => {
  it('are proposed comparisons for, and nothing is linked before somebody says how', async () => {
    const { comparisons } = await world.call('POST', '/linkage/propose');
    expect(JSON.stringify(comparisons)).toContain('{"kind":"date","columns":["birth_date"]}');
    await expect(world.call('POST', '/linkage/runs', {})).rejects.toThrow('DQ_INVALID');
    const stored = await world.call('PUT', '/linkage', { ...madeSettings, reason: 'first try' });
    expect(stored).toMatchObject({
      version: 1,
      author: 'Li',
      reason: 'first try',
      settings: { linkFrom: 0.95, reviewFrom: 0.2, schedule: { every: 'manual' } },
    });
    expect(await world.call('PUT', '/linkage', { ...madeSettings, reviewFrom: 0.01 })).toMatchObject({ version: 2, settings: { reviewFrom: 0.01 } });
    await expect(world.call('PUT', '/linkage', { ...madeSettings, linkFrom: 0.5, reviewFrom: 0.9 })).rejects.toThrow('reviewFrom');
  });

  it('are linked by a run, which says what it found, and every merge says why', async () => {
    first = await world.link();
    expect(first).toMatchObject({ state: 'done', mode: 'full', records: early, changed: early, pending: 0, attempts: 1 });
    const score = await world.score(records.slice(0, early));
    expect(score.precision).toBeGreaterThan(0.995);
    expect(score.f1).toBeGreaterThan(0.97);
    const made = await merges();
    expect(made).toHaveLength(Number(first['links']));
    expect(made.filter(({ author, cause }) => author !== `linkage run ${String(first['id'])}` || cause !== 'linkage')).toEqual([]);
    expect(made[0]?.reason).toMatch(/probability of [01]\.?\d* \(\d+\.\d bits\)/);
  });

  it('get new records linked by the next run, and what nobody changed keeps its outcome', async () => {
    const before = await merges();
    await world.receive(records.slice(early), early);
    const later = await world.link();
    expect(later).toMatchObject({ mode: 'incremental', modelRun: first['id'], records: expect.any(Number) });
    // The new ones, and survivors to whom a merge gave other values.
    expect(Number(later['changed'])).toBeGreaterThanOrEqual(records.length - early);
    expect(Number(later['changed'])).toBeLessThan(records.length - early + Number(first['links']));
    expect(Number(later['comparedPairs'])).toBeLessThan(Number(first['comparedPairs']));
    const [score, other] = [await world.score(records), await allAtOnce()];
    expect(scorePartition(await world.roots(records.length), other).f1).toBeGreaterThan(0.99);
    expect(score.precision).toBeGreaterThan(0.995);
    expect(score.f1).toBeGreaterThan(0.97);
    expect((await merges()).slice(0, before.length)).toEqual(before);
    // A merge may have given its survivor other values; nothing is compared twice that is the same.
    const again = await world.link();
    expect(Number(again['changed'])).toBeLessThan(Number(first['links']) + Number(later['links']));
    expect(await world.link()).toMatchObject({ changed: 0, comparedPairs: 0, links: 0 });
  });

  it('are two again when a link is undone, and no run links them again', async () => {
    const merge = (await merges()).find(({ undone }) => !undone);
    if (merge === undefined) throw new Error('nothing was linked');
    await world.pg.transaction((tx) => putUnmerge(tx, { workspace: 1, mergeId: merge.id, author: 'Li', reason: null, at: world.deps.clock.now() }));
    await world.say([]);
    const rootsOf = async () =>
      world.pg.query<{ root: number }>('SELECT root_id AS root FROM identify.profile WHERE id = ANY($1::bigint[]) ORDER BY id', [[merge.a, merge.b]]);
    const apart = await rootsOf();
    expect(apart[0]?.root).not.toBe(apart[1]?.root);
    expect(await world.link('incremental')).toMatchObject({ state: 'done' });
    expect(await world.link('full')).toMatchObject({ state: 'done' });
    expect(await rootsOf()).toEqual(apart);
  });

  it('are asked about where the model is not sure, with values and waterfall; "same" merges, "different" stays', async () => {
    const open = items(await world.call('GET', '/linkage/review?limit=200'));
    expect(open.length).toBeGreaterThan(1);
    const [one, two] = open;
    expect(one).toMatchObject({
      verdict: null,
      columns: expect.arrayContaining(['surname']),
      a: { values: expect.any(Array) },
      b: { values: expect.any(Array) },
    });
    const steps: readonly { bits: number }[] = JSON.parse(JSON.stringify(one?.['steps']));
    expect(steps.reduce((sum, { bits }) => sum + bits, 0)).toBeCloseTo(Number(one?.['bits']), 1);
    const same = await world.call('POST', `/linkage/review/${String(one?.['id'])}`, { verdict: 'same', reason: 'I know her' });
    expect((await merges()).at(-1)).toMatchObject({ id: same['mergeId'], author: 'Li', cause: 'linkage', reason: expect.stringContaining('I know her') });
    expect(await world.call('POST', `/linkage/review/${String(two?.['id'])}`, { verdict: 'different' })).toEqual({
      verdict: 'different',
      mergeId: null,
      undone: null,
    });
    await world.say([]);
    await world.link('full');
    const ids = items(await world.call('GET', '/linkage/review?limit=1000')).map(({ id }) => id);
    expect(ids).not.toContain(one?.['id']);
    expect(ids).not.toContain(two?.['id']);
    const decided = items(await world.call('GET', '/linkage/review?state=decided'));
    expect(decided.find(({ id }) => id === two?.['id'])).toMatchObject({ verdict: 'different', decidedBy: 'Li', decidedAt: expect.any(String) });
    const undone = await world.call('POST', `/linkage/review/${String(one?.['id'])}`, { verdict: 'different' });
    expect(undone['undone']).toBe(same['mergeId']);
  });

  it('tell how good a run was, when people judge a sample of every probability', async () => {
    const { run, asked } = await world.call('POST', '/linkage/sample', { each: 5 });
    expect(Number(asked)).toBeGreaterThan(5);
    const roots = await world.pg.query<{ value: string; home: number }>(`SELECT value, home_id AS home FROM identify.identifier WHERE kind = 'anonymous_id'`);
    const personOf = new Map(roots.map(({ value, home }) => [home, records[Number(value.slice(1))]?.person]));
    const homeOf = (side: unknown): number => JSON.parse(JSON.stringify(side)).home;
    for (const pair of items(await world.call('GET', '/linkage/review?limit=1000'))) {
      expect(pair['a']).not.toMatchObject({ values: JSON.parse(JSON.stringify(pair['b'])).values });
      const isSame = personOf.get(homeOf(pair['a'])) === personOf.get(homeOf(pair['b']));
      await world.call('POST', `/linkage/review/${String(pair['id'])}`, { verdict: isSame ? 'same' : 'different' });
    }
    const { estimate, thresholds } = await world.call('GET', `/linkage/runs/${String(run)}`);
    expect(estimate).toMatchObject({ precision: { value: expect.any(Number) }, recall: { low: expect.any(Number) } });
    expect(JSON.parse(JSON.stringify(estimate)).judged).toBeGreaterThanOrEqual(Number(asked));
    expect(JSON.parse(JSON.stringify(thresholds)).at(-1)).toMatchObject({ merges: expect.any(Number) });
  });
});
