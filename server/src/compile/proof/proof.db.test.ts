import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProofJson, RuleJson } from '@danqing/contracts';
import { rule as anyRule } from '../../../testing/oracle/arbitrary-rule.ts';
import { moment as anyMoment, world as anyWorld } from '../../../testing/oracle/arbitrary-world.ts';
import { reference } from '../../../testing/oracle/pools.ts';
import { addTagColumns, storeWorlds, worldLists, worldTags } from '../../../testing/oracle/store-world.ts';
import { worldHolidays } from '../../../testing/oracle/holidays.ts';
import type { World } from '../../../testing/oracle/world.ts';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { compileListPaths, compileMembers, type EvaluationContext, type ListPaths, listPathsOf, parseRule, parseSegments, planProofs } from '../index.ts';

/** `DANQING_PROOF_RUNS=3000` for the long run. */
const runs = Number(process.env['DANQING_PROOF_RUNS'] ?? 150);
const seed = Number(process.env['DANQING_PROOF_SEED'] ?? 20260401);
const worldCount = 12;
/** After everything that any world holds. */
const later = Date.UTC(2026, 4, 15, 9, 41);

let stores: TestStores;
let worlds: readonly World[];
let lists: ListPaths;

beforeAll(async () => {
  stores = await openTestStores();
  worlds = Array.from({ length: worldCount }, (_, index) => fc.sample(anyWorld(index * 100 + 1), { numRuns: 1, seed: seed + index })[0]).filter(
    (one) => one !== undefined,
  );
  await addTagColumns(stores.clickhouse);
  await storeWorlds(stores.clickhouse, worlds);
  lists = listPathsOf(await stores.clickhouse.query(compileListPaths().sql));
});
afterAll(() => stores.close());

interface Place {
  readonly index: number;
  readonly who: number;
  readonly at: number;
  readonly now: boolean;
}

const place = fc.record({ index: fc.nat(worldCount - 1), who: fc.nat(), at: fc.oneof(fc.constant(reference), anyMoment), now: fc.boolean() });

async function proven(json: RuleJson, { index, who, at, now }: Place): Promise<{ readonly proof: ProofJson; isMember(at: number): Promise<boolean> }> {
  const world = worlds[index];
  if (world === undefined) throw new Error('no world');
  const vocabulary = { tags: worldTags, segments: new Map(Object.entries(world.segments)), lists: worldLists, holidays: worldHolidays };
  const parsed = parseRule(json, vocabulary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const segments = parseSegments(vocabulary);
  const context: EvaluationContext = {
    workspace: index + 1,
    timezone: world.timezone,
    at,
    now,
    hasAliases: true,
    tags: worldTags,
    lists: worldLists,
    segments,
    listPaths: lists,
  };
  const living = world.profiles.filter(({ mergedInto }) => mergedInto === 0);
  const profile = living[who % living.length]?.id ?? 0;
  const origins = [profile, ...world.profiles.filter(({ mergedInto }) => mergedInto === profile).map(({ id }) => id)];
  const plan = planProofs([{ rule: parsed.rule }], { ...context, only: { profiles: [profile], origins } }, 5);
  const values = await stores.clickhouse.query<Record<string, unknown>>(plan.values.sql, plan.values.params);
  const [proof] = plan.read(values, plan.origins === null ? [] : await stores.clickhouse.query(plan.origins.sql, plan.origins.params)) ?? [];
  if (proof === undefined) throw new Error('no proof');
  return {
    proof,
    isMember: async (moment) => {
      const { sql, params } = compileMembers(parsed.rule, { ...context, at: moment });
      return (await stores.clickhouse.query<{ profile_id: number }>(sql, params)).some((row) => row.profile_id === profile);
    },
  };
}

it('proves of every person what the membership says, whatever the rule, the data and the moment', async () => {
  let held = 0;
  await fc.assert(
    fc.asyncProperty(anyRule, place, async (json, at) => {
      const { proof, isMember } = await proven(json, at);
      expect(proof.holds, JSON.stringify(proof)).toBe(await isMember(at.at));
      expect(proof.missing === null).toBe(proof.holds);
      if (proof.holds === true) held++;
    }),
    { numRuns: runs, seed },
  );
  expect(held / runs).toBeGreaterThan(0.2);
}, 3_600_000);

it('changes at the very moment it foretells, and not before', async () => {
  let foretold = 0;
  await fc.assert(
    fc.asyncProperty(anyRule, place, async (json, { index, who }) => {
      const { proof, isMember } = await proven(json, { index, who, at: later, now: true });
      if (proof.turns === null) return;
      foretold++;
      const moment = Date.parse(proof.turns.at);
      expect(moment).toBeGreaterThan(later);
      expect(await isMember(moment - 1), JSON.stringify(proof)).toBe(proof.holds);
      expect(await isMember(moment), JSON.stringify(proof)).toBe(proof.holds !== true);
    }),
    { numRuns: runs * 4, seed },
  );
  expect(foretold).toBeGreaterThan(5);
}, 3_600_000);
