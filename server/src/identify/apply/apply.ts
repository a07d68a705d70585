import { compileKinds, defaultSettings } from '#clean';
import type { Clock } from '#kernel';
import type { Postgres, PostgresSession } from '#platform';
import { readSettingsVersion, readSettingsVersions } from '../config/settings.store.ts';
import { lockGraph } from '../identify.ts';
import { type FollowGraph, type GraphChange, homesOf } from '../merge/change.ts';
import { ageByIdentifiers } from '../merge/merge.sql.ts';
import { reshape, rootsOf } from '../merge/reshape.ts';
import type { Components } from '../preview/components.ts';
import { readComponents, readDecisions, readRoots } from '../preview/graph.read.ts';
import { advanceApply, type ApplyCounts, type ApplyJob, attachIdentifiers, endApply } from './apply.store.ts';
import { detachIdentifiers } from './detach.store.ts';
import { planFor, readFacts, type Rules } from './facts.read.ts';
import type { ApplyPlan } from './plan.ts';

export interface ApplyDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly follow: FollowGraph;
  /** Profiles that are looked at in one go, with all that links lead to. */
  readonly profilesEach?: number;
}

const someProfiles = 200;

/** The rules of a job; undefined when the workspace has newer ones: what comes is resolved by those already. */
async function rulesOf(pg: Postgres, { workspace, version, defaultRegion }: ApplyJob): Promise<Rules | undefined> {
  const [newest] = await readSettingsVersions(pg, workspace, 2 ** 31 - 1, 1);
  if ((newest?.version ?? 0) !== version) return undefined;
  const settings = (await readSettingsVersion(pg, workspace, version))?.settings ?? defaultSettings;
  return { workspace, defaultRegion, kinds: compileKinds(settings), shared: await readDecisions(pg, workspace) };
}

/**
 * Re-derives everybody by the rules of a job, from where it stands to the end. Each batch is one transaction, which keeps how far it came, so that it may die anywhere and be called
 * again. Nothing waits for it but, for a few milliseconds, slices that come while a batch is written.
 */
export async function applyConfig(deps: ApplyDeps, begun: ApplyJob, signal?: AbortSignal): Promise<void> {
  const { pg, clock, profilesEach = someProfiles } = deps;
  const components = await readComponents(pg, begun.workspace);
  // Profiles that were split off have ids that are still to come; they were looked at with whom they came from.
  const made = new Set<number>();
  for (let job = begun; signal?.aborted !== true; ) {
    const rules = await rulesOf(pg, job);
    if (rules === undefined) return endApply(pg, job.id, 'superseded', new Date(clock.now()), null);
    const roots = await readRoots(pg, job.workspace, job.after, profilesEach);
    const to = roots.at(-1);
    if (to === undefined) return endApply(pg, job.id, 'done', new Date(clock.now()), null);
    const members = membersOf(components, roots, made);
    const counts = await applyBatch(deps, job, rules, members, to, made);
    // Another worker has gone on from there.
    if (counts === undefined) return;
    job = { ...job, after: to, counts };
  }
}

const membersOf = (components: Components, roots: readonly number[], made: ReadonlySet<number>): readonly number[] =>
  roots.filter((root) => !made.has(root)).flatMap(components.membersOf);

const isEmpty = ({ cuts, joins, attached, detached }: ApplyPlan): boolean => [cuts, joins, attached, detached].every((list) => list.length === 0);

/** One batch: planned without a lock; where it changes anything, read once more under the lock and planned anew if messages came in between. */
async function applyBatch(
  deps: ApplyDeps,
  job: ApplyJob,
  rules: Rules,
  members: readonly number[],
  to: number,
  made: Set<number>,
): Promise<ApplyCounts | undefined> {
  const { pg } = deps;
  const facts = await readFacts(pg, job.workspace, members);
  const plan = planFor(facts, rules);
  if (job.isDryRun || isEmpty(plan)) {
    const counts = countsWith(job.counts, plan, members.length, false);
    return (await advanceApply(pg, job, to, counts)) ? counts : undefined;
  }
  return pg.transaction(async (tx) => {
    await lockGraph(tx);
    const now = await readFacts(tx, job.workspace, members);
    const isSame = JSON.stringify(now) === JSON.stringify(facts);
    const planNow = isSame ? plan : planFor(now, rules);
    await carryOut(tx, deps, job, planNow, made);
    const counts = countsWith(job.counts, planNow, members.length, !isSame);
    // Where another worker was faster, the transaction is undone by this.
    if (!(await advanceApply(tx, job, to, counts))) throw new Error(`another worker applies the configuration of workspace ${job.workspace} too`);
    return counts;
  });
}

/** Changes the graph and what hangs on it. */
async function carryOut(tx: PostgresSession, { clock, follow }: ApplyDeps, job: ApplyJob, plan: ApplyPlan, made: Set<number>): Promise<void> {
  const { workspace, version, author } = job;
  const by = { author, reason: `configuration version ${version}`, at: clock.now() };
  const { idOf, homes } = await detachIdentifiers(tx, plan, { workspace, ...by });
  const joins = plan.joins.map((join) => ({ ...join, aHome: idOf(join.aHome), bHome: idOf(join.bHome) }));
  const shaped = await reshape(tx, { workspace, cuts: plan.cuts, joins, ...by });
  const given = [
    ...new Set(
      await attachIdentifiers(
        tx,
        plan.attached.map((one) => ({ ...one, home: idOf(one.home) })),
      ),
    ),
  ];
  await tx.query(ageByIdentifiers, [given]);
  const also: GraphChange['groups'][number][] = [];
  for (const rootId of new Set([...given, ...(await rootsOf(tx, workspace, homes))]))
    if (!shaped.groups.some((group) => group.rootId === rootId)) also.push({ workspace, rootId, homes: await homesOf(tx, rootId) });
  const change = { ...shaped, groups: [...shaped.groups, ...also] };
  for (const { rootId } of change.groups) made.add(rootId);
  if (change.groups.length > 0) await follow(tx, change);
}

function countsWith(before: ApplyCounts, plan: ApplyPlan, examined: number, isReadAgain: boolean): ApplyCounts {
  return {
    examined: before.examined + examined,
    joined: before.joined + plan.joins.length,
    undone: before.undone + plan.cuts.length,
    attached: before.attached + plan.attached.length,
    detached: before.detached + plan.detached.length,
    readAgain: before.readAgain + Number(isReadAgain),
  };
}
