import manifest from '../package.json' with { type: 'json' };
import { maskUrl } from './mask.ts';

export interface PageContext {
  readonly url: string;
  readonly path: string;
  readonly search: string;
  readonly title: string;
  readonly referrer: string;
}

const CAMPAIGN = /^utm_(source|medium|campaign|term|content|id)$/;

/** What the address says of the campaign it belongs to; undefined when nothing. */
export function campaignOf(search: string): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const part = CAMPAIGN.exec(name)?.[1];
    if (part !== undefined && value !== '') found[part === 'campaign' ? 'name' : part] = value;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** The page one looks at. `referrer` is the page before: of a route within the application, the route before. */
export const pageContext = (referrer: string): PageContext => ({
  url: maskUrl(location.href),
  path: location.pathname,
  search: maskUrl(location.search),
  title: document.title,
  referrer: maskUrl(referrer),
});

/** What is the same for every event of a browser; sent once a request. */
export const browserContext = (): object => ({
  library: { name: manifest.name, version: manifest.version },
  locale: navigator.language,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
});
