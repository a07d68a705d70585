/** One customer in the console: found, understood, written about, wrongly merged and parted again. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { type Message, sendAll } from './collecting.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { eventsOf, lookupProfile } from './profiles.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: a customer in the console, because there is no Chromium (install the Debian package `chromium`)\n');

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
let count = 0;
const said = (more: Readonly<Record<string, unknown>>, days: number): Message => ({
  messageId: `e2e-${++count}`,
  type: 'track',
  timestamp: daysAgo(days),
  ...more,
});
const order = (id: string, days: number): Message =>
  said(
    {
      event: 'Order Completed',
      userId: 'lin',
      properties: { order_id: id, revenue: 500, currency: 'CNY', products: [{ name: '风衣', category: '女装', price: 500, quantity: 1 }] },
    },
    days,
  );

const story: readonly Message[] = [
  said({ type: 'identify', userId: 'lin', traits: { name: '林晓梅', phone: '13800138000', address: { city: '上海' } } }, 500),
  order('O1', 480),
  order('O2', 40),
  order('O3', 10),
  said({ event: 'Order Refunded', userId: 'lin', properties: { order_id: 'O3', revenue: 100 } }, 9),
  said({ event: 'Complaint Filed', userId: 'lin', properties: { ticket_id: 'T1', topic: '物流' } }, 2),
  said({ type: 'identify', userId: 'wang', traits: { name: '王建国', email: 'wang@example.com', address: { city: '北京' } } }, 300),
  said({ event: 'Product Viewed', userId: 'wang', properties: { name: '跑鞋', category: '鞋靴' } }, 30),
];

describe.skipIf(chromiumPath === undefined)('one customer in the console', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    await sendAll(product, story);
    await untilDrained(product, { atLeast: story.length });
    const definition = { cases: [{ rule: { did: 'Order Completed', count: { op: 'gte', value: 3 } }, value: '常客' }], else: '散客' };
    await product.api('POST', '/tags', {
      key: 'regular',
      name: '购买习惯',
      category: '价值/分层',
      kind: 'analytic',
      type: 'text',
      definition,
      refresh: 'live',
    });
    await vi.waitUntil(async () => (await lookupProfile(product, 'user_id', 'lin')).tags['regular'] === '常客', { timeout: 30_000, interval: 200 });
    context = await newContext(browser, { language: 'zh' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** What the API says of a side: all that a merge and its undoing must leave as it was. */
  const sideOf = async (user: string) => {
    const { id, identifiers, traits, tags, eventCount, consents } = await lookupProfile(product, 'user_id', user);
    const events = (await eventsOf(product, id)).map(({ messageId }) => messageId);
    return { id, identifiers, traits, tags, eventCount, consents, events };
  };

  it('is found by a number and told in words, with what is open about them', async () => {
    await page.goto(`${product.url}/w/default/customers?q=13800138000`);
    await settled(page);
    await page.locator('tbody a[href*="/customers/"]').first().click();
    await page.getByText('上海的女装老客').waitFor();
    const text = await page.locator('#page').innerText();
    for (const words of ['净消费 900 元', '有 1 条投诉未解决', '尚未了解：', '¥1,400.00']) expect(text).toContain(words);
    expect(text).not.toContain('13800138000');
    expect(await overflowOf(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
  });

  it('keeps a note that somebody writes', async () => {
    await page.getByRole('button', { name: '添加记录' }).click();
    await page.getByRole('menuitem', { name: '写备注' }).click();
    await page.getByLabel('备注内容').fill('喜欢当面试穿，周末再联系');
    await page.getByRole('dialog').getByRole('button', { name: '保' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('喜欢当面试穿，周末再联系').first().waitFor();
  });

  it('stays, with what somebody writes, while the server is away', async () => {
    const isReading = { isAway: true };
    await page.route('**/api/v1/**', (route) => (isReading.isAway && route.request().method() === 'GET' ? route.abort() : route.continue()));
    await page.getByRole('button', { name: '添加记录' }).click();
    await page.getByRole('menuitem', { name: '写备注' }).click();
    await page.getByLabel('备注内容').fill('先存一条');
    await page.getByRole('dialog').getByRole('button', { name: '保' }).click();
    await page.getByRole('button', { name: '添加记录' }).click();
    await page.getByRole('menuitem', { name: '写备注' }).click();
    await page.getByLabel('备注内容').fill('写到一半');
    // After three tries it counts as away.
    await page.waitForTimeout(5_000);
    expect(await page.getByLabel('备注内容').inputValue()).toBe('写到一半');
    isReading.isAway = false;
    await page.keyboard.press('Escape');
    await page.unroute('**/api/v1/**');
    await page.reload();
    await page.getByText('先存一条').first().waitFor();
  });

  it('says why a tag has its value, down to the events, which lead to their place in the timeline', async () => {
    await page.getByRole('tab', { name: '标签与人群' }).click();
    await page.getByTitle('“购买习惯”为什么是这个值').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('相关事件').first().click();
    await drawer.getByLabel('满足', { exact: true }).first().waitFor();
    await drawer.getByRole('link').first().click();
    await page.getByText('从指定的事件开始显示').waitFor();
    await page.locator('.profile-event.is-chosen').waitFor();
    expect(new URL(page.url()).searchParams.get('tab')).toBe('timeline');
    await page.getByRole('button', { name: '回到最新' }).click();
    await page.getByText('已退 ¥100.00').waitFor();
  });

  it('is merged with another by mistake, and both are as before when that is undone', async () => {
    const before = [await sideOf('lin'), await sideOf('wang')];
    await page.getByRole('tab', { name: '身份' }).click();
    await page.getByRole('button', { name: '合并另一位客户' }).click();
    await page
      .getByRole('searchbox', { name: /手机号/ })
      .or(page.getByLabel('手机号、邮箱、会员号、姓名或编号'))
      .first()
      .fill('wang@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^选\s?择$/ }).click();
    await page.getByText('两边不一致').or(page.getByText('合并后使用编号')).first().waitFor();
    await page.getByLabel('原因（会写进记录）').fill('以为是夫妻共用');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^合\s?并$/ })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('以为是夫妻共用').waitFor();
    expect((await lookupProfile(product, 'user_id', 'wang')).id).toBe(before[0]?.id);
    await page.getByRole('button', { name: '撤销合并' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`恢复编号 ${before[1]?.id}`).waitFor();
    expect(await dialog.innerText()).toContain('2 条服务记录');
    await dialog.getByRole('button', { name: '撤销合并' }).click();
    await page.getByText('已撤销合并').first().waitFor();
    await vi.waitUntil(async () => JSON.stringify([await sideOf('lin'), await sideOf('wang')]) === JSON.stringify(before), { timeout: 15_000, interval: 200 });
    expect([await sideOf('lin'), await sideOf('wang')]).toEqual(before);
  });

  it('without a fault in any page', () => {
    expect(faults).toEqual([]);
  });
});
