import type { PageContext } from '../context.ts';

interface ViewDeps {
  readonly now: () => number;
  readonly isVisible: () => boolean;
  /** How far down the page is in sight, in percent. */
  readonly depth: () => number;
  readonly onLeft: (page: PageContext, properties: Readonly<Record<string, number | boolean>>) => void;
}

/** One page in front of somebody's eyes. */
export interface View {
  /** Another page begins; the one before ends. */
  begin(page: PageContext): void;
  /** Out of sight. Told again for the same page, it says only what came on top, so that sums are right. */
  end(): void;
  /** In sight again. */
  resume(): void;
  scrolled(): void;
  /** What was seen so far does not count. */
  drop(): void;
}

const SHORTEST_MS = 50;

/**
 * Measures how long a page is in sight. A page that goes out of sight may never come back (a phone ends it without a word), so it is told each time;
 * what is told after a return is marked `returned`, and its seconds are those since.
 */
export function createView({ now, isVisible, depth, onLeft }: ViewDeps): View {
  let page: PageContext | undefined;
  let since: number | undefined;
  let deepest = 0;
  let isReturned = false;
  const end = (): void => {
    const ms = since === undefined ? 0 : now() - since;
    since = undefined;
    if (page === undefined || ms < SHORTEST_MS) return;
    onLeft(page, { visible_seconds: Math.round(ms / 100) / 10, scroll_depth: deepest, ...(isReturned && { returned: true }) });
    isReturned = true;
  };
  const resume = (): void => {
    if (isVisible()) since ??= now();
  };
  const scrolled = (): void => {
    deepest = Math.max(deepest, depth());
  };
  return {
    begin: (next) => {
      end();
      since = undefined;
      page = next;
      deepest = 0;
      isReturned = false;
      resume();
      scrolled();
    },
    end,
    resume,
    scrolled,
    drop: () => {
      page = undefined;
    },
  };
}

export const scrollDepth = (): number => {
  const { scrollHeight } = document.documentElement;
  return Math.min(100, Math.round(((scrollY + innerHeight) / Math.max(1, scrollHeight)) * 100));
};
