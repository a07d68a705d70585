import type { Properties } from '../../../shared/events.ts';
import { type PageContext, pageContext } from '../context.ts';
import { maskUrl } from '../mask.ts';
import type { Options } from '../options.ts';
import type { Recorder } from '../recorder.ts';
import { createView, scrollDepth, type View } from './leave.ts';
import { searchTermIn } from './search.ts';
import { isWanted } from './wanted.ts';

/** The pages of one document, one after the other. */
export interface Visit {
  /** Another page is shown; the one before ends. */
  page(name?: string, properties?: Properties): void;
  search(query: string, properties?: Properties): void;
  /** What was seen so far does not count; the page that is shown now begins. */
  restart(): void;
  readonly view: View;
}

/** Knows which page was before. */
export function createPlace(): { now(): PageContext; move(): PageContext } {
  let referrer = document.referrer;
  let address: string | undefined;
  const now = (): PageContext => pageContext(referrer);
  return {
    now,
    move: () => {
      const next = maskUrl(location.href);
      if (address !== undefined && address !== next) referrer = address;
      address = next;
      return now();
    },
  };
}

/** What the page's address says was searched for, unless the page before says the same (the next page of results). */
function createSearchReader(names: readonly string[] | undefined): () => string {
  let last = document.referrer.startsWith(location.origin) ? searchTermIn(new URL(document.referrer).search, names) : '';
  return () => {
    const term = searchTermIn(location.search, names);
    const isNew = term !== last;
    last = term;
    return isNew ? term : '';
  };
}

export function createVisit(options: Options, recorder: Recorder, place: ReturnType<typeof createPlace>, onShown: () => void): Visit {
  const searchedFor = createSearchReader(options.searchParameters);
  let last: readonly [name: string | undefined, properties: Properties | undefined] | undefined;
  const view = createView({
    now: () => performance.now(),
    isVisible: () => document.visibilityState === 'visible',
    depth: scrollDepth,
    onLeft: (page, properties) => {
      if (isWanted(options, 'leave')) recorder.record('track', { event: 'Page Left', properties, context: { page } }, true);
    },
  });
  const search = (query: string, properties?: Properties): void =>
    recorder.record('track', { event: 'Products Searched', properties: { query, ...properties } });
  const page = (name?: string, properties?: Properties): void => {
    last = [name, properties];
    const shown = place.move();
    view.begin(shown);
    recorder.record('page', { name, properties: { ...shown, ...properties } });
    const term = isWanted(options, 'search') && recorder.isKeeping() ? searchedFor() : '';
    if (term !== '') search(term);
    onShown();
  };
  return {
    page,
    search,
    restart: () => {
      view.drop();
      if (last !== undefined) page(...last);
    },
    view,
  };
}
