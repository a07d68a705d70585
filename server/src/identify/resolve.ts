import { type EventHead, type Identifier, normaliseIdentifier } from '#clean';
import { createGraph, type Graph } from './graph.ts';
import { ruleOf } from './kinds.ts';
import type { Resolution, Snapshot } from './model.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/**
 * Who each event of a slice belongs to, and what that changes in the graph (DESIGN §5). Pure; events in the order of the log.
 * Identifiers of one message lead to one profile, unless a limit says that they are two people's: then the event goes to the strongest
 * identifier, the weaker one stays where it was, and the conflict is kept.
 */
export function resolve(events: readonly EventHead[], snapshot: Snapshot): Resolution {
  const graph = createGraph(snapshot);
  const recorder = createRecorder(graph, snapshot);
  const provisional = events.map((event) => {
    const target = resolveIdentifiers(event, graph, recorder);
    return event.previousId === undefined ? target : resolveAlias(event, event.previousId, target, graph, recorder);
  });
  return recorder.finish(provisional.map(graph.current));
}

function resolveIdentifiers(event: EventHead, graph: Graph, recorder: Recorder): number {
  const workspace = event.origin.workspace;
  const [strongest, ...weaker] = event.identifiers;
  if (strongest === undefined) throw new Error('a clean event has at least one identifier');
  let target = graph.rootOf(workspace, strongest);
  if (target === undefined) {
    target = homeFor(strongest, weaker, event, graph, recorder);
    graph.attach(workspace, strongest, target);
    recorder.attached(event, strongest, target);
  } else recorder.seen(event, strongest);

  for (const identifier of weaker) {
    const root = graph.rootOf(workspace, identifier);
    if (root === target) {
      recorder.seen(event, identifier);
      recorder.edge(event, strongest, identifier, 'together');
    } else if (root === undefined) {
      const obstacle = graph.obstacleToAttach(target, identifier);
      if (obstacle !== undefined) {
        recorder.conflict(event, target, undefined, obstacle, strongest, identifier);
        continue;
      }
      graph.attach(workspace, identifier, target);
      recorder.attached(event, identifier, target);
      recorder.edge(event, strongest, identifier, 'together');
    } else if (ruleOf(identifier.kind).merges) {
      recorder.seen(event, identifier);
      const obstacle = graph.obstacleToMerge(target, root);
      if (obstacle !== undefined) {
        recorder.conflict(event, target, root, obstacle, strongest, identifier);
        continue;
      }
      recorder.edge(event, strongest, identifier, 'together');
      target = recorder.merged(event, graph.merge(target, root), 'event');
    }
  }
  return target;
}

/** Where a new strongest identifier belongs: with the first weaker one it may join, else to somebody new. */
function homeFor(strongest: Identifier, weaker: readonly Identifier[], event: EventHead, graph: Graph, recorder: Recorder): number {
  for (const identifier of weaker) {
    if (!ruleOf(identifier.kind).merges) continue;
    const root = graph.rootOf(event.origin.workspace, identifier);
    if (root !== undefined && graph.obstacleToAttach(root, strongest) === undefined) return root;
  }
  const created = graph.create();
  recorder.created(event, created);
  return created;
}

/** alias joins whatever limits say. A previous id that nobody has yet is taken as both an anonymous and a user id, so that order does not matter. */
function resolveAlias(event: EventHead, previousId: string, target: number, graph: Graph, recorder: Recorder): number {
  const { workspace, defaultRegion } = event.origin;
  const strongest = event.identifiers[0];
  const value = normaliseIdentifier('user_id', previousId, defaultRegion);
  if (strongest === undefined || value === undefined || event.identifiers.some((identifier) => identifier.kind === 'user_id' && identifier.value === value))
    return target;
  const candidates: readonly Identifier[] = [
    { kind: 'user_id', value },
    { kind: 'anonymous_id', value },
  ];
  const known = candidates.filter((identifier) => graph.rootOf(workspace, identifier) !== undefined);
  let survivor = target;
  for (const identifier of known.length > 0 ? known : candidates) {
    const root = graph.rootOf(workspace, identifier);
    if (root === undefined) {
      graph.attach(workspace, identifier, survivor);
      recorder.attached(event, identifier, survivor);
    } else {
      recorder.seen(event, identifier);
      if (root !== survivor) survivor = recorder.merged(event, graph.merge(survivor, root), 'alias');
    }
    recorder.edge(event, strongest, identifier, 'alias');
  }
  return survivor;
}
