import { DateTime } from 'luxon';
import { byName, tagsRead } from './graph.ts';
import type { Node, Refresh, RunCause } from './types.ts';

/** A live definition is computed again at most this often, and never for more than a fifth of the time. */
const liveGapMs = 2000;
/** Live definitions that only time can change: each at most this often, and all together for at most a thirtieth of the time. */
const idleGapMs = 60_000;
/** After this many failures in a row a run waits for its schedule, new data or an edit. */
export const mostFailures = 5;

export interface DueNode {
  readonly node: Node;
  readonly cause: RunCause;
  /** What its run will include: what has passed, less what the live tags it reads still miss. */
  readonly position: number;
}

/** When a definition that is computed now should be next, by its schedule; days and hours begin in the workspace's zone. */
export function nextDueAt(refresh: Refresh, nowMs: number, timezone: string): Date | null {
  const now = DateTime.fromMillis(nowMs, { zone: timezone });
  if (refresh === 'hourly') return now.plus({ hours: 1 }).startOf('hour').toJSDate();
  if (refresh === 'daily') return now.plus({ days: 1 }).startOf('day').toJSDate();
  return null;
}

export const retryDelayMs = (failures: number): number => (failures >= mostFailures ? 300_000 : 1000 * 2 ** (failures - 1));

/** A live definition whose last run does not include everything that has passed. */
export const isLiveBehind = (node: Pick<Node, 'refresh' | 'position' | 'requests' | 'served'>, passed: number): boolean =>
  node.refresh === 'live' && (node.position < passed || node.requests > node.served);

/**
 * What to compute next, most urgent first: what people wait for, then whoever has waited longest. A definition that reads a tag which
 * is itself about to change waits for it, so that it is not computed twice.
 */
export function chooseDue(nodes: readonly Node[], passed: number, nowMs: number): readonly DueNode[] {
  const graph = byName(nodes);
  const liveLoadMs = nodes.reduce((sum, node) => sum + (node.refresh === 'live' ? node.elapsedMs : 0), 0);
  const isPaused = (node: Node): boolean => node.retryAt !== null && node.retryAt.getTime() > nowMs;

  const causeOf = (node: Node): RunCause | undefined => {
    if (isPaused(node)) return undefined;
    const sinceMs = node.computedAt === null ? Infinity : nowMs - node.computedAt.getTime();
    if (node.requests > node.served) return requestCause(node);
    if (node.dueAt !== null && node.dueAt.getTime() <= nowMs) return 'schedule';
    if (node.refresh !== 'live') return undefined;
    if (node.position < passed && sinceMs >= Math.max(liveGapMs, 4 * node.elapsedMs)) return 'data';
    return node.isTimed && sinceMs >= Math.max(idleGapMs, 30 * liveLoadMs) ? 'schedule' : undefined;
  };
  const isAboutToChange = (tag: Node, reader: Node): boolean =>
    tag.failures === 0 &&
    (tag.state === 'computing' ||
      tag.requests > tag.served ||
      (tag.dueAt !== null && tag.dueAt.getTime() <= nowMs) ||
      (tag.refresh === 'live' && tag.position < passed && tag.position <= reader.position));

  return nodes
    .flatMap((node) => {
      const cause = causeOf(node);
      const tags = tagsRead(graph, node);
      if (cause === undefined || tags.some((tag) => isAboutToChange(tag, node))) return [];
      const behind = tags.filter((tag) => tag.refresh === 'live' && tag.failures === 0).map((tag) => tag.position);
      return [{ node, cause, position: Math.min(passed, ...behind) }];
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
