import { setImmediate } from 'node:timers/promises';
import type { LinkageConfig } from '@danqing/contracts';
import { dropLinkageLeftovers, gatherFacts, type Linkage, linkRecords, type LinkOptions } from '#identify';
import type { LinkDeps } from '../deps.ts';
import { lookAtPeople, peopleOf, type PeopleOptions } from '../people/people.ts';
import { readTaught } from '../quality/taught.read.ts';
import { comparedColumns, readSettingsVersion, type StoredSettings } from '../settings/settings.store.ts';
import { apartTest } from './apart.ts';
import { choosePairs } from './choose-pairs.ts';
import { forgetUnanswered, insertPairs, readDifferent } from './pair.store.ts';
import { markCompared, readLastFull, type RunOutcome, type StoredRun } from './run.store.ts';
import { mergesAt } from './thresholds.ts';

/** Lower ends of the strata of a sample; with the thresholds among them, so that each stratum is linked as a whole or not at all. */
const bounds: readonly number[] = [0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999];
const drawnEach = 200;
const boundsOf = ({ settings: { linkFrom, reviewFrom } }: StoredSettings): readonly number[] =>
  [...new Set([...bounds, linkFrom, reviewFrom])].toSorted((a, b) => a - b);

export interface CompareControl {
  /** Told what goes on; throws when the run shall end. */
  say(message: string): void;
}

/**
 * Compares the profiles of a workspace and writes down, in one transaction, what is to be linked, what to be reviewed and what may be sampled, with the model and what it expects.
 * Incremental where there is a full run of the same settings: its model and blocking rules, and only pairs with somebody new or changed.
 */
export async function compareProfiles(deps: LinkDeps, run: StoredRun, { say }: CompareControl): Promise<void> {
  const { pg, clickhouse, clock } = deps;
  const { id, workspace, version } = run;
  const stored = await readSettingsVersion(pg, workspace, version);
  const base = run.mode === 'incremental' ? await readLastFull(pg, workspace, version) : undefined;
  const kept = base?.outcome ?? undefined;
  const columns = comparedColumns(stored.settings);
  const options: PeopleOptions = { pg, rules: deps.kinds.of(workspace), workspace, columns };
  // One run at a time: what is there is of one that died.
  await dropLinkageLeftovers(clickhouse);
  say('looking at the profiles');
  const hanColumns = kept?.hanColumns ?? (await hanColumnsOf(options));
  const people = peopleOf(options, id, kept === undefined ? undefined : version, () => say('reading profiles'));
  const taught = await teaching(deps, workspace, people.ids);
  const linkage = await linkRecords(clickhouse, configOf(stored, kept), people, {
    isUnique: false,
    hanColumns: new Set(hanColumns),
    reviewFrom: stored.settings.reviewFrom,
    explainWhich: (pairs) => pairs,
    sample: { bounds: boundsOf(stored), each: drawnEach },
    say,
    ...(kept === undefined ? taught : { model: kept.model }),
  });
  say('keeping what was found');
  const outcome: RunOutcome = {
    records: people.ids.length,
    changed: people.changed(),
    comparedPairs: linkage.comparedPairs,
    hanColumns,
    blocking: linkage.blocking,
    costs: linkage.costs,
    model: linkage.model,
    thresholds: await withMerges(linkage, stored.settings.reviewFrom),
    strata: linkage.strata.map(({ from, pairs, matches, drawn }) => ({ from, pairs, matches, drawn: drawn.length })),
  };
  const isApart = await apartTest(pg, workspace);
  const found = choosePairs(linkage, people.ids, stored.settings, isApart);
  await pg.transaction(async (tx) => {
    if (kept === undefined) await forgetUnanswered(tx, workspace);
    await insertPairs(tx, workspace, id, found);
    await markCompared(tx, id, {
      at: clock.now(),
      mode: kept === undefined ? 'full' : 'incremental',
      modelRun: kept === undefined ? null : (base?.id ?? null),
      outcome,
    });
  });
}

async function withMerges({ pairs, thresholds }: Linkage, reviewFrom: number): Promise<RunOutcome['thresholds']> {
  const counted = [];
  for (const threshold of thresholds) {
    counted.push({ ...threshold, merges: threshold.probability < reviewFrom ? null : mergesAt(pairs, threshold.probability) });
    // Half a second each at a million pairs, in the process of the pipeline.
    await setImmediate();
  }
  return counted;
}

const hanColumnsOf = async (options: PeopleOptions): Promise<readonly string[]> =>
  (await gatherFacts(lookAtPeople(options))).filter(({ hasHan }) => hasHan).map(({ column }) => column);

function configOf({ settings }: StoredSettings, kept: RunOutcome | undefined): LinkageConfig {
  const { comparisons, blocking, maxPairs, linkFrom } = settings;
  const rules = kept?.blocking.map((rule) => [...rule]) ?? blocking;
  return { comparisons, threshold: linkFrom, ...(rules === undefined ? {} : { blocking: rules }), ...(maxPairs === undefined ? {} : { maxPairs }) };
}

/** What is known of pairs before a model is estimated: who is said to be two, by their records; who was made one, by the levels they had. */
async function teaching({ pg }: LinkDeps, workspace: number, ids: readonly number[]): Promise<Pick<LinkOptions, 'labelled' | 'taught'>> {
  const different = await readDifferent(pg, workspace);
  return {
    taught: await readTaught(pg, workspace),
    labelled: () => {
      const wanted = new Set(different.flatMap(({ a, b }) => [a, b]));
      const placeOf = new Map(ids.flatMap((id, place) => (wanted.has(id) ? [[id, place] as const] : [])));
      return different.flatMap(({ a, b }) => {
        const [l, r] = [placeOf.get(a), placeOf.get(b)];
        return l === undefined || r === undefined ? [] : [{ l: Math.min(l, r), r: Math.max(l, r), isMatch: false }];
      });
    },
  };
}
