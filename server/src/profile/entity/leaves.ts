import type { JsonValue } from '#kernel';

/** What one message said of one attribute: event time (ms), message id, source id, that source's trust, value. */
export type Saying = readonly [ts: number, messageId: string, sourceId: number, trust: number, value: JsonValue];

/**
 * All that matters of what was said of an entity, attribute by attribute, oldest first. In each list the last saying at or before a moment is what held then:
 * what a more trusted source outranks, or a later message of the same millisecond, is not kept. Of a value that was said again and again the first and the last time are kept,
 * so importing a catalogue every night does not grow it. Path '' says whether the entity is gone: every message says one or the other.
 */
export type Leaves = ReadonlyMap<string, readonly Saying[]>;

export const gonePath = '';

/** More paths than this on one entity are noise. */
const maxPaths = 1000;

/** Leaves that can be added to. */
export class LeavesDraft {
  readonly leaves: Map<string, readonly Saying[]>;
  /** Lists that are this draft's own, so that they may be changed in place. */
  private readonly owned = new Map<string, Saying[]>();

  constructor(before: Leaves) {
    this.leaves = new Map(before);
  }

  /** Adds a saying, wherever in time it belongs. True when the value that held at its moment is another one from now on. */
  say(path: string, saying: Saying): boolean {
    const list = this.listOf(path);
    if (list === undefined) return false;
    const [ts, messageId, , trust, value] = saying;
    const after = firstAfter(list, ts);
    const before = list[after - 1];
    const isSameMoment = before?.[0] === ts;
    if (before !== undefined && (before[3] > trust || (before[3] === trust && isSameMoment && before[1] >= messageId))) return false;
    const outranked = list.slice(after).findIndex((later) => later[3] >= trust);
    const at = isSameMoment ? after - 1 : after;
    list.splice(at, (outranked < 0 ? list.length : after + outranked) - at, saying);
    for (const middle of [at + 1, at, at - 1]) if (isMiddle(list, middle) && !this.isContested(path)) list.splice(middle, 1);
    return before === undefined || !isSame(before[4], value);
  }

  /** Whether another path contradicts this one (`a` and `a.b`): which of them shows hangs on when each was said last, so every time counts. */
  private isContested(path: string): boolean {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) if (this.leaves.has(path.slice(0, dot))) return true;
    const below = `${path}.`;
    return path !== gonePath && [...this.leaves.keys()].some((other) => other.startsWith(below));
  }

  private listOf(path: string): Saying[] | undefined {
    const own = this.owned.get(path);
    if (own !== undefined) return own;
    const known = this.leaves.get(path);
    if (known === undefined && this.leaves.size >= maxPaths) return undefined;
    const list = [...(known ?? [])];
    this.owned.set(path, list);
    this.leaves.set(path, list);
    return list;
  }
}

/** The index of the first saying later than `ts`. */
export function firstAfter(list: readonly Saying[], ts: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.[0] ?? 0) <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between two sayings of the same value and trust: it adds nothing. */
function isMiddle(list: readonly Saying[], index: number): boolean {
  const [before, it, after] = [list[index - 1], list[index], list[index + 1]];
  return before !== undefined && it !== undefined && after !== undefined && isLike(before, it) && isLike(it, after);
}

const isLike = (a: Saying, b: Saying): boolean => a[3] === b[3] && isSame(a[4], b[4]);
const isSame = (a: JsonValue, b: JsonValue): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
