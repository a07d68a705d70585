/** A scheme by tiers is made by clicks and is everyone; events change somebody, and the movement shows it; the strategy sheet is written in place; a grid of a number and a tag is built by clicks. */
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

const shots = process.env['DANQING_TEST_SHOTS'];

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
    // Cell after cell, faster than the server answers.
    const texts = ['新品优先体验', '不打折', '企业微信'];
    await page.route('**/strategy', async (route) => {
      if (route.request().method() === 'PUT') await new Promise((resolve) => setTimeout(resolve, 600));
      await route.continue();
    });
    await page.getByRole('textbox', { name: '高价值的商品' }).click();
    for (const text of texts) {
      await page.keyboard.type(text, { delay: 20 });
      await page.keyboard.press('Tab');
    }
    await page.getByRole('status').getByText('已保存').waitFor();
    await page.unroute('**/strategy');
    await page.reload();
    const cells = page.getByRole('row', { name: /高价值/ }).getByRole('textbox');
    await expect.poll(() => cells.evaluateAll((all) => all.slice(0, 3).map((cell) => Object(cell).value)), { timeout: patienceMs }).toEqual(texts);
    await page.getByRole('button', { name: '修改记录' }).click();
    await page.getByText('owner 修改了“高价值”的商品').waitFor();
    expect(await soundness()).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is a grid of a number and a tag, built by clicks: cells, rows, columns and the unassigned are everybody, on a phone too', async () => {
    // Ten live in one of two cities; u11 and u12 in none.
    const inCity = (city: string, users: readonly number[]) => ({
      rule: { trait: 'email', op: 'in', value: users.map((user) => `u${user}@example.com`) },
      value: city,
    });
    const definition = { cases: [inCity('上海', [1, 2, 3, 4, 5, 6]), inCity('北京', [7, 8, 9, 10])] };
    await product.api('POST', '/tags', { key: 'home_city', name: '常住城市', category: '基本', type: 'text', definition, refresh: 'live' });
    await expect
      .poll(() => product.api('GET', '/rules/values?of=tag&path=home_city&search='), { timeout: patienceMs })
      .toMatchObject({ items: [{ count: 6 }, { count: 4 }] });

    await page.goto(`${product.url}/w/default/schemes/new`);
    await page.getByRole('link', { name: '空白方案' }).click();
    await page.getByLabel('方案名称').fill('消费 × 城市');
    await page.getByText('两种分法交叉', { exact: true }).click();
    const card = (title: string) => page.locator('.ant-card').filter({ has: page.locator('.ant-card-head-title', { hasText: new RegExp(`^${title}$`) }) });
    const rows = card('分法');
    await rows.getByText('按数值分档', { exact: true }).click();
    await rows.getByText('自定义', { exact: true }).click();
    const preview = card('归组预览');
    await preview.getByText('行：每一组都要填写名称。').waitFor();
    await rows.getByRole('textbox', { name: '第 2 组的名称' }).fill('高消费');
    await rows.getByRole('textbox', { name: '第 1 组的名称' }).fill('低消费');
    await rows.getByRole('spinbutton', { name: '第 1 档与第 2 档的分界值' }).fill('450');
    const columns = card('列');
    await columns.getByText('按标签取值', { exact: true }).click();
    await columns.getByRole('combobox', { name: '哪个标签' }).click();
    await page.locator('.ant-select-item-option', { hasText: '常住城市' }).click();
    await columns.getByRole('button', { name: '每个取值分一组' }).click();
    await columns.getByRole('textbox', { name: '第 2 组的名称' }).fill('首都');

    // Net sales by now: u1 2,100; u2 … u10 200 … 1,000; u11 10; u12 none.
    const grid = preview.getByRole('region', { name: '行与列交叉后的人数' });
    const cellsOf = () => grid.getByRole('row').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    const expected = [
      ['', '上海', '首都', '小计'],
      ['高消费', '325%', '433.3%', '758.3%'],
      ['低消费', '325%', '00%', '325%'],
      ['小计', '650%', '433.3%', '1083.3%'],
      ['未归组', '216.7%'],
      ['合计', '12100%'],
    ];
    await expect.poll(cellsOf, { timeout: patienceMs }).toEqual(expected);
    await page.getByRole('textbox', { name: '高消费 × 上海 的名称' }).fill('核心客户');
    await grid.getByText('核心客户').waitFor();
    // A bound that moves moves people, and everybody stays everybody.
    await rows.getByRole('spinbutton', { name: '第 1 档与第 2 档的分界值' }).fill('950');
    await expect.poll(cellsOf, { timeout: patienceMs }).toMatchObject([{}, ['高消费', '核心客户18.3%', '18.3%', '216.7%'], {}, {}, {}, ['合计', '12100%']]);
    expect(await soundness()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await soundness()).toEqual([]);
    await grid.scrollIntoViewIfNeeded();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/grid-phone.png`, fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    if (shots !== undefined) await page.screenshot({ path: `${shots}/grid.png`, fullPage: true });

    await page.getByRole('button', { name: '保存并归组' }).click();
    await page.waitForURL(/schemes\/scheme_/);
    const made = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    // The page opens at once; people are grouped a moment later.
    await expect
      .poll(() => product.api('GET', `/schemes/${made}/sizes`), { timeout: patienceMs })
      .toMatchObject({ total: 12, sizes: [{ size: 1 }, { size: 1 }, { size: 5 }, { size: 3 }, { key: '', size: 2 }] });
    const kept = page.getByRole('region', { name: '行与列交叉，颜色越深人越多' });
    await kept.getByText('核心客户').waitFor();
    await expect.poll(() => kept.getByRole('row').last().innerText(), { timeout: patienceMs }).toMatch(/合计\s*12\s*100%/);
    expect(await soundness()).toEqual([]);
    expect(faults).toEqual([]);
  });
});
