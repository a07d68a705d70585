import { type Identifier, normaliseIdentifier } from '#clean';
import { createGraph, type Graph, type Place } from './graph.ts';
import type { Conflict, Resolution, Resolvable, Snapshot } from './model.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type Bridges, createBridges } from './shared/bridges.ts';

interface State {
  readonly graph: Graph;
  readonly recorder: Recorder;
  readonly bridges: Bridges;
}

/**
 * Who each event of a slice belongs to, and what that changes in the graph (DESIGN §5). Pure; events in the order of the log.
 * Identifiers of one message lead to one profile, unless a limit says that they are two people's: then the weaker one is demoted and the
 * next is tried, so that the event goes to the strongest identifier with all that fit, the others stay where they were, and the
 * conflicts are kept. Identifiers that are several people's say nothing.
 */
export function resolve(events: readonly Resolvable[], snapshot: Snapshot): Resolution {
  const graph = createGraph(snapshot);
  const state = { graph, recorder: createRecorder(graph, snapshot), bridges: createBridges(snapshot) };
  const places = events.map((event) => {
    const identifiers = state.bridges.usable(event);
    const place = resolveIdentifiers(event, identifiers, state);
    const isSomebody = event.identifiers.includes(identifiers[0] ?? { kind: '', value: '' });
    return event.previousId === undefined || !isSomebody ? place : resolveAlias(event, identifiers, event.previousId, place, state);
  });
  return { ...state.recorder.finish(places), suspicions: state.bridges.suspicions() };
}

/** Where the event belongs: with its strongest identifier, whatever it is merged with. What a message brings has that identifier's home. */
function resolveIdentifiers(event: Resolvable, [strongest, ...weaker]: readonly Identifier[], state: State): Place {
  const { graph, recorder } = state;
  const { workspace } = event.origin;
  if (strongest === undefined) throw new Error('a clean event has at least one identifier');
  let at = graph.placeOf(workspace, strongest);
  if (at === undefined) {
    at = placeFor(strongest, weaker, event, state);
    graph.attach(workspace, strongest, at, event.ts);
    recorder.attached(event, strongest, at);
  } else recorder.seen(event, strongest);
  return weaker.reduce((place, identifier) => link(event, strongest, identifier, place, state), at);
}

/** Joins a weaker identifier, and whoever holds it, to the strongest one's root where nothing speaks against it. The root after that. */
function link(event: Resolvable, strongest: Identifier, identifier: Identifier, { root, home }: Place, { graph, recorder, bridges }: State): Place {
  const { workspace, kinds } = event.origin;
  const place = graph.placeOf(workspace, identifier);
  if (place?.root === root) {
    recorder.seen(event, identifier);
    recorder.edge(event, strongest, identifier, 'together');
    bridges.noteTogether(event, strongest, identifier);
  } else if (place === undefined) {
    bridges.noteTogether(event, strongest, identifier);
    const obstacle = graph.obstacleToAttach(kinds, root, identifier, event.ts);
    if (obstacle !== undefined) {
      recorder.conflict(event, { a: strongest, b: identifier, aHome: home, bHome: undefined }, obstacle);
      return { root, home };
    }
    graph.attach(workspace, identifier, { root, home }, event.ts);
    recorder.attached(event, identifier, { root, home });
    recorder.edge(event, strongest, identifier, 'together');
  } else if (kinds.ruleOf(identifier.kind).merges) {
    recorder.seen(event, identifier);
    const joined = { a: strongest, b: identifier, aHome: home, bHome: place.home };
    const obstacle = obstacleBetween(event, strongest, identifier, root, place.root, { graph, bridges });
    if (obstacle !== undefined) recorder.conflict(event, joined, obstacle);
    else {
      recorder.edge(event, strongest, identifier, 'together');
      return { root: recorder.merged(event, graph.merge(root, place.root), joined, 'event'), home };
    }
  }
  return { root, home };
}

function obstacleBetween(
  event: Resolvable,
  strongest: Identifier,
  identifier: Identifier,
  root: number,
  other: number,
  { graph, bridges }: Pick<State, 'graph' | 'bridges'>,
): Pick<Conflict, 'cause' | 'kind' | 'most'> | undefined {
  const standing = bridges.meet(event, strongest, identifier);
  if (graph.isSeparated(root, other)) return { cause: 'separated', kind: identifier.kind, most: undefined };
  const obstacle = graph.obstacleToMerge(event.origin.kinds, root, other);
  if (obstacle !== undefined) return obstacle;
  return standing === 'free' ? undefined : { cause: 'shared', kind: identifier.kind, most: undefined };
}

/** Where a new strongest identifier belongs: with the first weaker one it may join, else to somebody new. */
function placeFor(strongest: Identifier, weaker: readonly Identifier[], event: Resolvable, { graph, recorder, bridges }: State): Place {
  const { workspace, kinds } = event.origin;
  for (const identifier of kinds.ruleOf(strongest.kind).founds ? [] : weaker) {
    if (!kinds.ruleOf(identifier.kind).merges) continue;
    const place = graph.placeOf(workspace, identifier);
    if (place === undefined || bridges.meet(event, strongest, identifier) !== 'free') continue;
    if (graph.obstacleToAttach(kinds, place.root, strongest, event.ts) === undefined) return place;
  }
  const created = graph.create();
  recorder.created(event, created);
  return { root: created, home: created };
}

/**
 * alias joins whatever limits say, but not by what is several people's. A previous id that nobody has yet is taken as both an anonymous and a
 * user id, so that order does not matter.
 */
function resolveAlias(
  event: Resolvable,
  [strongest]: readonly Identifier[],
  previousId: string,
  { root: target, home }: Place,
  { graph, recorder, bridges }: State,
): Place {
  const { workspace, defaultRegion, kinds } = event.origin;
  const value = normaliseIdentifier('user_id', previousId, defaultRegion, kinds);
  if (strongest === undefined || value === undefined || event.identifiers.some((identifier) => identifier.kind === 'user_id' && identifier.value === value))
    return { root: target, home };
  const candidates = ['user_id', 'anonymous_id']
    .map((kind) => ({ kind, value }))
    .filter((identifier) => !kinds.ruleOf(identifier.kind).isShared && !bridges.isQuarantined(workspace, identifier));
  const known = candidates.filter((identifier) => graph.placeOf(workspace, identifier) !== undefined);
  let survivor = target;
  for (const identifier of known.length > 0 ? known : candidates) {
    const place = graph.placeOf(workspace, identifier);
    if (place === undefined) {
      graph.attach(workspace, identifier, { root: survivor, home }, event.ts);
      recorder.attached(event, identifier, { root: survivor, home });
      bridges.noteTogether(event, strongest, identifier);
    } else {
      recorder.seen(event, identifier);
      const joined = { a: strongest, b: identifier, aHome: home, bHome: place.home };
      const standing = bridges.meet(event, strongest, identifier);
      if (place.root !== survivor && standing === 'bridging') {
        recorder.conflict(event, joined, { cause: 'shared', kind: identifier.kind, most: undefined });
        continue;
      }
      if (place.root !== survivor) survivor = recorder.merged(event, graph.merge(survivor, place.root), joined, 'alias');
    }
    recorder.edge(event, strongest, identifier, 'alias');
  }
  return { root: survivor, home };
}
