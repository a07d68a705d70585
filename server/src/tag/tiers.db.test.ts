import type { AxisJson, GridJson, MeasureJson, RuleJson, TagDefinitionJson, TiersJson } from '@danqing/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileListPaths, type EvaluationContext, type ListPaths, listPathsOf, parseSegments } from '#compile';
import { measure as anyMeasure, rule as anyRule } from '../../testing/oracle/arbitrary-rule.ts';
import { world as anyWorld } from '../../testing/oracle/arbitrary-world.ts';
import { Oracle } from '../../testing/oracle/evaluate.ts';
import { reference } from '../../testing/oracle/pools.ts';
import { addTagColumns, storeWorlds, worldLists, worldTags } from '../../testing/oracle/store-world.ts';
import { worldHolidays } from '../../testing/oracle/holidays.ts';
import { tagValues } from '../../testing/oracle/tags.ts';
import type { World } from '../../testing/oracle/world.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { freeze } from './frozen.ts';
import { parseTag } from './parse.ts';
import { compileValues, type ComputedPlan } from './values-sql.ts';

const seed = 20_261_122;
let stores: TestStores;
let worlds: readonly World[];
let lists: ListPaths;
beforeAll(async () => {
  stores = await openTestStores();
  worlds = Array.from({ length: 6 }, (_, index) => fc.sample(anyWorld(index * 100 + 1), { numRuns: 1, seed: seed + index })).flat();
  await addTagColumns(stores.clickhouse);
  await storeWorlds(stores.clickhouse, worlds);
  lists = listPathsOf(await stores.clickhouse.query(compileListPaths().sql));
});
afterAll(() => stores.close());

const names = ['low', 'middle', 'high', 'top'];
const cuts = fc.uniqueArray(fc.integer({ min: -2, max: 300 }), { minLength: 1, maxLength: 3 }).map((list) => list.toSorted((a, b) => a - b));
const tiersOf = (by: fc.Arbitrary<MeasureJson>): fc.Arbitrary<TiersJson> =>
  fc.oneof(
    fc.tuple(by, cuts).map(([measure, borders]) => ({ by: measure, names: names.slice(0, borders.length + 1), cuts: borders })),
    by.map((measure) => ({ by: measure, names, method: 'quantile' as const })),
    by.map((measure) => ({ by: measure, names: names.slice(0, 3), method: 'quantile' as const, shares: [20, 60, 20] })),
    by.map((measure) => ({ by: measure, names: names.slice(0, 3), method: 'equal' as const })),
  );
const axisOf = (tiers: fc.Arbitrary<TiersJson>, rule: fc.Arbitrary<RuleJson>): fc.Arbitrary<AxisJson> =>
  fc.oneof(
    tiers.map((each) => ({ tiers: each })),
    fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => ({ cases: rules.map((each, index) => ({ rule: each, value: `case ${index % 2}` })) })),
  );
const tiers = tiersOf(anyMeasure);
const axis = axisOf(tiers, anyRule);
const grid: fc.Arbitrary<GridJson> = fc.record({ rows: axis, columns: axis });
const definition: fc.Arbitrary<TagDefinitionJson> = fc.oneof(
  tiers.map((each) => ({ tiers: each })),
  grid.map((each) => ({ grid: each })),
);

function contextOf(world: World, index: number): { readonly context: EvaluationContext; readonly vocabulary: Parameters<typeof parseTag>[2] } {
  const vocabulary = { tags: worldTags, segments: new Map(Object.entries(world.segments)), lists: worldLists, holidays: worldHolidays };
  const segments = parseSegments(vocabulary);
  return {
    vocabulary,
    context: {
      workspace: index + 1,
      timezone: world.timezone,
      at: reference,
      now: true,
      hasAliases: true,
      tags: worldTags,
      lists: worldLists,
      segments,
      listPaths: lists,
    },
  };
}

/** Values that no double and no JSON carries exactly say nothing of borders. */
const isPlain = (json: TagDefinitionJson, oracle: Oracle): boolean => {
  const measures = JSON.stringify(json).match(/"by":/g);
  if (measures === null) return true;
  const axes = 'tiers' in json ? [{ tiers: json.tiers }] : 'grid' in json ? [json.grid.rows, json.grid.columns] : [];
  return axes.every((each) => !('tiers' in each) || [...oracle.values(each.tiers.by).values()].every((value) => Number.isInteger(value * 4)));
};

it('gives everybody the tier, or the cell of a grid, that the naive evaluator gives, whatever the measures and rules', async () => {
  let telling = 0;
  await fc.assert(
    fc.asyncProperty(definition, fc.nat(5), async (json, index) => {
      const world = worlds[index];
      if (world === undefined) throw new Error('no world');
      const oracle = new Oracle(world, { at: reference, now: true });
      fc.pre(isPlain(json, oracle));
      const { context, vocabulary } = contextOf(world, index);
      const { plan, type } = parseTag(json, {}, vocabulary);
      const computed = plan.kind === 'tiers' || plan.kind === 'grid' ? (plan satisfies ComputedPlan) : undefined;
      if (computed === undefined) throw new Error(plan.kind);
      const frozen = await freeze(stores.clickhouse, plan, context, { lane: 'batch' });
      const { sql, params } = compileValues(computed, type, context, { tag: 0, frozen });
      const rows = await stores.clickhouse.query<{ profile_id: number; text: string }>(sql, params);
      const wanted = new Map([...tagValues(oracle, json, type, reference)].map(([profile, value]) => [profile, 'text' in value ? value.text : '']));
      if (new Set(wanted.values()).size > 1) telling++;
      expect(new Map(rows.map(({ profile_id, text }) => [profile_id, text] as const).sort(([a], [b]) => a - b)), sql).toEqual(
        new Map([...wanted].sort(([a], [b]) => a - b)),
      );
    }),
    { numRuns: 60, seed },
  );
  expect(telling).toBeGreaterThan(10);
});
