/** A viewer's whole walk through the console: no byte of a customer's personal data leaves the server, and no page that is not theirs opens. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { goTo, newContext, settled, watchedPage } from './console/browser.ts';
import { makeOperator, signIn } from './console/people.ts';
import { screens } from './console/screens.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: a viewer’s walk through the console, because there is no Chromium (install the Debian package `chromium`)\n');

interface StoredProfile {
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly traits: { readonly name?: string; readonly address?: { readonly street?: string } };
}

const atOnce = 3;

/** Of a page that a role may not use. */
const refusal = '你的角色不能查看这里的内容';

describe.skipIf(chromiumPath === undefined)('a viewer in the console', () => {
  let product: Product;
  let browser: Browser;
  let secrets: ReadonlySet<string>;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    const { code, stderr } = await product.danqing('demo', '--customers', '120', '--workspace', 'default');
    if (code !== 0) throw new Error(stderr);
    await product.api('POST', '/packs/retail/adopt', {});
    secrets = await personalData();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** What must not leave: everybody's phone numbers (with and without the country), e-mails, full names and streets. */
  async function personalData(): Promise<ReadonlySet<string>> {
    const response = await fetch(`${product.url}/api/v1/profiles?limit=1000`, { headers: { authorization: `Bearer ${product.adminKey}` } });
    const page: { readonly items: readonly StoredProfile[] } = await response.json();
    const found = page.items.flatMap(({ identifiers, traits }) => [
      ...identifiers.flatMap(({ kind, value }) => (kind === 'phone' ? [value, value.replace('+86', '')] : kind === 'email' ? [value] : [])),
      ...[traits.name, traits.address?.street].flatMap((text) => (typeof text === 'string' && text.length >= 3 ? [text] : [])),
    ]);
    return new Set(found);
  }

  async function walkOf(role: string): Promise<{ readonly context: BrowserContext; readonly bodies: Map<string, string> }> {
    const context = await newContext(browser);
    const bodies = new Map<string, string>();
    context.on('response', (response) => {
      if (!response.url().startsWith(`${product.url}/api/`)) return;
      response.text().then(
        (text) => bodies.set(`${response.request().method()} ${response.url()}`, text),
        () => undefined, // a stream, or the page is gone
      );
    });
    await signIn(context, product, await makeOperator(product, role));
    return { context, bodies };
  }

  it('gets nothing unmasked in any answer', async () => {
    expect(secrets.size).toBeGreaterThan(200);
    const { context, bodies } = await walkOf('viewer');
    const left = screens.flatMap(({ path }) => (path.startsWith('/') ? [] : [path]));
    const walk = async (): Promise<void> => {
      const { page } = await watchedPage(context, product);
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await goTo(page, product, `/w/default/${path}`);
        await settled(page);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, walk));
    await context.close();
    expect(bodies.size).toBeGreaterThan(40);
    expect([...bodies.keys()].some((url) => url.includes('/api/v1/profiles/1/events'))).toBe(true);
    const leaks = [...bodies].flatMap(([url, text]) => [...secrets].filter((secret) => text.includes(secret)).map((secret) => `${url}: ${secret}`));
    expect(leaks).toEqual([]);
  });

  it('is told in plain words where a page is not theirs, and the menu does not lead there', async () => {
    const { context } = await walkOf('manager');
    const { page } = await watchedPage(context, product);
    await page.goto(`${product.url}/w/default/home`);
    await settled(page);
    const links = await page.locator('nav').innerText();
    expect(links).not.toContain('API 密钥');
    expect(links).not.toContain('操作记录');
    for (const path of ['settings/audit', 'settings/keys', 'settings/people']) {
      await page.goto(`${product.url}/w/default/${path}`);
      await settled(page);
      expect(await page.locator('#page').innerText()).toContain(refusal);
    }
    await context.close();
  });
});
