import type { EvaluationContext } from '#compile';
import { entitiesChanged } from '#pipeline';
import { countProfiles } from '#profile';
import { tagNews } from '../due.ts';
import { nameOf } from '../graph.ts';
import type { Node } from '../types.ts';
import type { Changes } from './change-log.ts';
import { hasEdges, readCrossed } from './crossing.read.ts';
import type { LiveForm, RunRange } from './live-kind.ts';
import type { Followed, TickDeps } from './followed.ts';

/** Who must be looked at, and why; `definitions` by name are those whose answer may have changed. */
export interface Touched {
  readonly profiles: ReadonlyMap<number, string>;
  readonly definitions: ReadonlySet<string>;
  /** These must run in full, because what they read of entities changed. */
  readonly stale: readonly Followed[];
  /** More than it pays to look at one by one: these definitions are to run in full. */
  readonly tooMany: boolean;
}

interface Moment {
  readonly context: EvaluationContext;
  readonly head: number;
  readonly withTime: boolean;
}

/** So many are always looked at one by one … */
const alwaysFew = 20_000;
/** … and beyond that this share of everybody: 5,000 of 500,000 profiles take 0.8 s for 200 segments that take 28 s in full. */
const mostShare = 0.25;
/** What crossed an edge is not listed beyond this. */
const crossedLimit = 500_000;

const isAffected = (form: LiveForm, changes: Changes): boolean =>
  changes.hasIdentity || changes.merged.size > 0 || form.events.some((name) => name === '*' || changes.events.has(name));

/** The profiles that changed since the definitions' last ticks: by data, by merges, by tags they read, by time. */
export async function findTouched(deps: TickDeps, followed: readonly Followed[], graph: ReadonlyMap<string, Node>, moment: Moment): Promise<Touched> {
  const { context, head, withTime } = moment;
  const { workspace } = context;
  const profiles = new Map<number, string>();
  const definitions = new Set<string>();
  const stale: Followed[] = [];
  const touch = (ids: Iterable<number>, cause: string): void => {
    for (const id of ids) if (!profiles.has(id)) profiles.set(id, cause);
  };

  const from = Math.min(head, ...followed.map(({ node }) => node.position));
  if (from < head) {
    const changes = await deps.changes.read(workspace, from, head);
    if (changes.events.has(entitiesChanged)) stale.push(...followed.filter(({ node, form }) => node.position < head && form.readsEntities));
    const affected = followed.filter(({ node, form }) => node.position < head && isAffected(form, changes));
    if (affected.length > 0) {
      touch(changes.merged, 'merge');
      touch(changes.profiles, 'data');
      for (const { node } of affected) definitions.add(nameOf(node));
    }
  }
  const news = followed.map(({ node }) => ({ node, tags: tagNews(graph, node) })).filter(({ tags }) => tags.length > 0);
  if (news.length > 0) {
    touch(await deps.kinds.tag.changedIn(workspace, rangesOf(news), crossedLimit), 'tag');
    for (const { node } of news) definitions.add(nameOf(node));
  }
  if (withTime) {
    const timed = followed.filter(({ form }) => hasEdges(form.edges));
    const crossed = await readCrossed(
      deps.clickhouse,
      timed.map(({ node, form }) => ({ edges: form.edges, lastMs: node.timedAt?.getTime() ?? context.at })),
      context,
      crossedLimit,
    );
    if (crossed.size > 0) for (const { node } of timed) definitions.add(nameOf(node));
    touch(crossed, 'time');
  }
  return { profiles, definitions, stale, tooMany: profiles.size > alwaysFew && profiles.size > mostShare * (await countProfiles(deps.clickhouse, workspace)) };
}

/** Of each tag, the runs that some reader has not seen. */
function rangesOf(news: readonly { readonly node: Node; readonly tags: readonly Node[] }[]): readonly RunRange[] {
  const ranges = new Map<number, RunRange>();
  for (const { node, tags } of news) {
    for (const tag of tags) {
      const after = Math.min(node.tagsSeen[tag.definitionId] ?? 0, ranges.get(tag.definitionId)?.after ?? Infinity);
      ranges.set(tag.definitionId, { definition: tag.definitionId, after, upTo: tag.lastRun });
    }
  }
  return [...ranges.values()];
}
