/** Going through every page of the console, as its owner, with the demo's retailer in it. */
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../browser/chromium.ts';
import type { Product } from '../product.ts';
import { goTo, type Look, newContext, overflowOf, settled, type Watched, watchedPage } from './browser.ts';
import { startProductWithFolder } from './channels.ts';
import { makeExamples } from './examples.ts';
import { type Account, makeOwner, signIn } from './people.ts';
import { type Screen, screens } from './screens.ts';

export interface Walk {
  readonly browser: Browser;
  readonly product: Product;
  readonly owner: Account;
  stop(): Promise<void>;
}

/** A product with a small demo and the retail pack, its owner, and a browser. */
export async function startWalk(): Promise<Walk> {
  const [product, browser] = await Promise.all([startProductWithFolder(), startChromium()]);
  const owner = await makeOwner(product);
  const { code, stderr } = await product.danqing('demo', '--customers', '200', '--workspace', 'default');
  if (code !== 0) throw new Error(stderr);
  await product.api('POST', '/packs/retail/adopt', {});
  await makeExamples(product);
  const stop = async (): Promise<void> => {
    await browser.close();
    await product.stop();
  };
  return { browser, product, owner, stop };
}

/** Looks at a page at rest for more than what every walk looks for; each line is a fault. */
type LookFurther = (page: Page) => Promise<readonly string[]>;

const nothingMore: LookFurther = () => Promise.resolve([]);

const atOnce = 3;

/** What is wrong with the pages, each on a line: nothing broken, one title, nothing that scrolls sideways, nothing that never comes to rest. */
export async function walkAll({ browser, product, owner }: Walk, look: Required<Look>, more: LookFurther = nothingMore): Promise<readonly string[]> {
  const outside = await newContext(browser, look);
  const inside = await newContext(browser, look);
  await signIn(inside, product, owner);
  const left = [...screens];
  const found: string[] = [];
  const walk = async (): Promise<void> => {
    const [here, there] = [await watchedPage(inside, product), await watchedPage(outside, product)];
    for (let screen = left.shift(); screen !== undefined; screen = left.shift())
      found.push(...(await faultsOf(product, screen.path.startsWith('/') ? there : here, screen, more)));
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
  await Promise.all([outside.close(), inside.close()]);
  return found.toSorted();
}

async function faultsOf(product: Product, { page, faults }: Watched, { name, path }: Screen, more: LookFurther): Promise<readonly string[]> {
  const before = faults.length;
  await goTo(page, product, path.startsWith('/') ? path : `/w/default/${path}`);
  const isAtRest = await settled(page);
  const overflow = await overflowOf(page);
  const headings = await page.locator('h1').count();
  const others = await more(page);
  return [
    ...faults.slice(before),
    ...others,
    ...(overflow > 0 ? [`scrolls sideways by ${overflow} px`] : []),
    ...(headings === 1 ? [] : [`has ${headings} titles`]),
    ...(isAtRest ? [] : ['never came to rest']),
  ].map((fault) => `${name}: ${fault}`);
}
