import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawn } from '#compile';
import { contextAt, readVocabulary } from '#evaluate';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';

import { freeze } from '../frozen.ts';
import { parseTag } from '../parse.ts';
import { compileValues } from '../values-sql.ts';
import { drawnOf } from './part.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  await world.addProfiles({
    1: { city: '上海', joined: '2026-05-01' },
    2: { city: '北京', joined: '2026-05-20' },
    3: { city: '上海', joined: '2021-03-01' },
    4: {},
  });
  const bought = (profile: number, revenue: number, month: string) => ({ profile, at: `2026-${month}-01T00:00:00Z`, properties: { revenue, category: 'tea' } });
  await world.addEvents([bought(1, 10, '05'), bought(1, 20, '04'), bought(2, 5, '05'), bought(3, 7, '01')]);
});
afterAll(() => world.close());

const look = async (definition: object, more: object = {}) => (await world.call('POST', '/tags/preview', { definition, ...more })).body;
const buyers = { did: 'Order Completed' };
const twice = { ...buyers, count: { op: 'gte', value: 2 } };

describe('a preview of a tag that is not saved', () => {
  it('says what everybody would have, what it costs, and how it reads, and keeps nothing', async () => {
    const found = await look({
      cases: [
        { rule: twice, value: '常客' },
        { rule: buyers, value: '买过' },
      ],
      else: '没买过',
    });
    expect(found).toMatchObject({ kind: 'analytic', type: 'text', refresh: 'live', oneIn: null, trait: null, warnings: [] });
    expect(found.distribution).toMatchObject({ total: 4, known: 4, coverage: 1, distinct: 3 });
    expect(found.distribution.values).toEqual(
      expect.arrayContaining([
        { value: '买过', count: 2 },
        { value: '常客', count: 1 },
        { value: '没买过', count: 1 },
      ]),
    );
    expect(found.examples.map(({ profile, value }: Record<string, unknown>) => [profile, value]).sort()).toEqual([
      [1, '常客'],
      [2, '买过'],
      [3, '买过'],
      [4, '没买过'],
    ]);
    expect(found.sentence.zh).toContain('常客');
    expect(found.text).toContain('when did "Order Completed"');
    expect(found.cost.rowsRead).toBeGreaterThan(0);
    expect((await world.call('GET', '/tags')).body.items).toEqual([]);
  });

  it('bins numbers by a round width and dates by days, months or years', async () => {
    const spent = await look({ measure: { ...buyers, sum: 'revenue' } });
    expect(spent.distribution).toMatchObject({ known: 3, numbers: { min: 5, max: 30 } });
    expect(spent.distribution.bins.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(3);
    expect(spent.distribution.bins[0]).toEqual({ from: 4, to: 6, count: 1 });
    const joined = await look({ trait: 'joined' }, { type: 'date' });
    expect(joined).toMatchObject({
      trait: 'joined',
      distribution: {
        periods: [
          { period: '2021-03', count: 1 },
          { period: '2026-05', count: 2 },
        ],
      },
    });
  });

  it('gives lists by element, an RFM its cut points, a life cycle its first stages, tiers their borders', async () => {
    const top = await look({ top: { of: 'Order Completed', prop: 'category', k: 2 } });
    expect(top).toMatchObject({ type: 'list', distribution: { values: [{ value: 'tea', count: 3 }] } });
    const rfm = await look({ rfm: { of: 'Order Completed', value: 'revenue', bins: 2 } });
    expect(rfm).toMatchObject({ refresh: 'daily', distribution: { known: 3 }, cutPoints: { recency: [31], monetary: [7] } });
    const stages = await look({
      lifecycle: [
        { stage: '老客', rule: twice },
        { stage: '新客', rule: buyers },
      ],
    });
    expect(stages.distribution.values).toEqual([
      { value: '新客', count: 2 },
      { value: '老客', count: 1 },
    ]);
    const tiers = await look({ tiers: { by: { ...buyers, sum: 'revenue' }, names: ['低', '高'], cuts: [8] } });
    expect(tiers.distribution.values).toEqual([
      { value: '低', count: 2 },
      { value: '高', count: 1 },
    ]);
  });

  it('tries SQL as a run would, and says at its place what a run would refuse', async () => {
    const sql = 'SELECT profile_id, sum(revenue) AS value FROM events GROUP BY profile_id';
    expect(await look({ sql }, { type: 'number' })).toMatchObject({ distribution: { known: 3, numbers: { max: 30 } } });
    const refused = async (text: string, type: string) => (await look({ sql: text }, { type })).errors[0];
    expect(await refused('SELECT nothing', 'text')).toMatchObject({ path: '/definition/sql', code: 'DQ_SQL' });
    expect(await refused('SELECT arrayJoin([1, 1]) AS profile_id, 1 AS value', 'number')).toMatchObject({ path: '/definition/sql', code: 'DQ_SQL' });
    expect(await refused("SELECT profile_id, 'many' AS value FROM profiles", 'number')).toMatchObject({ path: '/definition/sql', code: 'DQ_TYPE' });
  });

  it('names every fault at its field, and does not try what people set', async () => {
    const { status, body } = await world.call('POST', '/tags/preview', {
      definition: {
        cases: [
          { rule: { did: '' }, value: 1 },
          { rule: { all: [] }, value: true },
        ],
      },
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string }) => path)).toContain('/definition/cases/0/rule/did');
    expect((await look({ manual: true })).errors[0]).toMatchObject({ path: '/definition', code: 'DQ_NOT_ALLOWED' });
  });

  it('goes on from the stages that an edited life cycle has', async () => {
    const lifecycle = [
      { stage: '老客', rule: twice, to: [] },
      { stage: '新客', rule: buyers },
    ];
    await world.call('POST', '/tags', { key: 'stage', definition: { lifecycle }, refresh: 'manual' });
    await world.settle();
    const edited = {
      lifecycle: [
        { stage: '老客', rule: { any: [] }, to: [] },
        { stage: '新客', rule: buyers },
      ],
    };
    const values = async (more: object) => (await look(edited, more)).distribution.values;
    expect(await values({})).toEqual([{ value: '新客', count: 3 }]);
    expect(await values({ key: 'stage' })).toEqual([
      { value: '新客', count: 2 },
      { value: '老客', count: 1 },
    ]);
  });

  it.each([
    [{ rule: twice }, 'boolean'],
    [{ cases: [{ rule: twice, value: '常客' }], else: '其他' }, 'text'],
    [{ measure: { ...buyers, sum: 'revenue' } }, 'number'],
    [{ trait: 'city' }, 'text'],
    [{ top: { of: 'Order Completed', prop: 'category', k: 2 } }, 'list'],
    [{ rfm: { of: 'Order Completed', value: 'revenue', method: 'threshold', bins: 2, edges: { recency: [40], frequency: [1], monetary: [8] } } }, 'text'],
    [
      {
        lifecycle: [
          { stage: '老客', rule: twice },
          { stage: '其他', rule: { all: [] } },
        ],
      },
      'text',
    ],
    [{ tiers: { by: { ...buyers, count: true }, names: ['低', '高'], cuts: [2] } }, 'text'],
  ] as const)('of a part of the people are the values that these have among all: %j', async (definition, type) => {
    const vocabulary = await readVocabulary(world.base.lookup, world.workspace);
    const { plan } = parseTag(definition, { type }, vocabulary);
    if (plan.kind === 'sql' || plan.kind === 'manual') throw new Error('not among these');
    const context = await contextAt(world.base, world.workspace, undefined, vocabulary);
    const frozen = await freeze(world.stores.clickhouse, plan, context, {});
    const valuesIn = async (asked: typeof context, where = ''): Promise<readonly unknown[]> => {
      const { sql, params } = drawnOf(compileValues(plan, type, asked, { tag: 0, frozen }), asked.oneIn ?? null);
      return world.stores.clickhouse.query(`SELECT profile_id, text, items FROM (${sql}) ${where} ORDER BY profile_id`, params);
    };
    const part = await valuesIn({ ...context, oneIn: 2 });
    expect(part).toEqual(await valuesIn(context, `WHERE ${drawn(2)}`));
    expect(part.length).toBeLessThan((await valuesIn(context)).length);
  });
});
