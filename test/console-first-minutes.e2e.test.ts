/**
 * The first ten minutes as a new owner has them: from the one-time link through each of the three doors to a number, in both languages and on a phone,
 * by clicks and typing alone. Clicks are counted.
 */
import { Analytics } from '@segment/analytics-node';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { texts as entranceEn } from '../console/src/i18n/en/entrance.ts';
import { texts as packsEn } from '../console/src/i18n/en/packs.ts';
import { texts as sourcesEn } from '../console/src/i18n/en/sources.ts';
import { texts as startEn } from '../console/src/i18n/en/start.ts';
import { texts as entranceZh } from '../console/src/i18n/zh/entrance.ts';
import { texts as packsZh } from '../console/src/i18n/zh/packs.ts';
import { texts as sourcesZh } from '../console/src/i18n/zh/sources.ts';
import { texts as startZh } from '../console/src/i18n/zh/start.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { newContext, settled, watchedPage } from './console/browser.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the first ten minutes in the console, because there is no Chromium (install the Debian package `chromium`)\n');

const words = {
  zh: { entrance: entranceZh, start: startZh, import: { try: '试运行', start: '开始导入', done: '导入完成' }, packs: packsZh, sources: sourcesZh },
  en: { entrance: entranceEn, start: startEn, import: { try: 'Dry run', start: 'Start the import', done: 'Imported' }, packs: packsEn, sources: sourcesEn },
} as const;

