import { type PageContext, pageContext } from '../context.ts';
import { maskUrl } from '../mask.ts';
import type { Options } from '../options.ts';
import type { Queue } from '../queue.ts';
import type { Recorder } from '../recorder.ts';
import { type Captured, clickOf } from './clicks.ts';
import { formOf } from './forms.ts';
import { createView, scrollDepth, type View } from './leave.ts';
import { onRoute } from './pages.ts';
import { searchTermIn } from './search.ts';

interface CaptureDeps {
  readonly options: Options;
  readonly queue: Queue;
  readonly recorder: Recorder;
  readonly visit: Visit;
  readonly page: () => void;
}

/** The pages of one document, one after the other. */
export interface Visit {
  now(): PageContext;
  /** Another page begins. */
  begin(): PageContext;
  /** Forgets what was seen so far. */
  restart(): void;
  readonly view: View;
}

export function createVisit(onLeft: (page: PageContext, properties: object) => void): Visit {
  let referrer = document.referrer;
  let address: string | undefined;
  const now = (): PageContext => pageContext(referrer);
  const view = createView({ now: () => performance.now(), isVisible: () => document.visibilityState === 'visible', depth: scrollDepth, onLeft });
  return {
    now,
    begin: () => {
      const next = maskUrl(location.href);
      if (address !== undefined && address !== next) referrer = address;
      address = next;
      const page = now();
      view.begin(page);
      return page;
    },
    restart: view.drop,
    view,
  };
}

/** The frame in which a route's new title has been set. */
const TITLE_MS = 50;

/** Listens to the page, as far as was asked for. */
export function startCapture({ options, queue, recorder, visit, page }: CaptureDeps): void {
  const { autocapture: wanted = false } = options;
  const isWanted = (name: 'pages' | 'leave' | 'clicks' | 'forms'): boolean => (typeof wanted === 'boolean' ? wanted : wanted[name] === true);
  let isGone = false;

  const capture = (found: Captured | undefined): void => {
    if (found !== undefined) recorder.record('track', { ...found }, true);
  };

  if (isWanted('clicks')) addEventListener('click', (event) => capture(clickOf(event.composedPath()[0])), true);
  if (isWanted('forms')) addEventListener('submit', (event) => capture(formOf(event.target)), true);
  if (isWanted('leave')) addEventListener('scroll', visit.view.scrolled, { passive: true });
  if (isWanted('pages')) {
    onRoute(() => setTimeout(page, TITLE_MS));
    whenShown(page);
  }
  addEventListener('pagehide', () => {
    isGone = true;
    visit.view.end();
    queue.leave();
  });
  addEventListener('pageshow', ({ persisted }) => {
    isGone = false;
    // Back from the browser's memory: the document did not start, but somebody looks at it.
    if (persisted && isWanted('pages')) page();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return visit.view.resume();
    visit.view.end();
    if (!isGone) void queue.flush();
  });
  addEventListener('online', () => void queue.flush());
}

/** A page that the browser prepares in advance may never be looked at. */
function whenShown(then: () => void): void {
  if ('prerendering' in document && document.prerendering === true) document.addEventListener('prerenderingchange', then, { once: true });
  else then();
}

/** What the page's address says was searched for, unless the page before says the same (the next page of results). */
export function createSearchReader(names: readonly string[] | undefined): () => string | undefined {
  let last = document.referrer.startsWith(location.origin) ? searchTermIn(new URL(document.referrer).search, names) : '';
  return () => {
    const term = searchTermIn(location.search, names);
    const isNew = term !== '' && term !== last;
    last = term;
    return isNew ? term : undefined;
  };
}
