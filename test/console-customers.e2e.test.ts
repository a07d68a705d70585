/** A marketer's work with the list of customers: search, a view of one's own, a list of those chosen and of all that match, a file; at a desk and on a phone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { type Message, sendAll } from './collecting.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOperator, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: the list of customers, because there is no Chromium (install the Debian package `chromium`)\n');

const people = 70;
const buyers = 60;

/** Seventy customers, sixty of whom bought once, each for a hundred more than the one before. */
function messages(): readonly Message[] {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  return Array.from({ length: people }, (_, n): readonly Message[] => {
    const traits = { name: `客户${n}号`, phone: `1380013${8000 + n}`, city: n % 2 === 0 ? '武汉' : '上海' };
    const order = {
      messageId: `o${n}`,
      type: 'track',
      userId: `u${n}`,
      timestamp: at,
      event: 'Order Completed',
      properties: { order_id: `SO-${1000 + n}`, revenue: 100 * (n + 1) },
    };
    return [{ messageId: `i${n}`, type: 'identify', userId: `u${n}`, timestamp: at, traits }, ...(n < buyers ? [order] : [])];
  }).flat();
}

describe.skipIf(chromiumPath === undefined)('the list of customers', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    const sent = messages();
    await sendAll(product, sent);
    await untilDrained(product, { atLeast: sent.length });
    // What the data hold is learnt a moment after they came; columns are chosen from it.
    while (!JSON.stringify(await product.api('GET', '/rules/vocabulary', undefined)).includes('"kind":"phone"'))
      await new Promise((resolve) => setTimeout(resolve, 200));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  const rows = (page: Page) => page.getByRole('region', { name: '客户' }).locator('tbody tr.ant-table-row');
  const members = async (key: string): Promise<number> => {
    const list = await product.api('GET', `/lists/${key}`, undefined);
    return Object(list).count;
  };

  it('is searched, shown by a view of one’s own, put on a list and exported, by clicks and keys alone', async () => {
    const context = await newContext(browser);
    await signIn(context, product, await makeOperator(product, 'marketer'));
    const { page, faults } = await watchedPage(context, product);

    // Whom the last four digits mean, and why; the number stays masked.
    await page.goto(`${product.url}/w/default/customers`);
    await page.getByRole('searchbox', { name: '搜索客户' }).fill('8003');
    await page.keyboard.press('Enter');
    await page.getByText('手机号 的一部分').waitFor();
    expect(await rows(page).count()).toBe(1);
    expect(await page.content()).not.toContain('13800138003');
    await page.getByRole('searchbox', { name: '搜索客户' }).fill('');
    await page.keyboard.press('Enter');

    // A view that the data suggest, put in another order, with other columns.
    await page.getByRole('tab', { name: /有过购买/ }).click();
    await page.getByText(`${buyers} 位客户，占全部的 85.7%`).waitFor();
    await page.getByRole('columnheader', { name: /净销售额/ }).click();
    await page.getByText('视图已修改').waitFor();
    await page.waitForURL(/sort=-metrics\.net_sales/);
    await rows(page).filter({ hasText: '¥6,000.00' }).first().waitFor();
    await page.getByRole('button', { name: /列$/ }).click();
    await page.getByRole('button', { name: '不显示“建档时间”' }).click();
    await page.getByRole('button', { name: /^plus 手机号$/ }).click();
    const handle = page.getByRole('button', { name: /移动“手机号”/ });
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await page.getByText(/“手机号”已移到第 \d 位/).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '另存为…' }).click();
    await page.getByLabel('视图名称').fill('大买家');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s?存/ })
      .click();
    await page.waitForURL(/view=\d+$/);
    await page.getByRole('tab', { name: '大买家', selected: true }).waitFor();
    await settled(page);
    expect(await rows(page).first().innerText()).toContain('¥6,000.00');
    expect(await axeFaults(page)).toEqual([]);

    // Two of them on a new list, then all that match on the same one.
    await rows(page).nth(0).getByRole('checkbox').check();
    await rows(page).nth(1).getByRole('checkbox').check();
    await page.getByRole('button', { name: '加入名单' }).click();
    await page.getByText('新建名单').click();
    await page.getByLabel('名单名称').fill('十月回访');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s?定/ })
      .click();
    await page.getByText('已把 2 位客户加入“十月回访”').waitFor();
    const link = (await page.getByRole('link', { name: '查看名单' }).first().getAttribute('href')) ?? '';
    const key = link.split('/').at(-1) ?? '';
    expect(await members(key)).toBe(2);
    await page.getByRole('button', { name: `选择全部 ${buyers} 位` }).click();
    await page.getByRole('button', { name: '加入名单' }).click();
    await page.getByRole('dialog').getByRole('combobox').click();
    await page.getByTitle('十月回访').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s?定/ })
      .click();
    await page.getByText(`已把 ${buyers - 2} 位客户加入“十月回访”`).waitFor();
    expect(await members(key)).toBe(buyers);

    // The view as a file: its columns under their names, in its order, masked.
    await page
      .getByRole('region', { name: /已选全部/ })
      .getByRole('button', { name: '导出' })
      .click();
    await page.getByLabel('用途').fill('十月回访的准备');
    await page.getByRole('button', { name: '开始导出' }).click();
    await page.getByText('已开始导出').waitFor();
    const [headings, first, ...rest] = (await exported()).split('\r\n');
    expect(headings).toBe('客户,主要标识,城市,订单数,净销售额,手机号,最近活跃');
    expect(first).toMatch(/^客\*+,.*phone=\+86138\*{4}8059.*,上海,1,6000,\+86138\*{4}8059,\d{4}-/);
    expect(rest.filter((line) => line !== '')).toHaveLength(buyers - 1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('makes one view of Enter pressed three times, however late the answer is', async () => {
    const context = await newContext(browser);
    await signIn(context, product, await makeOperator(product, 'marketer', 'hasty'));
    const { page, faults } = await watchedPage(context, product);
    await page.route('**/api/v1/views', async (route) => {
      if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.goto(`${product.url}/w/default/customers?panel=save`);
    await settled(page);
    // The cursor stands in the field: nothing is clicked.
    await page.keyboard.type('回头客', { delay: 30 });
    for (let time = 0; time < 3; time++) {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
    }
    await page.waitForURL(/view=\d+$/);
    await page.getByRole('tab', { name: '回头客', selected: true }).waitFor();
    await page.waitForTimeout(1_000);
    expect(await page.getByRole('tab', { name: '回头客' }).count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  /** The text of the only export, once it is done. */
  async function exported(): Promise<string> {
    const headers = { authorization: `Bearer ${product.adminKey}` };
    for (;;) {
      const list = await fetch(`${product.url}/api/v1/exports`, { headers });
      const { items } = await list.json();
      if (items[0]?.state === 'done') return (await fetch(`${product.url}/api/v1/exports/${items[0].id}/download`, { headers })).text();
      if (items[0]?.state === 'failed') throw new Error(items[0].error);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it('is a row of cards on a phone, from which a viewer can do nothing but look', async () => {
    const context = await newContext(browser, { size: 'phone', language: 'en', theme: 'dark' });
    await signIn(context, product, await makeOperator(product, 'viewer'));
    const { page, faults } = await watchedPage(context, product);
    await page.goto(`${product.url}/w/default/customers?view=phone`);
    await page.getByText(`Customers: ${people}`).waitFor();
    await settled(page);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    expect(await overflowOf(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
