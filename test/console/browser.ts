/** Pages of the console in a real Chromium: as somebody, in a language, a theme and a size. */
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import type { Product } from '../product.ts';

export type Language = 'zh' | 'en';
export type Theme = 'light' | 'dark';
export type Size = 'desktop' | 'phone';

const viewports = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;

export interface Look {
  readonly language?: Language;
  readonly theme?: Theme;
  readonly size?: Size;
}

/** What went wrong in a page: errors of scripts, refusals of the policy, answers from 500 on, requests to other hosts. */
export interface Watched {
  readonly page: Page;
  readonly faults: readonly string[];
}

/** A browser context in which nothing is remembered yet. */
export async function newContext(browser: Browser, { language = 'zh', theme = 'light', size = 'desktop' }: Look = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: viewports[size],
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    reducedMotion: 'reduce',
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return context;
}

/** The requests of each page whose answers are not there yet. */
const awaited = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const pending = new Set<Request>();
  awaited.set(page, pending);
  page.on('request', (request) => /\/(stream|live)\b/.test(new URL(request.url()).pathname) || pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
}

/** When the test fails, says where the page was and what stood on it. */
function tellOnFailure(page: Page, faults: readonly string[]): void {
  onTestFailed(async () => {
    const textOf = (selector: string) =>
      page
        .locator(selector)
        .allInnerTexts()
        .catch((error: unknown) => [String(error)]);
    const [dialogs, main] = [await textOf('[role=dialog]'), await textOf('body')];
    const open = [...(awaited.get(page) ?? [])].map((request) => request.url());
    process.stderr.write(`the page of the failed test: ${JSON.stringify({ url: page.url(), faults, open, dialogs, text: main.join('').slice(0, 2000) })}\n`);
  });
}

export async function watchedPage(context: BrowserContext, product: Product): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  watchRequests(page);
  if (expect.getState().currentTestName !== undefined) tellOnFailure(page, faults);
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is written to the browser's console by itself; what must not be refused is watched below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== product.url) faults.push(`a request to ${origin}`);
  });
  return { page, faults };
}

/** As a link does. Whether another page took the place of the one that was there; one of the same route may keep its title. */
async function followed(page: Page, path: string): Promise<boolean> {
  await page.evaluate((to) => {
    for (const title of document.querySelectorAll('h1')) title.setAttribute('data-left', '');
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  const isOther = page.waitForFunction(() => document.querySelector('h1[data-left]') === null, undefined, { timeout: 2_000 });
  return isOther.then(
    () => true,
    () => false,
  );
}

/** Goes to a page of a workspace without loading the whole console again, which is most of the time; by way of a page that does not exist, so that nothing of the last one is left. */
export async function goTo(page: Page, product: Product, path: string): Promise<void> {
  const isInside = page.url().startsWith(`${product.url}/w/`) && path.startsWith('/w/');
  if (isInside && (await followed(page, '/w/default/between')) && (await followed(page, path))) return;
  await page.goto(product.url + path);
}

/** A page is at rest when for so long nothing was asked and nothing is drawn as still coming. */
const restMs = 200;
const longestWaitMs = 20_000;

/** Waits until nothing is loading any more: no answer is awaited (streams never end and do not count), the page has its title or says what went wrong, no skeletons, no spinners. False: it never came to rest. */
export async function settled(page: Page): Promise<boolean> {
  const deadline = Date.now() + longestWaitMs;
  let quietSince = Date.now();
  while (Date.now() - quietSince < restMs) {
    if (Date.now() > deadline) return false;
    await page.waitForTimeout(restMs / 4);
    // A page that leaves for another one cannot be asked.
    if ((awaited.get(page)?.size ?? 0) > 0 || !(await page.evaluate(isDrawn).catch(() => false))) quietSince = Date.now();
  }
  return true;
}

const isDrawn = (): boolean => document.querySelector('h1, [data-went-wrong]') !== null && document.querySelector('.ant-skeleton, .ant-spin-spinning') === null;

/** Whether the page scrolls sideways, which no page may on any screen. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
