import type { EvaluationContext } from '#compile';
import { runsOfTags } from '../due.ts';
import { nameOf } from '../graph.ts';
import { failNode } from '../node.store.ts';
import type { Node } from '../types.ts';
import { deliverTick } from './deliver-tick.ts';
import { type Culprit, evaluateBatch } from './evaluate-batch.ts';
import { advanceNodesBy, demoteNodesTo, type Effects } from './follow.store.ts';
import type { LiveChange } from './live-kind.ts';
import { fillScope } from './scope.ts';
import type { Followed, TickDeps, TickEnd } from './followed.ts';
import { putTickOutbox } from './tick-outbox.ts';
import type { Touched } from './touched.ts';
import { hasEdges } from './crossing.read.ts';

/** Answers in memory at once: profiles × definitions. */
const mostAnswers = 2_000_000;
const [fewestProfiles, mostProfiles] = [1_000, 20_000];

interface Work {
  readonly context: EvaluationContext;
  readonly head: number;
  readonly withTime: boolean;
  readonly touched: Touched;
}

/** Evaluates the affected definitions for the touched profiles, in parts that fit, and carries the differences out; then everybody has followed. */
export async function writeLevel(deps: TickDeps, all: readonly Followed[], graph: ReadonlyMap<string, Node>, work: Work): Promise<TickEnd> {
  const { context, touched, head, withTime } = work;
  await demoteNodesTo(
    deps.pg,
    touched.stale.map(({ node }) => node),
  );
  const followed = all.filter((each) => !touched.stale.includes(each));
  const affected = followed.filter(({ node }) => touched.definitions.has(nameOf(node)));
  if (touched.tooMany) {
    await demoteNodesTo(
      deps.pg,
      affected.map(({ node }) => node),
    );
    return { profiles: 0, changed: 0 };
  }
  const culprits = new Map<string, Culprit>();
  const effects = (): Effects => ({
    head,
    advances: followed
      .filter(({ node }) => !culprits.has(nameOf(node)))
      .map(({ node, form }) => ({
        kind: node.kind,
        definitionId: node.definitionId,
        timedAtMs: withTime || !hasEdges(form.edges) ? context.at : null,
        tagsSeen: runsOfTags(graph, node),
      })),
  });
  const profiles = [...touched.profiles.keys()].sort((a, b) => a - b);
  const size = Math.min(mostProfiles, Math.max(fewestProfiles, Math.floor(mostAnswers / Math.max(1, affected.length))));
  let changed = 0;
  for (let start = 0; start < profiles.length; start += size) {
    const isLast = start + size >= profiles.length;
    const part = profiles.slice(start, start + size);
    const healthy = affected.filter(({ node }) => !culprits.has(nameOf(node)));
    const found = await differencesOf(deps, healthy, part, context);
    for (const culprit of found.culprits) culprits.set(nameOf(culprit), culprit);
    const changes = withCauses(found.changes, touched.profiles);
    const count = changes.tag.length + changes.segment.length;
    changed += count;
    if (count === 0 && !isLast) continue;
    if (count === 0) await advanceNodesBy(deps.pg, effects());
    else {
      const parcel = { changes, effects: isLast ? effects() : null };
      await deliverTick(deps, await putTickOutbox(deps.pg, context.workspace, context.at, parcel), parcel);
    }
  }
  if (profiles.length === 0) await advanceNodesBy(deps.pg, effects());
  for (const culprit of culprits.values()) {
    deps.logger.error({ ...culprit }, 'a live definition could not be evaluated and is taken out of the ticks');
    await failNode(deps.pg, culprit, culprit.error, deps.clock.now());
  }
  return { profiles: profiles.length, changed };
}

type Found = { readonly tag: readonly LiveChange[]; readonly segment: readonly LiveChange[] };

const withCauses = (found: Found, causes: ReadonlyMap<number, string>): Found => {
  const named = (changes: readonly LiveChange[]): readonly LiveChange[] =>
    changes.map((change) => ({ ...change, cause: causes.get(change.profile) ?? 'merge' }));
  return { tag: named(found.tag), segment: named(found.segment) };
};

/** Evaluates and compares with what is stored; `cause` is left to the caller. */
export async function differencesOf(
  deps: Pick<TickDeps, 'pg' | 'clickhouse' | 'kinds'>,
  definitions: readonly Followed[],
  profiles: readonly number[],
  context: EvaluationContext,
): Promise<{ readonly changes: Found; readonly culprits: readonly Culprit[] }> {
  await fillScope(deps, profiles);
  const culprits = await evaluateBatch(
    deps.clickhouse,
    definitions.map(({ node: { kind, definitionId }, form }) => ({ kind, definitionId, form })),
    context,
  );
  const failed = new Set(culprits.map(nameOf));
  const healthy = definitions.filter(({ node }) => !failed.has(nameOf(node)));
  const of = async (kind: 'tag' | 'segment'): Promise<readonly LiveChange[]> => {
    const ids = healthy.filter(({ node }) => node.kind === kind).map(({ node }) => node.definitionId);
    const found = ids.length === 0 ? [] : await deps.kinds[kind].differences(context.workspace, ids);
    return found.map((difference) => ({ ...difference, cause: '' }));
  };
  const [tag, segment] = await Promise.all([of('tag'), of('segment')]);
  return { changes: { tag, segment }, culprits };
}
