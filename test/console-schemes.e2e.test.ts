/** A scheme by tiers is made by clicks and is everyone; events change somebody, and the movement shows it; the strategy sheet is written in place. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { sendAll } from './collecting.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: schemes in the console, because there is no Chromium (install the Debian package `chromium`)\n');

/** As long as the machine may be busy with others. */
const patienceMs = 60_000;

/** Ten people who bought for 100, 200 … 1,000, and two who bought nothing. */
const buyers = Array.from({ length: 10 }, (_, index) => index + 1);
const order = (user: number, revenue: number, id: string) => ({
  messageId: id,
  type: 'track',
  event: 'Order Completed',
  userId: `u${user}`,
  properties: { revenue, order_id: id },
});

describe.skipIf(chromiumPath === undefined)('segmentation schemes in the console', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];
  let scheme = '';

  const soundness = async (): Promise<readonly string[]> => {
    await settled(page);
    return [...(await axeFaults(page)), ...((await overflowOf(page)) > 0 ? ['scrolls sideways'] : [])];
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    const people = [...buyers, 11, 12].map((user) => ({
      messageId: `p${user}`,
      type: 'identify',
      userId: `u${user}`,
      traits: { email: `u${user}@example.com` },
    }));
    await sendAll(product, [...people, ...buyers.map((user) => order(user, user * 100, `o${user}`))]);
    await untilDrained(product, { atLeast: people.length + buyers.length });
    context = await newContext(browser, { language: 'zh' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('is made from a ready one: the preview is everyone, with its own cut points it is kept', async () => {
    await page.goto(`${product.url}/w/default/schemes`);
    await page.getByRole('link', { name: '价值分层' }).click();
    const preview = page.locator('.ant-card', { hasText: '归组预览' }).last();
    // Quantiles 20, 60, 20 of ten buyers; who bought nothing is in no group, and all together are everyone.
    for (const line of [/高价值\s*2\s/, /中价值\s*6\s/, /低价值\s*2\s/, /未归组\s*2\s/, /合计\s*12\s*100%/])
      await expect.poll(() => preview.innerText().then((text) => text.replaceAll('\n', ' ')), { timeout: patienceMs }).toMatch(line);
    // The cut points are taken as they are, and then moved by hand.
    await page.getByRole('button', { name: '固定当前分界值' }).click();
    await page.getByRole('spinbutton', { name: '第 2 档与第 3 档的分界值' }).fill('950');
    await page.getByRole('spinbutton', { name: '第 1 档与第 2 档的分界值' }).fill('450');
    for (const line of [/高价值\s*1\s/, /中价值\s*5\s/, /低价值\s*4\s/, /未归组\s*2\s/])
      await expect.poll(() => preview.innerText().then((text) => text.replaceAll('\n', ' ')), { timeout: patienceMs }).toMatch(line);
    expect(await soundness()).toEqual([]);
    await page.getByRole('button', { name: '保存并归组' }).click();
    await page.waitForURL(/schemes\/scheme_/);
    scheme = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const table = page.getByRole('region', { name: '各组' });
    await expect.poll(() => table.getByRole('row').allInnerTexts(), { timeout: patienceMs }).toHaveLength(5);
    const sizes = (await table.getByRole('row').allInnerTexts()).slice(1).map((text) => text.split(/\s+/).slice(0, 2));
    expect(sizes.map(([name]) => name)).toEqual(['高价值', '中价值', '低价值', '未归组']);
    expect(await product.api('GET', `/schemes/${scheme}/sizes`)).toMatchObject({ total: 12, sizes: [{ size: 1 }, { size: 5 }, { size: 4 }, { size: 2 }] });
    expect(await soundness()).toEqual([]);
  });

  it('shows who moved after events changed somebody, and why one is where they are', async () => {
    const placed = new Date().toISOString();
    // The one who bought for 100 buys for 2,000 more; one who had bought nothing buys for 10.
    await sendAll(product, [order(1, 2000, 'o-more'), order(11, 10, 'o-first')]);
    await untilDrained(product, { atLeast: 24 });
    await expect
      .poll(() => product.api('GET', `/schemes/${scheme}/sizes`), { timeout: patienceMs })
      .toMatchObject({ sizes: [{ size: 2 }, { size: 5 }, { size: 4 }, { size: 1 }] });
    await page.goto(`${product.url}/w/default/schemes/${scheme}?tab=movement&from=${placed}`);
    const matrix = page.getByRole('region', { name: '流动矩阵' });
    await matrix.getByRole('button', { name: '低价值 → 高价值：1' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('从“低价值”到“高价值”的客户').waitFor();
    await drawer.getByRole('link', { name: '逐条判断' }).click();
    await page.getByRole('heading', { name: '在“高价值”' }).waitFor();
    await page.goBack();
    await matrix.getByRole('button', { name: '未归组 → 低价值：1' }).waitFor();
    expect(await soundness()).toEqual([]);
  });

  it('keeps what is written into the strategy sheet, with who wrote it', async () => {
    await page.goto(`${product.url}/w/default/schemes/${scheme}?tab=strategy`);
    const cell = page.getByRole('textbox', { name: '高价值的商品' });
    await cell.fill('新品优先体验');
    await cell.blur();
    await page.getByRole('status').getByText('已保存').waitFor();
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: '高价值的商品' }).inputValue(), { timeout: patienceMs }).toBe('新品优先体验');
    await page.getByRole('button', { name: '修改记录' }).click();
    await page.getByText('owner 修改了“高价值”的商品').waitFor();
    expect(await soundness()).toEqual([]);
    expect(faults).toEqual([]);
  });
});
