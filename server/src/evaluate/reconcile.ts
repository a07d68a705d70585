import { DateTime } from 'luxon';
import type { NodeId, Node } from './types.ts';
import { byName, nameOf } from './graph.ts';
import type { Followed, TickDeps } from './live/followed.ts';
import { presentOf, tickWorkspace } from './live/tick.ts';
import { deliverTick } from './live/deliver-tick.ts';
import { putTickOutbox } from './live/tick-outbox.ts';
import { differencesOf } from './live/write-level.ts';
import { isReady } from './live/follow.store.ts';
import { whileLocked, whileTicking } from './lock.ts';
import { readNode, readNodesOf } from './node.read.ts';
import { markReconciled } from './node.store.ts';
import { endRun, isAnyEnded, openRun } from './run.store.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { runsOfTags } from './due.ts';
import { whileOpen } from './while-open.ts';

export interface ReconcileDeps extends RunnerDeps, TickDeps {
  /** The zone of a workspace; UTC of one that is not known yet. */
  zoneOf(workspace: number): string;
  /** Told of every definition that was reconciled. */
  readonly onReconciled?: (node: NodeId, drift: number) => void;
}

/** Every day after this hour of the workspace's zone. */
const hour = 3;
/** More differences than this are not looked at one by one: they are drift. */
const mostChecked = 20_000;

/** Which followed definition is to be reconciled next: the one that has waited longest, if it was not since the last time of day for it. */
export function nextToReconcile(nodes: readonly Node[], nowMs: number, timezoneOf: (workspace: number) => string): Node | undefined {
  const isDue = (node: Node): boolean => {
    const last = node.reconciledAt ?? node.computedAt;
    if (last === null || !isReady(node) || node.state === 'stopped') return false;
    const now = DateTime.fromMillis(nowMs, { zone: timezoneOf(node.workspace) });
    const today = now.set({ hour, minute: 0, second: 0, millisecond: 0 });
    const since = today <= now ? today : today.minus({ days: 1 });
    return last.getTime() < since.toMillis();
  };
  return nodes.filter(isDue).sort((a, b) => (a.reconciledAt?.getTime() ?? 0) - (b.reconciledAt?.getTime() ?? 0))[0];
}

/**
 * Compares what ticks have made of a definition with what a run in full makes of it. First everything that has passed is followed; whoever
 * then differs is followed and evaluated once more, because data may have come in between. What still differs is drift: a fault of ours,
 * counted, and put right. Gives how many profiles that were; undefined when the definition cannot be reconciled now.
 */
export async function reconcile(deps: ReconcileDeps, id: NodeId, signal: AbortSignal): Promise<number | undefined> {
  const suspects = await suspectsOf(deps, id, signal);
  if (suspects === undefined) return undefined;
  const drift = suspects.length === 0 ? 0 : await settle(deps, id, suspects);
  if (drift === undefined) return undefined;
  await markReconciled(deps.pg, id, drift, deps.clock.now());
  deps.onReconciled?.(id, drift);
  if (drift > 0) deps.logger.error({ ...id, drift }, 'a definition had drifted from what a run in full makes of it; it is put right');
  return drift;
}

/** Follows everything, then evaluates in full without keeping it: who differs. */
async function suspectsOf(deps: ReconcileDeps, id: NodeId, signal: AbortSignal): Promise<readonly number[] | undefined> {
  const before = await readNode(deps.pg, id);
  if (before === undefined) return undefined;
  await followAll(deps, before.workspace);
  const found = await whileLocked(deps.pg, id, async () => {
    const node = await readNode(deps.pg, id);
    if (node === undefined || !isReady(node)) return undefined;
    const { kind, definitionId, workspace, version, position } = node;
    const graph = byName(await readNodesOf(deps.pg, workspace));
    const run = await openRun(deps.pg, {
      kind,
      definitionId,
      workspace,
      version,
      cause: 'reconciled',
      at: deps.clock.now(),
      position,
      tagsSeen: runsOfTags(graph, node),
    });
    try {
      await whileOpen(deps.pg, [run], signal, (stoppable) => deps.executors[kind].stage(run, stoppable));
      return ((await deps.kinds[kind].staged([run])).get(run.id) ?? []).map(({ profile }) => profile);
    } catch (error) {
      if (await isAnyEnded(deps.pg, [run])) return undefined; // stopped
      throw error;
    } finally {
      await endRun(deps.pg, run.id, { error: 'only compared' });
      await deps.executors[kind].discard([run.group]);
    }
  });
  return found === 'busy' ? undefined : found;
}

const followAll = (deps: ReconcileDeps, workspace: number): Promise<unknown> =>
  whileTicking(deps.pg, true, async () => tickWorkspace(deps, workspace, (await deps.changes.heads()).get(workspace) ?? 0, true));

/** Follows everything again and evaluates the suspects once more; profiles of which news is on its way are left out. */
async function settle(deps: ReconcileDeps, id: NodeId, suspects: readonly number[]): Promise<number | undefined> {
  const { workspace } = (await readNode(deps.pg, id)) ?? { workspace: 0 };
  return whileTicking(deps.pg, true, async () => {
    await tickWorkspace(deps, workspace, (await deps.changes.heads()).get(workspace) ?? 0, true);
    const nodes = await readNodesOf(deps.pg, workspace);
    const { forms, context: known } = await deps.registry.formsOf(workspace, nodes);
    const node = byName(nodes).get(nameOf(id));
    const form = forms.get(nameOf(id));
    if (node === undefined || form === undefined || !isReady(node) || node.timedAt === null) return undefined;
    const followed: Followed = { node, form };
    const context = { ...(await presentOf(deps.evaluation, known)), at: node.timedAt.getTime() };
    const { changes, culprits } = await differencesOf(deps, [followed], suspects.slice(0, mostChecked), context);
    if (culprits.length > 0) return undefined;
    const later = await deps.changes.read(workspace, node.position, Number.MAX_SAFE_INTEGER);
    const drifted = changes[id.kind].filter(({ profile }) => !later.profiles.has(profile)).map((change) => ({ ...change, cause: 'reconciled' }));
    if (drifted.length === 0) return 0;
    const parcel = { changes: { tag: [], segment: [], [id.kind]: drifted }, effects: null };
    await deliverTick(deps, await putTickOutbox(deps.pg, workspace, context.at, parcel), parcel);
    return drifted.length;
  });
}
