/** The entrance in a real Chromium: the owner's first link, the second factor, a forgotten password, a lock-out; and how much the entrance weighs. */
import type { Browser, Page } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totpOf } from '../server/testing/totp.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, watchedPage } from './console/browser.ts';
import { makeOperator } from './console/people.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: signing in by a browser, because there is no Chromium (install the Debian package `chromium`)\n');

const password = 'three words apart';
const mostScriptBytes = 200_000;

describe.skipIf(chromiumPath === undefined)('the entrance', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const signIn = async (page: Page, email: string, secret: string): Promise<void> => {
    await page.fill('input[autocomplete=username]', email);
    await page.fill('input[autocomplete=current-password]', secret);
    await page.keyboard.press('Enter');
  };

  it('lets the owner in by the link that the start has printed, once', async () => {
    const context = await newContext(browser, { language: 'zh' });
    const { page, faults } = await watchedPage(context, product);
    await page.goto(`${product.url}/sign-in`);
    await page.getByText('这里还没有所有者').waitFor();
    const link = /http:\/\/\S+\/welcome\?token=\S+/.exec(product.output())?.[0] ?? 'no link was printed';
    await page.goto(link);
    await page.fill('input[autocomplete=name]', '王掌');
    expect(page.url()).toBe(`${product.url}/welcome`);
    // A reload finds the link again, though the address no longer says it.
    await page.reload();
    await page.fill('input[autocomplete=name]', '王掌柜');
    expect(page.url()).toBe(`${product.url}/welcome`);
    expect(await axeFaults(page)).toEqual([]);
    await page.fill('input[type=email]', 'owner@example.com');
    for (const field of await page.locator('input[autocomplete=new-password]').all()) await field.fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/w\/default\/start/);
    await page.goto(link);
    await page.getByRole('heading', { name: '链接已失效' }).waitFor();
    const { code, stdout } = await product.danqing('owner-link');
    expect(code).toBe(0);
    await page.goto(/http:\S+/.exec(stdout)?.[0] ?? 'no link was printed');
    await page.getByRole('heading', { name: '欢迎使用丹青' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('needs little script, no other host and no library', async () => {
    const context = await newContext(browser, { language: 'en', size: 'phone', theme: 'dark' });
    const { page, faults } = await watchedPage(context, product);
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    await page.goto(`${product.url}/sign-in`);
    await page.locator('form').waitFor();
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostScriptBytes);
    expect([await axeFaults(page), await overflowOf(page), faults]).toEqual([[], 0, []]);
    await context.close();
  });

  it('asks for a code once the second factor is on, and goes only to pages of its own', async () => {
    const { email, password: secret } = await makeOperator(product, 'analyst');
    const context = await newContext(browser, { language: 'en' });
    const { page } = await watchedPage(context, product);
    await page.goto(`${product.url}/sign-in?next=/w/default/settings/account`);
    await signIn(page, email, secret);
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('dialog').locator('input[type=password]').fill(secret);
    const answer = page.waitForResponse((response) => response.url().endsWith('/two-factor/enable'));
    await page.keyboard.press('Enter');
    const { uri }: { readonly uri: string } = await (await answer).json();
    await page.getByRole('textbox', { name: 'Code' }).fill(totpOf(uri));
    await page.keyboard.press('Enter');
    await page.getByText('Two-step verification is on').waitFor();
    await context.clearCookies();

    await page.goto(`${product.url}/sign-in?next=//elsewhere.example/`);
    await signIn(page, email, secret);
    await page.locator('input[autocomplete=one-time-code]').fill(totpOf(uri));
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/w\/default\//);
    expect(page.url().startsWith(product.url)).toBe(true);
    await context.close();
  });

  it('says why it stays shut, and what to do', async () => {
    const { email } = await makeOperator(product, 'viewer');
    const context = await newContext(browser, { language: 'en' });
    const { page } = await watchedPage(context, product);
    await page.goto(`${product.url}/sign-in`);
    await signIn(page, email, 'not the password');
    await page.getByRole('alert').getByText('Wrong e-mail or password').waitFor();
    for (let time = 0; time < 5; time++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/sign-in') && response.request().method() === 'POST');
      await signIn(page, email, 'not the password');
      await answered;
    }
    await page.getByRole('alert').getByText('Try again in 15 min').waitFor();
    await page.getByText('Forgot your password?').click();
    expect(await page.getByText('danqing owner-link').isVisible()).toBe(true);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  });
});
