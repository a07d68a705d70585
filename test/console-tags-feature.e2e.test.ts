/** A feature by clicks alone: missing values filled and marked, far ones flagged, all of them scaled, and found on the tag's page and at a customer. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { type Account, makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: features in the console, because there is no Chromium (install the Debian package `chromium`)\n');

/** A machine that does much else at the same time is slow, not wrong. */
const patienceMs = 45_000;
const [known, unknown, far] = [35, 10, 1_000_000];

describe.skipIf(chromiumPath === undefined)('a feature in the console', () => {
  let product: Product;
  let browser: Browser;
  let owner: Account;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    await sendPeople();
    owner = await makeOwner(product);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  /** Incomes of 3,000 to 3,033, one of a million, and ten people who did not say: the median is 3,017. */
  async function sendPeople(): Promise<void> {
    const timestamp = new Date(Date.now() - 86_400_000).toISOString();
    const batch = Array.from({ length: known + unknown }, (_, index) => ({
      type: 'identify',
      userId: `f${index}`,
      messageId: `f${index}`,
      timestamp,
      traits: { name: `客户${index}`, ...(index < known && { income: index === 0 ? far : 3_000 + index - 1 }) },
    }));
    const authorization = `Basic ${Buffer.from(`${product.writeKey}:`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${product.url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    await untilDrained(product, { atLeast: batch.length });
  }

  const stateOf = async (name: string): Promise<unknown> => {
    const found = await product.api('GET', `/tags?search=${encodeURIComponent(name)}`);
    const items: unknown = Reflect.get(Object(found), 'items');
    return Array.isArray(items) ? Reflect.get(Object(items.find((tag: unknown) => Reflect.get(Object(tag), 'name') === name)), 'state') : undefined;
  };
  const choose = async (page: Page, label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).first().click();
    await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click();
    await page.waitForFunction(() => document.querySelector('.ant-select-dropdown:not(.ant-select-dropdown-hidden)') === null);
  };
  const figureIs = (page: Page, title: string, value: number): Promise<void> =>
    page
      .locator('.ant-statistic', { hasText: title })
      .locator('.ant-statistic-content-value')
      .filter({ hasText: new RegExp(`^${value}$`) })
      .first()
      .waitFor();
  const expectFindings = async (page: Page): Promise<void> => {
    await figureIs(page, '补上的值', unknown);
    await figureIs(page, '真实值', known);
    await figureIs(page, '异常值', 1);
    await page
      .getByText(/补 3,?017（35 人有值）/)
      .first()
      .waitFor();
  };

  it('is made of a trait, shows what is filled and far before it is saved, and keeps that on its page', async () => {
    const context = await newContext(browser);
    const { page, faults } = await watchedPage(context, product);
    page.setDefaultTimeout(patienceMs);
    await signIn(context, product, owner);

    await page.goto(`${product.url}/w/default/tags/new`);
    await page.getByRole('button', { name: /补全与校正/ }).click();
    await choose(page, '取哪个数值', '客户属性');
    await page.getByRole('combobox', { name: '客户属性', exact: true }).click();
    await page.keyboard.type('income');
    await page.locator('.ant-select-item-option:visible').first().click();
    await choose(page, '缺失时怎样补', '中位数');
    await choose(page, '异常值', '中位数偏差');
    await page.getByRole('radiogroup', { name: '缩放' }).getByText('稳健', { exact: true }).click();
    await expectFindings(page);
    await page
      .locator('.ant-card', { hasText: '预览' })
      .last()
      .getByText(/45 人有值，覆盖 100%/)
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole('textbox', { name: '标签名称' }).fill('收入（补全）');
    await page.getByRole('button', { name: '创建标签' }).click();
    await page.getByRole('heading', { name: '收入（补全）' }).waitFor();
    await expect.poll(() => stateOf('收入（补全）'), { timeout: patienceMs }).toBe('ready');
    await page.reload();
    await settled(page);
    await expectFindings(page);
    await page.getByText('缩放').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);

    // Somebody who did not say has the value as well, and it says that it is not theirs.
    const filled = await product.api('GET', `/profiles/lookup?kind=user_id&value=f${known + 1}`);
    await page.goto(`${product.url}/w/default/customers/${String(Reflect.get(Object(filled), 'id'))}?tab=labels`);
    await settled(page);
    await page.getByText('收入（补全）').first().waitFor();
    await page.locator('strong', { hasText: '3,017' }).getByText('补上', { exact: true }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});
