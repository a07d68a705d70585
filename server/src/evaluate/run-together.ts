import { type DueNode } from './due.ts';
import { finishDeadRuns, finishRuns } from './finish-runs.ts';
import { nameOf } from './graph.ts';
import { type Culprit, type Destination, evaluateBatch } from './live/evaluate-batch.ts';
import type { LiveForm } from './live/live-kind.ts';
import { presentOf } from './live/tick.ts';
import { whileLockedTogether } from './lock.ts';
import { readNodesOf } from './node.read.ts';
import { markComputing } from './node.store.ts';
import { compute, computeAgain, messageOf, recordFailure } from './run-definition.ts';
import { endRun, isAnyEnded, markGroupStaged, openGroup } from './run.store.ts';
import { runQueries } from './run-queries.ts';
import { dropGroups } from './stage.ts';
import type { RunEnd, RunnerDeps } from './runner-deps.ts';
import type { Node, Run } from './types.ts';
import { whileOpen } from './while-open.ts';

/** A definition that is computed with others. */
interface Member {
  readonly due: DueNode;
  readonly node: Node;
  readonly form: LiveForm;
}

interface Begun extends Member {
  readonly run: Run;
}

/**
 * Computes definitions of one workspace in full by one statement over everybody. Each has its own run and its own stage; what they staged is
 * fixed together and sent on together, kind by kind. What cannot be computed with the others is computed by itself. When somebody stops some of
 * them, the statement ends for all, and the others are computed again without those. Gives how each ended.
 */
export async function runTogether(deps: RunnerDeps, dues: readonly DueNode[], signal: AbortSignal): Promise<readonly RunEnd[]> {
  const byName = new Map(dues.map((due) => [nameOf(due.node), due]));
  return whileLockedTogether(
    deps.pg,
    dues.map(({ node }) => node),
    async (held) => {
      const ends: RunEnd[] = Array.from({ length: dues.length - held.length }, () => 'busy');
      const members = await membersOf(deps, held, byName);
      ends.push(...Array.from({ length: held.length - members.length }, (): RunEnd => 'gone'));
      try {
        for (const { node } of members) await finishDeadRuns(deps, node);
        await deps.finishTicks();
        const { alone, stopped } = await computeTogether(deps, members, signal);
        const failed = new Set(alone.map(nameOf));
        ends.push(...Array.from({ length: stopped }, (): RunEnd => 'stopped'));
        ends.push(...Array.from({ length: members.length - stopped - alone.length }, (): RunEnd => 'done'));
        for (const { node, due } of members.filter((member) => failed.has(nameOf(member.node)))) ends.push(await computeAlone(deps, node, due, signal));
      } catch (error) {
        for (const { node, due } of members) await recordFailure(deps, node, due, error, signal);
        ends.push('failed');
      }
      return ends;
    },
  );
}

async function membersOf(deps: RunnerDeps, held: readonly Node[], dues: ReadonlyMap<string, DueNode>): Promise<readonly Member[]> {
  const [some] = held;
  if (some === undefined) return [];
  const nodes = await readNodesOf(deps.pg, some.workspace);
  const { forms } = await deps.registry.formsOf(some.workspace, nodes);
  const own = new Set(held.map(nameOf));
  return nodes.flatMap((node): readonly Member[] => {
    const [due, form] = [dues.get(nameOf(node)), forms.get(nameOf(node))];
    return own.has(nameOf(node)) && due !== undefined && form !== undefined && due.node.version === node.version ? [{ due, node, form }] : [];
  });
}

async function computeAlone(deps: RunnerDeps, node: Node, due: DueNode, signal: AbortSignal): Promise<RunEnd> {
  try {
    return await compute(deps, node, due, signal);
  } catch (error) {
    await recordFailure(deps, node, due, error, signal);
    return 'failed';
  }
}

interface Together {
  /** What the shared statement could not compute; their runs have ended. */
  readonly alone: readonly Culprit[];
  /** How many did not come to their end because somebody stopped one of them. */
  readonly stopped: number;
}

