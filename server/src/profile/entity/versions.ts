import type { JsonObject } from '#kernel';
import { nestTraits, type StoredTrait } from '../traits.ts';
import { firstAfter, gonePath, type Leaves, type Saying } from './leaves.ts';

/** How an entity was from a moment on. */
export interface EntityVersion {
  /** ms */
  readonly ts: number;
  /** Nested, with the types they were sent with. */
  readonly attributes: JsonObject;
  readonly isGone: boolean;
}

const stored = ([t, m, s, r, v]: Saying): StoredTrait => ({ v, t, m, s, r });

/** How the entity was at a moment; undefined before anything was said of it. Order of arrival leaves no trace: paths are taken by name. */
export function stateAt(leaves: Leaves, ts: number): EntityVersion | undefined {
  const document: [string, StoredTrait][] = [];
  let isGone: boolean | undefined;
  for (const path of [...leaves.keys()].sort()) {
    const list = leaves.get(path) ?? [];
    const saying = list[firstAfter(list, ts) - 1];
    if (saying === undefined) continue;
    if (path === gonePath) isGone = saying[4] === true;
    else document.push([path, stored(saying)]);
  }
  return isGone === undefined ? undefined : { ts, attributes: nestTraits(Object.fromEntries(document)), isGone };
}

const textOf = (state: EntityVersion | undefined): string | undefined => state && `${state.isGone ? '-' : '+'}${JSON.stringify(state.attributes)}`;

export interface VersionChanges {
  /** Moments that had no version yet. */
  readonly inserted: readonly EntityVersion[];
  /** Versions that a late message changed. */
  readonly rewritten: readonly EntityVersion[];
  /** The moments of all versions, ascending. */
  readonly versions: readonly number[];
}

/**
 * What new sayings at the moments `said` change: a version where the state differs from the one before, and every later version that reads otherwise now. What had been said
 * again without changing anything becomes a version when something late comes before it.
 */
export function changedVersions(before: Leaves, after: Leaves, versions: readonly number[], said: readonly number[]): VersionChanges {
  const from = said.reduce((least, ts) => Math.min(least, ts), Number.POSITIVE_INFINITY);
  const known = new Set(versions);
  const kept = versions.filter((ts) => ts < from);
  const moments = [...new Set([...versions.filter((ts) => ts >= from), ...saidFrom(after, from)])].sort((a, b) => a - b);
  const inserted: EntityVersion[] = [];
  const rewritten: EntityVersion[] = [];
  const [all, last] = [[...kept], kept.at(-1)];
  let previous = last === undefined ? undefined : textOf(stateAt(after, last));
  for (const ts of moments) {
    const state = stateAt(after, ts);
    const text = textOf(state);
    if (state === undefined || (!known.has(ts) && text === previous)) continue;
    if (!known.has(ts)) inserted.push(state);
    else if (text !== textOf(stateAt(before, ts))) rewritten.push(state);
    all.push(ts);
    previous = text;
  }
  return { inserted, rewritten, versions: all };
}

/** Every moment from `from` on at which something stands that was said. */
const saidFrom = (leaves: Leaves, from: number): readonly number[] =>
  [...leaves.values()].flatMap((list) => list.slice(firstAfter(list, from - 1)).map(([ts]) => ts));

/** The history as people read it, oldest first: versions that a late message made equal to the one before are not shown. */
export function historyOf(leaves: Leaves, versions: readonly number[]): readonly EntityVersion[] {
  let previous: string | undefined;
  return versions.flatMap((ts) => {
    const state = stateAt(leaves, ts);
    const text = textOf(state);
    if (state === undefined || text === previous) return [];
    previous = text;
    return [state];
  });
}
