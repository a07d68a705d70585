import type { EvaluationContext } from '#compile';
import type { EvaluationDeps } from '../context.ts';
import { byName, nameOf } from '../graph.ts';
import { tagNews } from '../due.ts';
import { whileLockedTogether } from '../lock.ts';
import { readNodesOf } from '../node.read.ts';
import type { Node } from '../types.ts';
import { hasEdges } from './crossing.read.ts';
import { isReady } from './follow.store.ts';
import type { Followed, TickDeps, TickEnd } from './followed.ts';
import { levelsOf } from './levels.ts';
import type { LiveForm } from './live-kind.ts';
import { findTouched } from './touched.ts';
import { writeLevel } from './write-level.ts';

const idle: TickEnd = { profiles: 0, changed: 0 };

/**
 * Brings the followed definitions of one workspace up to what has passed, level by level: who changed since each one's last tick, then all
 * affected definitions in one statement for those profiles, then the differences through the outbox. Called by one worker at a time.
 * `withTime`: also what time alone did.
 */
export async function tickWorkspace(deps: TickDeps, workspace: number, head: number, withTime: boolean): Promise<TickEnd> {
  const nodes = await readNodesOf(deps.pg, workspace);
  const { forms } = await deps.registry.formsOf(workspace, nodes);
  const needsTick = needsTickAmong(nodes, forms, head, withTime);
  const candidates = nodes.filter((node) => isReady(node) && forms.has(nameOf(node)));
  if (!candidates.some(needsTick)) return idle;
  return whileLockedTogether(deps.pg, candidates, async (held) => {
    let [profiles, changed] = [0, 0];
    for (const level of levelsOf(held, nodes)) {
      const end = await tickLevel(deps, workspace, { level, head, withTime });
      profiles += end.profiles;
      changed += end.changed;
    }
    return { profiles, changed };
  });
}

const needsTickAmong = (nodes: readonly Node[], forms: ReadonlyMap<string, LiveForm>, head: number, withTime: boolean): ((node: Node) => boolean) => {
  const graph = byName(nodes);
  return (node) => {
    const edges = forms.get(nameOf(node))?.edges;
    return node.position < head || tagNews(graph, node).length > 0 || (withTime && edges !== undefined && hasEdges(edges));
  };
};

/** The context of a registry as of now. */
export async function presentOf(evaluation: EvaluationDeps, known: EvaluationContext): Promise<EvaluationContext> {
  const [hasAliases, listPaths, traitColumns] = await Promise.all([evaluation.hasAliases(), evaluation.listPaths(), evaluation.traitColumns()]);
  return { ...known, at: evaluation.clock.now(), now: true, hasAliases, listPaths, traitColumns };
}

interface Level {
  readonly level: readonly Node[];
  readonly head: number;
  readonly withTime: boolean;
}

async function tickLevel(deps: TickDeps, workspace: number, { level, head, withTime }: Level): Promise<TickEnd> {
  // Read anew: the level before may have given tags new values, and people may have changed definitions.
  const nodes = await readNodesOf(deps.pg, workspace);
  const { forms, context: known } = await deps.registry.formsOf(workspace, nodes);
  const graph = byName(nodes);
  const followed = level.flatMap((before): Followed[] => {
    const node = graph.get(nameOf(before));
    const form = forms.get(nameOf(before));
    return node === undefined || form === undefined || !isReady(node) || node.version !== before.version ? [] : [{ node, form }];
  });
  if (followed.length === 0) return idle;
  const context = await presentOf(deps.evaluation, known);
  const touched = await findTouched(deps, followed, graph, { context, head, withTime });
  return writeLevel(deps, followed, graph, { context, head, withTime, touched });
}