async function computeTogether(deps: RunnerDeps, members: readonly Member[], signal: AbortSignal): Promise<Together> {
  const startedMs = performance.now();
  const begun = await begin(deps, members);
  const left = members.length - begun.length;
  const [first] = begun;
  if (first === undefined) return { alone: [], stopped: left };
  const found = first.run.id;
  const culprits: Culprit[] = [];
  const staged: Run[] = [];
  try {
    const runs = begun.map(({ run }) => run);
    culprits.push(...(await whileOpen(deps.pg, runs, signal, (stoppable) => stageAll(deps, begun, found, stoppable))));
    const failed = new Map(culprits.map((culprit) => [nameOf(culprit), culprit.error]));
    for (const { run } of begun) {
      const error = failed.get(nameOf(run));
      if (error === undefined) staged.push(run);
      else await endRun(deps.pg, run.id, { error });
    }
  } catch (error) {
    const runs = begun.map(({ run }) => run);
    if (!(await throwAway(deps, runs, messageOf(error)))) throw error;
    return { alone: [], stopped: members.length };
  } finally {
    await dropGroups(deps.clickhouse, 'run_result', [found]);
  }
  const requests = new Map(begun.map(({ node }) => [nameOf(node), node.requests]));
  const elapsedMs = (runs: readonly Run[]): number => ((performance.now() - startedMs) * runs.length) / staged.length;
  const finishing = (['tag', 'segment'] as const).map(async (kind) => {
    const runs = staged.filter((run) => run.kind === kind);
    if (runs.length === 0) return 0;
    if (!(await markGroupStaged(deps.pg, runs))) {
      await throwAway(deps, runs, 'interrupted');
      return runs.length;
    }
    await finishRuns(deps, runs, { servedOf: (run) => requests.get(nameOf(run)) ?? 0, elapsedMs: elapsedMs(runs) });
    return 0;
  });
  const stopped = await Promise.all(finishing);
  return { alone: culprits, stopped: stopped.reduce((sum, count) => sum + count, left) };
}

async function begin(deps: RunnerDeps, members: readonly Member[]): Promise<readonly Begun[]> {
  const at = deps.clock.now();
  return deps.pg.transaction(async (tx) => {
    const due = members.map((member) => member.due.node);
    const marked = new Set((await markComputing(tx, due)).map(nameOf));
    const computing = members.filter(({ node }) => marked.has(nameOf(node)));
    const drafts = computing.map(({ node: { kind, definitionId, workspace, version }, due: { cause, position, tagsSeen } }) => {
      return { kind, definitionId, workspace, version, cause, at, position, tagsSeen };
    });
    const runs = await openGroup(tx, drafts);
    return computing.flatMap((member, index): readonly Begun[] => {
      const run = runs[index];
      return run === undefined ? [] : [{ ...member, run }];
    });
  });
}

/** Everybody takes longer than the few of a tick. */
const limits: Destination['limits'] = { seconds: 3600, bytes: 2_000_000_000 };

async function stageAll(deps: RunnerDeps, begun: readonly Begun[], found: number, signal: AbortSignal): Promise<readonly Culprit[]> {
  const [first] = begun;
  if (first === undefined) return [];
  const { workspace } = first.node;
  const { context } = await deps.registry.formsOf(workspace, await readNodesOf(deps.pg, workspace));
  let spent = { rowsRead: 0, bytesRead: 0, memoryBytes: 0 };
  const culprits = await evaluateBatch(
    deps.clickhouse,
    begun.map(({ node: { kind, definitionId }, form }) => ({ kind, definitionId, form })),
    { ...(await presentOf(deps.evaluation, context)), at: first.run.at },
    {
      target: { of: 'group', group: found },
      limits,
      options: {
        ...runQueries(
          begun.map(({ run }) => run.group),
          signal,
        ),
        onCost: (cost) => {
          spent = {
            rowsRead: spent.rowsRead + cost.rowsRead,
            bytesRead: spent.bytesRead + cost.bytesRead,
            memoryBytes: Math.max(spent.memoryBytes, cost.memoryBytes),
          };
        },
      },
    },
  );
  const failed = new Set(culprits.map(nameOf));
  const healthy = begun.map(({ run }) => run).filter((run) => !failed.has(nameOf(run)));
  await Promise.all(
    (['tag', 'segment'] as const).map(async (kind) => {
      const runs = healthy.filter((run) => run.kind === kind);
      if (runs.length > 0) await deps.executors[kind].stageTogether({ found, runs, spent }, signal);
    }),
  );
  return culprits;
}

/** True: somebody had ended some of them before; then the others are due again. */
async function throwAway(deps: RunnerDeps, runs: readonly Run[], error: string): Promise<boolean> {
  const isStopped = await isAnyEnded(deps.pg, runs);
  for (const run of runs) {
    const isOwn = await endRun(deps.pg, run.id, { error: isStopped ? 'interrupted' : error });
    if (isOwn && isStopped) await computeAgain(deps, run);
  }
  for (const kind of ['tag', 'segment'] as const) {
    await deps.executors[kind].discard([...new Set(runs.filter((run) => run.kind === kind).map(({ group }) => group))]);
  }
  return isStopped;
}
