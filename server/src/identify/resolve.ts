import { type EventHead, type Identifier, normaliseIdentifier } from '#clean';
import { createGraph, type Graph, type Place } from './graph.ts';
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
  const places = events.map((event) => {
    const place = resolveIdentifiers(event, graph, recorder);
    return event.previousId === undefined ? place : resolveAlias(event, event.previousId, place, graph, recorder);
  });
  return recorder.finish(places);
}

/** Where the event belongs: with its strongest identifier, whatever it is merged with. What a message brings has that identifier's home. */
function resolveIdentifiers(event: EventHead, graph: Graph, recorder: Recorder): Place {
  const workspace = event.origin.workspace;
  const [strongest, ...weaker] = event.identifiers;
  if (strongest === undefined) throw new Error('a clean event has at least one identifier');
  let at = graph.placeOf(workspace, strongest);
  if (at === undefined) {
    at = placeFor(strongest, weaker, event, graph, recorder);
    graph.attach(workspace, strongest, at);
    recorder.attached(event, strongest, at);
  } else recorder.seen(event, strongest);

  const { home } = at;
  let { root } = at;
  for (const identifier of weaker) {
    const place = graph.placeOf(workspace, identifier);
    const other = place?.root;
    if (other === root) {
      recorder.seen(event, identifier);
      recorder.edge(event, strongest, identifier, 'together');
    } else if (place === undefined || other === undefined) {
      const obstacle = graph.obstacleToAttach(root, identifier);
      if (obstacle !== undefined) {
        recorder.conflict(event, { a: strongest, b: identifier, aHome: home, bHome: undefined }, 'limit', obstacle);
        continue;
      }
      graph.attach(workspace, identifier, { root, home });
      recorder.attached(event, identifier, { root, home });
      recorder.edge(event, strongest, identifier, 'together');
    } else if (ruleOf(identifier.kind).merges) {
      recorder.seen(event, identifier);
      const link = { a: strongest, b: identifier, aHome: home, bHome: place.home };
      const obstacle = graph.obstacleToMerge(root, other);
      if (graph.isSeparated(root, other)) recorder.conflict(event, link, 'separated', identifier.kind);
      else if (obstacle !== undefined) recorder.conflict(event, link, 'limit', obstacle);
      else {
        recorder.edge(event, strongest, identifier, 'together');
        root = recorder.merged(event, graph.merge(root, other), link, 'event');
      }
    }
  }
  return { root, home };
}

/** Where a new strongest identifier belongs: with the first weaker one it may join, else to somebody new. */
function placeFor(strongest: Identifier, weaker: readonly Identifier[], event: EventHead, graph: Graph, recorder: Recorder): Place {
  for (const identifier of weaker) {
    if (!ruleOf(identifier.kind).merges) continue;
    const place = graph.placeOf(event.origin.workspace, identifier);
    if (place !== undefined && graph.obstacleToAttach(place.root, strongest) === undefined) return place;
  }
  const created = graph.create();
  recorder.created(event, created);
  return { root: created, home: created };
}

/** alias joins whatever limits say. A previous id that nobody has yet is taken as both an anonymous and a user id, so that order does not matter. */
function resolveAlias(event: EventHead, previousId: string, { root: target, home }: Place, graph: Graph, recorder: Recorder): Place {
  const { workspace, defaultRegion } = event.origin;
  const strongest = event.identifiers[0];
  const value = normaliseIdentifier('user_id', previousId, defaultRegion);
  if (strongest === undefined || value === undefined || event.identifiers.some((identifier) => identifier.kind === 'user_id' && identifier.value === value))
    return { root: target, home };
  const candidates: readonly Identifier[] = [
    { kind: 'user_id', value },
    { kind: 'anonymous_id', value },
  ];
  const known = candidates.filter((identifier) => graph.placeOf(workspace, identifier) !== undefined);
  let survivor = target;
  for (const identifier of known.length > 0 ? known : candidates) {
    const place = graph.placeOf(workspace, identifier);
    if (place === undefined) {
      graph.attach(workspace, identifier, { root: survivor, home });
      recorder.attached(event, identifier, { root: survivor, home });
    } else {
      recorder.seen(event, identifier);
      const link = { a: strongest, b: identifier, aHome: home, bHome: place.home };
      if (place.root !== survivor) survivor = recorder.merged(event, graph.merge(survivor, place.root), link, 'alias');
    }
    recorder.edge(event, strongest, identifier, 'alias');
  }
  return { root: survivor, home };
}
