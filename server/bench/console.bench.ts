import { chromiumPath, startChromium } from '../../test/browser/chromium.ts';
import { newContext } from '../../test/console/browser.ts';
import { type Account, makeOwner, signIn } from '../../test/console/people.ts';
import { type Product, startProduct } from '../../test/product.ts';
import { atMost, type Bench, type Figure } from './figure.ts';
import { median } from './statistics.ts';

interface Load {
  /** JavaScript as it came over the wire. */
  readonly kilobytes: number;
  /** From the first request until the page's own content can be seen. */
  readonly seconds: number;
}

type Loader = (url: string, ready: string, account?: Account) => Promise<Load>;

/** A cold load in a browser that has nothing in its cache. */
const openLoader = async (product: Product): Promise<{ readonly load: Loader; readonly close: () => Promise<void> }> => {
  const browser = await startChromium();
  const load: Loader = async (path, ready, account) => {
    const context = await newContext(browser, {});
    if (account !== undefined) await signIn(context, product, account);
    const page = await context.newPage();
    const startedAt = performance.now();
    await page.goto(product.url + path, { waitUntil: 'commit' });
    await page.waitForSelector(ready);
    const seconds = (performance.now() - startedAt) / 1000;
    await page.waitForLoadState('networkidle');
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming && new URL(entry.name).pathname.endsWith('.js'))
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
    await context.close();
    return { kilobytes: bytes / 1024, seconds };
  };
  return { load, close: () => browser.close() };
};

export const bench: Bench = {
  name: 'console',
  about: 'JavaScript to the sign-in screen and to the first page, and how soon they are there on a cold load',
  run: async ({ rounds, say }) => {
    if (chromiumPath === undefined) {
      say('skipped: there is no Chromium (Debian package `chromium`)');
      return [];
    }
    const product = await startProduct();
    const { load, close } = await openLoader(product);
    try {
      const owner = await makeOwner(product);
      const measure = async (name: string, limit: number, once: () => Promise<Load>): Promise<readonly Figure[]> => {
        const loads: Load[] = [];
        for (let round = 0; round < Math.max(rounds, 3); round++) loads.push(await once());
        const [kilobytes, seconds] = [median(loads.map((each) => each.kilobytes)), median(loads.map((each) => each.seconds))];
        return [
          { name: `JavaScript to ${name}`, measured: { value: kilobytes, unit: 'KB' }, goals: [atMost(kilobytes, limit, 'KB')], note: 'compressed, as sent' },
          { name: `cold load, ${name}`, measured: { value: seconds, unit: 's' }, goals: [atMost(seconds, 1.5, 's')] },
        ];
      };
      return [
        ...(await measure('the sign-in screen', 200, () => load('/sign-in', 'input[type="password"]'))),
        ...(await measure('the first page', 350, () => load('/w/default/home', '#page h1', owner))),
      ];
    } finally {
      await close();
      await product.stop();
    }
  },
};
