import { DateTime } from 'luxon';
import { byName, tagsRead } from './graph.ts';
import type { Node, Refresh, RunCause } from './types.ts';

/** A live definition that ticks cannot follow is computed in full at most this often, and never for more than a fifth of the time. */
const liveGapMs = 2000;
/** What moves all the time runs in full each at most this often, and all together for at most a thirtieth of the time. */
const idleGapMs = 60_000;
/** After this many failures in a row a run waits for its schedule, new data or an edit. */
export const mostFailures = 5;

export interface DueNode {
  readonly node: Node;
  readonly cause: RunCause;
  /** What its run will include: the changes that have passed, less what the live tags it reads still miss … */
  readonly position: number;
  /** … and the runs of those tags. */
  readonly tagsSeen: Readonly<Record<string, number>>;
}

/** What decides besides the nodes themselves. */
export interface DueWorld {
  /** The last change of profiles that can be queried, of a workspace. */
  headOf(workspace: number): number;
  /** Whether ticks keep this live definition up to date, so that it runs in full only when it must. */
  isFollowed(node: Node): boolean;
  /** Whether it moves with time in a way that ticks do not follow. */
  isDrifting(node: Node): boolean;
}

/** When a definition that is computed now should be next, by its schedule; days and hours begin in the workspace's zone. */
export function nextDueAt(refresh: Refresh, nowMs: number, timezone: string): Date | null {
  const now = DateTime.fromMillis(nowMs, { zone: timezone });
  if (refresh === 'hourly') return now.plus({ hours: 1 }).startOf('hour').toJSDate();
  if (refresh === 'daily') return now.plus({ days: 1 }).startOf('day').toJSDate();
  return null;
}

/** When a definition whose run was stopped runs again by itself: by its schedule; a live one with the next day. */
export const resumesAt = (refresh: Refresh, nowMs: number, timezone: string): Date | null => nextDueAt(refresh === 'live' ? 'daily' : refresh, nowMs, timezone);

export const retryDelayMs = (failures: number): number => (failures >= mostFailures ? 300_000 : 1000 * 2 ** (failures - 1));

/** The tags it reads whose values changed since, with their last runs. */
export const tagNews = (graph: ReadonlyMap<string, Node>, node: Node): readonly Node[] =>
  tagsRead(graph, node).filter((tag) => tag.lastRun > (node.tagsSeen[tag.definitionId] ?? 0));

/** A live definition that does not include everything that has passed, or a tag's newest values, and is about to. */
export const isLiveBehind = (graph: ReadonlyMap<string, Node>, node: Node, head: number): boolean =>
  node.refresh === 'live' && node.state !== 'stopped' && (node.position < head || node.requests > node.served || tagNews(graph, node).length > 0);

/** The last runs of the tags that a definition reads, as its own run will include them. */
export const runsOfTags = (graph: ReadonlyMap<string, Node>, node: Node): Readonly<Record<string, number>> =>
  Object.fromEntries(tagsRead(graph, node).map((tag) => [tag.definitionId, tag.lastRun]));

/**
 * What to compute in full next, most urgent first: what people wait for, then whoever has waited longest. A definition that reads a tag
 * which is itself about to be computed in full waits for it, so that it is not computed twice.
 */
export function chooseDue(nodes: readonly Node[], world: DueWorld, nowMs: number): readonly DueNode[] {
  const graph = byName(nodes);
  const liveLoadMs = nodes.reduce((sum, node) => sum + (node.refresh === 'live' ? node.elapsedMs : 0), 0);
  const isPaused = (node: Node): boolean => node.retryAt !== null && node.retryAt.getTime() > nowMs;

  const liveCauseOf = (node: Node): RunCause | undefined => {
    const sinceMs = node.computedAt === null ? Infinity : nowMs - node.computedAt.getTime();
    const isRested = sinceMs >= Math.max(liveGapMs, 4 * node.elapsedMs);
    const isBehind = world.isFollowed(node) ? node.position < 0 : isLiveBehind(graph, node, world.headOf(node.workspace));
    if (isBehind && isRested) return 'data';
    const isMoving = world.isFollowed(node) ? world.isDrifting(node) : node.isTimed;
    return isMoving && sinceMs >= Math.max(idleGapMs, 30 * liveLoadMs) ? 'time' : undefined;
  };
  const causeOf = (node: Node): RunCause | undefined => {
    if (isPaused(node)) return undefined;
    if (node.requests > node.served) return requestCause(node);
    if (node.dueAt !== null && node.dueAt.getTime() <= nowMs) return 'schedule';
    return node.refresh === 'live' && node.state !== 'stopped' ? liveCauseOf(node) : undefined;
  };
  const isAboutToChange = (tag: Node, reader: Node): boolean =>
    tag.failures === 0 &&
    (tag.state === 'computing' ||
      tag.requests > tag.served ||
      (tag.dueAt !== null && tag.dueAt.getTime() <= nowMs) ||
      (tag.refresh === 'live' &&
        tag.state !== 'stopped' &&
        tag.position < (world.isFollowed(tag) ? 0 : world.headOf(tag.workspace)) &&
        tag.position <= reader.position));

  return nodes
    .flatMap((node) => {
      const cause = causeOf(node);
      const tags = tagsRead(graph, node);
      if (cause === undefined || tags.some((tag) => isAboutToChange(tag, node))) return [];
      const behind = tags.filter((tag) => tag.refresh === 'live' && tag.state !== 'stopped' && tag.failures === 0).map((tag) => tag.position);
      return [{ node, cause, position: Math.min(world.headOf(node.workspace), ...behind), tagsSeen: runsOfTags(graph, node) }];
    })
    .sort((a, b) => urgency(a) - urgency(b) || waitingSince(a.node) - waitingSince(b.node) || kindRank(a.node) - kindRank(b.node));
}

const requestCause = (node: Node): RunCause => {
  if (node.computedAt === null) return 'created';
  return node.position < 0 ? 'edited' : 'requested';
};
const urgency = ({ node }: DueNode): number => (node.requests > node.served ? 0 : 1);
/** Tags before segments, which may read them. */
const kindRank = (node: Node): number => (node.kind === 'tag' ? 0 : 1);
const waitingSince = (node: Node): number => node.computedAt?.getTime() ?? 0;
