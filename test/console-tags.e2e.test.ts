/** Tags by clicks alone: a pack adopted, a tag by cases made with its spread in view, and its value found on a customer's page. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { type Account, makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: tags in the console, because there is no Chromium (install the Debian package `chromium`)\n');

interface Found {
  readonly items: readonly { readonly key: string; readonly name: string; readonly state: string; readonly count: number | null }[];
}

/** A machine that does much else at the same time is slow, not wrong. */
const patienceMs = 45_000;

describe.skipIf(chromiumPath === undefined)('tags in the console', () => {
  let product: Product;
  let browser: Browser;
  let owner: Account;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    await sendShop();
    owner = await makeOwner(product);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Ten customers; six of them ordered. */
  async function sendShop(): Promise<void> {
    const people = Array.from({ length: 10 }, (_, index) => `c${index}`);
    const timestamp = new Date(Date.now() - 86_400_000).toISOString();
    const batch = [
      ...people.map((userId) => ({ type: 'identify', userId, messageId: `i-${userId}`, timestamp, traits: { name: `客户${userId}` } })),
      ...people
        .slice(0, 6)
        .map((userId) => ({ type: 'track', event: 'Order Completed', userId, messageId: `o-${userId}`, timestamp, properties: { revenue: 99 } })),
    ];
    const authorization = `Basic ${Buffer.from(`${product.writeKey}:`).toString('base64')}`;
    const answer = await fetch(`${product.url}/v1/batch`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    await untilDrained(product, { atLeast: batch.length });
  }

  const tagCalled = async (name: string): Promise<Found['items'][number] | undefined> => {
    const response = await fetch(`${product.url}/api/v1/tags?search=${encodeURIComponent(name)}`, { headers: { authorization: `Bearer ${product.adminKey}` } });
    const { items }: Found = await response.json();
    return items.find((tag) => tag.name === name);
  };

  /** The first that the list under a field offers for what was typed. */
  const choose = async (page: Page, label: string, typed: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).first().click();
    await page.keyboard.type(typed);
    await page.locator('.ant-select-item-option:visible').first().click();
  };

  it('adopts a pack, makes a tag by cases with a preview, and shows its value on a customer', async () => {
    const context = await newContext(browser);
    const { page, faults } = await watchedPage(context, product);
    page.setDefaultTimeout(patienceMs);
    await signIn(context, product, owner);

    await page.goto(`${product.url}/w/default/tags`);
    await page.getByRole('link', { name: '从行业模板启用' }).first().click();
    await page.getByRole('button', { name: '查看内容' }).first().click();
    await page
      .getByRole('row', { name: /近一年订单数/ })
      .getByRole('button', { name: /^启\s?用$/ })
      .click();
    await page.getByText(/启用完成/).waitFor();
    await page.getByRole('link', { name: '查看标签' }).first().click();
    await page.getByRole('link', { name: '近一年订单数', exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole('link', { name: '新建标签' }).click();
    await page.getByRole('button', { name: /按条件取值/ }).click();
    const values = page.getByRole('textbox', { name: '值', exact: true });
    await values.first().fill('买过');
    await page.getByRole('button', { name: '删除第 2 条' }).click();
    await page.getByRole('button', { name: '添加条件' }).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('完成订单');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /完成订单/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByLabel('设为默认值').check();
    await page.getByLabel('默认值', { exact: true }).fill('没买过');
    const preview = page.locator('.ant-card', { hasText: '预览' }).last();
    await preview.getByText(/\d+ 人有值，覆盖 100%/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('textbox', { name: '标签名称' }).fill('买没买过');
    await page.getByRole('button', { name: '创建标签' }).click();
    await page.getByRole('heading', { name: '买没买过' }).waitFor();
    await expect.poll(async () => (await tagCalled('买没买过'))?.state, { timeout: patienceMs }).toBe('ready');

    await page.getByRole('link', { name: '查看这些客户' }).first().click();
    await settled(page);
    await page.locator('a[href*="/customers/"]').first().click();
    await settled(page);
    const tab = page.getByRole('tab', { name: /标签/ });
    if ((await tab.count()) > 0) await tab.first().click();
    await page.getByText('买没买过').first().waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('fits a phone, and puts a tag into a category without dragging', async () => {
    const context = await newContext(browser, { size: 'phone' });
    const { page, faults } = await watchedPage(context, product);
    page.setDefaultTimeout(patienceMs);
    await signIn(context, product, owner);
    await page.goto(`${product.url}/w/default/tags?q=${encodeURIComponent('买没买过')}`);
    await page.getByRole('button', { name: '“买没买过”的更多操作' }).click();
    await page.getByRole('menuitem', { name: '移动到分类' }).click();
    await choose(page, '放入哪个分类', '消费');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText(/已把“买没买过”放入/).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is not saved by the Enter that ends what an input method spells, and takes its full-width digits', async () => {
    await product.api('POST', '/tags', { key: 'score', name: '人工评分', type: 'number', definition: { manual: true } });
    const context = await newContext(browser);
    const { page, faults } = await watchedPage(context, product);
    await signIn(context, product, owner);
    await page.goto(`${product.url}/w/default/tags/score`);
    await page.getByRole('button', { name: '修改负责人' }).click();
    const owners = page.getByRole('textbox', { name: '负责人' });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'li', selectionStart: 2, selectionEnd: 2 });
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' });
    await devtools.send('Input.insertText', { text: 'li' });
    await page.keyboard.type(' 芳');
    await page.waitForTimeout(500);
    expect(await owners.inputValue()).toBe('li 芳');
    await page.keyboard.press('Enter');
    await page.getByText('li 芳').waitFor();

    await page.goto(`${product.url}/w/default/tags/score?tab=values`);
    const value = page.getByRole('spinbutton', { name: '值', exact: true });
    await value.click();
    await devtools.send('Input.insertText', { text: '１２．５' });
    await page.keyboard.press('Tab');
    expect(await value.inputValue()).toBe('12.5');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('stops a computation that takes long, says who did, and keeps that in the task centre', async () => {
    // Ten customers to the tenth power: minutes.
    const others = Array.from({ length: 9 }, (_, index) => `CROSS JOIN profiles AS p${index}`).join(' ');
    const definition = { sql: `SELECT p.profile_id AS profile_id, count() AS value FROM profiles AS p ${others} GROUP BY p.profile_id` };
    await product.api('POST', '/tags', { key: 'endless', name: '算不完', definition, type: 'number', refresh: 'daily' });
    const context = await newContext(browser);
    const { page, faults } = await watchedPage(context, product);
    page.setDefaultTimeout(patienceMs);
    await signIn(context, product, owner);
    await page.goto(`${product.url}/w/default/tags/endless`);
    await expect.poll(async () => (await tagCalled('算不完'))?.state, { timeout: patienceMs }).toBe('computing');
    await page.getByRole('button', { name: /^停\s?止$/ }).click();
    const sure = page.getByRole('tooltip');
    await sure.getByText(/原有结果保持不变/).waitFor();
    await sure.getByRole('button', { name: /^停\s?止$/ }).click();
    await page.getByText(/^owner 于 .+ 停止了计算$/).waitFor();
    await page.getByText(/还没有成功计算过，暂无结果。.+会自动重新计算/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.goto(`${product.url}/w/default/tasks?state=stopped`);
    await page.getByText('计算标签“算不完”').click();
    await page.getByRole('dialog').getByText('由 owner 停止，还没有结果').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect((await tagCalled('算不完'))?.state).toBe('stopped');
    expect(faults).toEqual([]);
    await context.close();
  });
});
