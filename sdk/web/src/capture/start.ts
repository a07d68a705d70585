import type { Options } from '../options.ts';
import type { Queue } from '../queue.ts';
import type { Recorder } from '../recorder.ts';
import { type Captured, clickOf } from './clicks.ts';
import { formOf } from './forms.ts';
import { onRoute } from './pages.ts';
import type { Visit } from './visit.ts';
import { isWanted } from './wanted.ts';

/** When a route's new title has been set. */
const TITLE_MS = 50;

/** Listens to the page, as far as was asked for. */
export function startCapture(options: Options, queue: Queue, recorder: Recorder, { page, view }: Visit): void {
  let isGone = false;
  const capture = (found: Captured | undefined): void => {
    if (found !== undefined) recorder.record('track', { ...found }, true);
  };
  if (isWanted(options, 'clicks')) addEventListener('click', (event) => capture(clickOf(event.composedPath()[0])), true);
  if (isWanted(options, 'forms')) addEventListener('submit', (event) => capture(formOf(event.target)), true);
  if (isWanted(options, 'leave')) addEventListener('scroll', view.scrolled, { passive: true });
  if (isWanted(options, 'pages')) {
    onRoute(() => setTimeout(page, TITLE_MS));
    whenShown(() => page());
  }
  addEventListener('pagehide', () => {
    isGone = true;
    view.end();
    queue.leave();
  });
  addEventListener('pageshow', ({ persisted }) => {
    isGone = false;
    // Back from the browser's memory: the document did not start, but somebody looks at it.
    if (persisted && isWanted(options, 'pages')) page();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return view.resume();
    view.end();
    if (!isGone) void queue.flush();
  });
  addEventListener('online', () => void queue.flush());
}

/** A page that the browser prepares in advance may never be looked at. */
function whenShown(then: () => void): void {
  if ('prerendering' in document && document.prerendering === true) document.addEventListener('prerenderingchange', then, { once: true });
  else then();
}
