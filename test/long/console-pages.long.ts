/** Every page of the console in a real Chromium, in both sizes, languages and themes: nothing broken, nothing scrolls sideways, no serious fault for screen readers. */
import type { Browser, BrowserContext } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from '../browser/chromium.ts';
import { axeFaults } from '../console/axe.ts';
import { type Look, newContext, overflowOf, settled, watchedPage } from '../console/browser.ts';
import { type Account, makeOwner, signIn } from '../console/people.ts';
import { type Screen, screens } from '../console/screens.ts';
import { type Product, startProduct } from '../product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the pages of the console, because there is no Chromium (install the Debian package `chromium`)\n');

const looks: readonly Required<Look>[] = [
  { language: 'zh', size: 'desktop', theme: 'light' },
  { language: 'en', size: 'phone', theme: 'dark' },
];

it('has a picture of every route', () => {
  const routes = [...readFileSync(new URL('../../console/src/routes.tsx', import.meta.url), 'utf8').matchAll(/page\('([^'*]+)'/g)].map(([, route]) => route);
  expect(routes.length).toBeGreaterThan(5);
  expect(routes.filter((route) => route !== '/' && !screens.some((screen) => screen.route === route))).toEqual([]);
});

describe.skipIf(chromiumPath === undefined)('the pages of the console', () => {
  let product: Product;
  let browser: Browser;
  let owner: Account;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    owner = await makeOwner(product);
    const { code, stderr } = await product.danqing('demo', '--customers', '200', '--workspace', 'default');
    if (code !== 0) throw new Error(stderr);
    await product.api('POST', '/packs/retail/adopt', {});
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** What is wrong with a page, each on a line. */
  async function faultsOf(context: BrowserContext, { name, path }: Screen): Promise<readonly string[]> {
    const { page, faults } = await watchedPage(context, product);
    await page.goto(product.url + (path.startsWith('/') ? path : `/w/default/${path}`));
    await settled(page);
    const overflow = await overflowOf(page);
    const axe = await axeFaults(page);
    const headings = await page.locator('h1').count();
    await page.close();
    return [...faults, ...axe, ...(overflow > 0 ? [`scrolls sideways by ${overflow} px`] : []), ...(headings === 1 ? [] : [`has ${headings} titles`])].map(
      (fault) => `${name}: ${fault}`,
    );
  }

  describe.each(looks)('in $language, $size, $theme', (look) => {
    it('are whole and can be read by everybody', async () => {
      const outside = await newContext(browser, look);
      const inside = await newContext(browser, look);
      await signIn(inside, product, owner);
      const found: string[] = [];
      for (const screen of screens) found.push(...(await faultsOf(screen.path.startsWith('/') ? outside : inside, screen)));
      await Promise.all([outside.close(), inside.close()]);
      expect(found).toEqual([]);
    });
  });
});