const looks = [
  { language: 'zh', size: 'desktop' },
  { language: 'en', size: 'phone' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-first-minutes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A shop's orders as its back office exports them; every fourth buyer came twice. */
function writeOrders(): string {
  const rows = Array.from({ length: 80 }, (_, index) => {
    const phone = `139${String(10_000_000 + (index % 60) * 7919)}`;
    const day = new Date(Date.now() - (index + 2) * 86_400_000).toISOString().slice(0, 10);
    return [`DD${1000 + index}`, phone, `顾客${index % 60}`, `${day} 10:20:00`, String(60 + index * 5), '交易成功'].join(',');
  });
  const file = join(folder, `orders-${rows.length}.csv`);
  writeFileSync(file, `﻿${['订单编号,联系手机,收货人姓名,订单付款时间,买家实际支付金额,订单状态', ...rows].join('\n')}\n`);
  return file;
}

describe.skipIf(chromiumPath === undefined).each(looks)('the first ten minutes, in $language on a $size', ({ language, size }) => {
  const say = words[language];
  let product: Product;
  let browser: Browser;
  let page: Page;
  let faults: readonly string[];
  let clicks = 0;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    product = await startProduct();
    ({ page, faults } = await watchedPage(await newContext(browser, { language, size }), product));
    clicks = 0;
    await becomeOwner();
  });
  afterEach(async () => {
    await page.context().close();
    await product.stop();
  });

  const click = async (target: Locator): Promise<void> => {
    clicks++;
    await target.click();
  };
  const button = (name: string | RegExp): Locator => page.locator('#page').getByRole('button', { name }).first();
  const link = (name: string | RegExp): Locator => page.locator('#page').getByRole('link', { name }).first();

  /** From what `npm start` prints to the first page. */
  async function becomeOwner(): Promise<void> {
    await page.goto(/http:\/\/\S+\/welcome\?token=\S+/.exec(product.output())?.[0] ?? 'no link was printed');
    clicks++;
    await page.getByLabel(say.entrance.welcome.name, { exact: true }).fill('林掌柜');
    await page.getByLabel(say.entrance.email, { exact: true }).fill('lin@example.com');
    const brand = page.getByLabel(say.entrance.welcome.brand, { exact: true });
    expect(await brand.inputValue()).toBe(say.entrance.welcome.brandProposed);
    await brand.fill('山野茶事');
    for (const field of await page.locator('input[type=password]').all()) await field.fill('a quiet lake in autumn');
    clicks += 5; // one for each field
    await click(page.getByRole('button', { name: say.entrance.welcome.start, exact: true }));
    await page.waitForURL(/\/w\/default\/start/);
    await page.getByText('山野茶事').first().waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** From the packs to a segment's size. */
  async function firstCount(): Promise<number> {
    await settled(page);
    await click(
      page
        .locator('#page')
        .getByRole('button', { name: new RegExp(say.packs.adoptAll.replace('{{count}}', '\\d+')) })
        .first(),
    );
    await click(link(say.packs.seeSegments));
    const sizes = page.locator('#page [data-size]');
    await sizes.first().waitFor();
    await expect
      .poll(async () => Math.max(...(await sizes.allInnerTexts()).map((text) => Number(text.replaceAll(',', '').replace('–', '0')))), { timeout: 60_000 })
      .toBeGreaterThan(0);
    return Math.max(...(await sizes.allInnerTexts()).map((text) => Number(text.replaceAll(',', '').replace('–', '0'))));
  }

  it('shows the demo in a workspace of its own, and takes it away again', async () => {
    await click(button(say.start.demo.make));
    await page.getByText(say.start.demo.ready, { exact: true }).waitFor({ timeout: 240_000 });
    const workspaceOf = (): string => new URL(page.url()).pathname.split('/')[2] ?? '';
    await click(link(say.start.demo.open));
    await page.waitForURL((url) => url.pathname.startsWith('/w/demo'));
    await settled(page);
    expect(workspaceOf()).not.toBe('default');
    expect(await page.locator('#page').innerText()).toMatch(/[12],\d{3}/);
    await page.goto(`${product.url}/w/${workspaceOf()}/segments`);
    await page.locator('#page [data-size]').first().waitFor();
    await page.goto(`${product.url}/w/default/start`);
    await settled(page);
    await click(button(say.start.demo.remove));
    await click(page.getByRole('tooltip').getByRole('button', { name: say.start.demo.remove }));
    await button(say.start.demo.make).waitFor({ timeout: 120_000 });
    expect(JSON.stringify(await product.api('GET', '/workspaces'))).not.toContain('"demo"');
    expect(faults).toEqual([]);
  });

  it('goes from a table to a segment’s size in at most 30 clicks, without JSON', async () => {
    const chooser = page.waitForEvent('filechooser');
    await click(button(say.start.file.go));
    await (await chooser).setFiles(writeOrders());
    clicks += 2; // choosing the file
    await page.waitForURL(/upload=/);
    await click(button(say.import.try));
    await click(button(say.import.start));
    await page.getByText(say.import.done, { exact: true }).first().waitFor({ timeout: 60_000 });
    await page.goto(`${product.url}/w/default/packs`);
    clicks++;
    expect(await firstCount()).toBeLessThanOrEqual(60);
    expect(clicks).toBeLessThanOrEqual(30);
    process.stderr.write(`from the link to a segment's size: ${clicks} clicks (${language}, ${size})\n`);
    expect(faults).toEqual([]);
  });

  it('connects an SDK with the snippet’s own key and sees its event arrive', async () => {
    await click(button(say.start.sdk.go));
    await settled(page);
    await page.goto(`${product.url}/w/default/data/sources/1?tab=connect`);
    await settled(page);
    await click(button(say.sources.reveal));
    await page.waitForFunction(() => /c[A-Za-z0-9]{24}/.test(document.querySelector('#page')?.textContent ?? ''));
    const snippet = await page.locator('#page').innerText();
    const writeKey = /\bc[A-Za-z0-9]{24}\b/.exec(snippet)?.[0] ?? 'no key in the snippet';
    expect(snippet).toContain(product.url);
    await click(button(say.sources.testStart));
    const analytics = new Analytics({ writeKey, host: product.url, flushAt: 1 });
    analytics.track({ userId: 'u-1', event: 'Order Completed', properties: { revenue: 20 } });
    await analytics.closeAndFlush();
    await page.getByText(say.sources.testPassed.replace('{{event}}', 'Order Completed')).waitFor({ timeout: 30_000 });
    expect(faults).toEqual([]);
  });
});
