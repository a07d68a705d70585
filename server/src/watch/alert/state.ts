/** What a look at a rule saw of one subject. */
export interface Reading {
  /** The source, event, segment or file; '' for the whole workspace. */
  readonly subject: string;
  readonly value: number | null;
  /** over: its condition holds · between: no longer, yet too near the bound to call it over (hysteresis) · clear */
  readonly level: 'over' | 'between' | 'clear';
  readonly says: { readonly zh: string; readonly en: string };
}

/** An episode as it stands; the moments in milliseconds. */
export interface Episode {
  readonly state: 'pending' | 'firing';
  readonly since: number;
  /** When its condition held last. */
  readonly seenAt: number;
  readonly firedAt: number | null;
  readonly toldAt: number | null;
  readonly isAcknowledged: boolean;
}

export interface Patience {
  readonly forMs: number;
  readonly repeatMs: number;
  /** Nothing is told while it is snoozed; states go on. */
  readonly isSnoozed: boolean;
}

export type Next =
  | { readonly kind: 'none' }
  /** It never fired: nothing is kept of it. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'open'; readonly episode: Episode; readonly tells: 'fired' | 'again' | null }
  | { readonly kind: 'resolved'; readonly tells: boolean };

/** Two looks at least must find it clear, or a value that swings about its bound would be told without end. */
const shortestClearMs = 2 * 60_000;

/**
 * ok → pending → firing → resolved. A condition must hold for `forMs` before it fires, and be clear for as long (two minutes at least) before it
 * is resolved. While it fires it is told again after `repeatMs`, unless somebody has acknowledged it.
 */
export function nextState(before: Episode | undefined, level: Reading['level'], { forMs, repeatMs, isSnoozed }: Patience, now: number): Next {
  if (before === undefined) {
    if (level !== 'over') return { kind: 'none' };
    return advance({ state: 'pending', since: now, seenAt: now, firedAt: null, toldAt: null, isAcknowledged: false }, { forMs, repeatMs, isSnoozed }, now);
  }
  if (level === 'over') return advance({ ...before, seenAt: now }, { forMs, repeatMs, isSnoozed }, now);
  if (before.state === 'pending') return { kind: 'dropped' };
  if (level === 'clear' && now - before.seenAt >= Math.max(forMs, shortestClearMs)) return { kind: 'resolved', tells: before.toldAt !== null && !isSnoozed };
  return { kind: 'open', episode: level === 'between' ? { ...before, seenAt: now } : before, tells: null };
}

function advance(episode: Episode, { forMs, repeatMs, isSnoozed }: Patience, now: number): Next {
  const fires = episode.state === 'firing' || now - episode.since >= forMs;
  if (!fires) return { kind: 'open', episode, tells: null };
  const fired: Episode = { ...episode, state: 'firing', firedAt: episode.firedAt ?? now };
  if (isSnoozed || (episode.toldAt !== null && (episode.isAcknowledged || now - episode.toldAt < repeatMs)))
    return { kind: 'open', episode: fired, tells: null };
  return { kind: 'open', episode: { ...fired, toldAt: now }, tells: episode.toldAt === null ? 'fired' : 'again' };
}
