import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rule as anyRule, measure as anyMeasure, traitPaths } from '../../testing/oracle/arbitrary-rule.ts';
import { moment as anyMoment, world as anyWorld } from '../../testing/oracle/arbitrary-world.ts';
import { reference } from '../../testing/oracle/pools.ts';
import { Oracle } from '../../testing/oracle/evaluate.ts';
import { addTagColumns, storeWorlds, worldLists, worldTags } from '../../testing/oracle/store-world.ts';
import { worldHolidays } from '../../testing/oracle/holidays.ts';
import type { World } from '../../testing/oracle/world.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import {
  compileListPaths,
  compileMeasure,
  compileMembers,
  type ListPaths,
  listPathsOf,
  parseMeasure,
  parseRule,
  parseSegments,
  type EvaluationContext,
  type TraitColumn,
  traitColumnNames,
  traitColumnSql,
} from './index.ts';

/** `DANQING_ORACLE_RUNS=10000` for the long run. */
const runs = Number(process.env['DANQING_ORACLE_RUNS'] ?? 300);
const seed = Number(process.env['DANQING_ORACLE_SEED'] ?? 20260331);
const worldCount = Math.ceil(runs / 12);

let stores: TestStores;
let worlds: readonly World[];
let lists: ListPaths;
/** Every trait that rules test, as typed columns. */
let traitColumns: ReadonlyMap<string, TraitColumn>;

beforeAll(async () => {
  stores = await openTestStores();
  worlds = Array.from({ length: worldCount }, (_, index) => fc.sample(anyWorld(index * 100 + 1), { numRuns: 1, seed: seed + index })[0]).filter(
    (one) => one !== undefined,
  );
  await addTagColumns(stores.clickhouse);
  await storeWorlds(stores.clickhouse, worlds);
  lists = listPathsOf(await stores.clickhouse.query(compileListPaths().sql));
  traitColumns = await makeTraitColumns();
});
afterAll(() => stores.close());

async function makeTraitColumns(): Promise<ReadonlyMap<string, TraitColumn>> {
  const plain = traitPaths.filter((path) => !path.includes('[]'));
  const columns = plain.map((path, id) => ({ names: traitColumnNames(id), sql: traitColumnSql(path) }));
  const added = columns.flatMap(({ names, sql }) => [
    `ADD COLUMN ${names.text} LowCardinality(Nullable(String)) DEFAULT ${sql.text}`,
    `ADD COLUMN ${names.number} Nullable(Float64) DEFAULT ${sql.number}`,
  ]);
  await stores.clickhouse.command(`ALTER TABLE profile ${added.join(', ')}`);
  return new Map(plain.map((path, id) => [path, traitColumnNames(id)]));
}

const place = fc.record({ index: fc.nat(worldCount - 1), at: fc.oneof(fc.constant(reference), anyMoment), now: fc.boolean() });

/** `isBare`: without knowing under which paths lists are, which only makes conditions cheaper. */
function contextOf(
  world: World,
  index: number,
  at: number,
  now: boolean,
  isBare: boolean,
): { context: EvaluationContext; vocabulary: Parameters<typeof parseRule>[1] } {
  const vocabulary = { tags: worldTags, segments: new Map(Object.entries(world.segments)), lists: worldLists, holidays: worldHolidays };
  return {
    vocabulary,
    context: {
      workspace: index + 1,
      timezone: world.timezone,
      at,
      now,
      hasAliases: true,
      tags: worldTags,
      lists: worldLists,
      segments: parseSegments(vocabulary),
      ...(isBare ? {} : { listPaths: lists }),
      ...(index % 4 === 0 ? { traitColumns } : {}),
    },
  };
}

it('selects exactly the members that the naive evaluator finds, whatever the rule, the data and the moment', async () => {
  let telling = 0;
  await fc.assert(
    fc.asyncProperty(anyRule, place, async (json, { index, at, now }) => {
      const world = worlds[index];
      if (world === undefined) throw new Error('no world');
      const { context, vocabulary } = contextOf(world, index, at, now, index % 2 === 1);
      const parsed = parseRule(json, vocabulary);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const { sql, params } = compileMembers(parsed.rule, context);
      const rows = await stores.clickhouse.query<{ profile_id: number }>(sql, params);
      const members = rows.map(({ profile_id }) => profile_id).sort((a, b) => a - b);
      if (members.length > 0 && members.length < world.profiles.filter(({ mergedInto }) => mergedInto === 0).length) telling++;
      expect(members, sql).toEqual(new Oracle(world, { at, now }).members(json));
    }),
    { numRuns: runs, seed },
  );
  // Rules that find nobody or everybody prove little.
  expect(telling / runs).toBeGreaterThan(0.3);
}, 3_600_000);

it('computes the same values of a measure as the naive evaluator', async () => {
  await fc.assert(
    fc.asyncProperty(anyMeasure, place, async (json, { index, at, now }) => {
      const world = worlds[index];
      if (world === undefined) throw new Error('no world');
      const { context, vocabulary } = contextOf(world, index, at, now, index % 2 === 1);
      const parsed = parseMeasure(json, vocabulary);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
      const { sql, params } = compileMeasure(parsed.measure, context);
      const rows = await stores.clickhouse.query<{ profile_id: number; value: number | null }>(sql, params);
      // JSON has no infinity: it comes as null.
      const values = new Map(rows.map(({ profile_id, value }) => [profile_id, value]));
      const wanted = new Oracle(world, { at, now }).values(json);
      expect(
        [...values.keys()].sort((a, b) => a - b),
        sql,
      ).toEqual([...wanted.keys()]);
      for (const [profile, value] of wanted) if (Number.isFinite(value)) expect(values.get(profile) ?? Number.NaN, sql).toBeCloseTo(value, 6);
    }),
    { numRuns: Math.ceil(runs / 3), seed },
  );
}, 3_600_000);
