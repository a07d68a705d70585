/** The settings: the limits of each role as somebody reads, types and saves them; the days of the audit log as somebody types them. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts as audit } from '../console/src/i18n/zh/audit.ts';
import { texts as common } from '../console/src/i18n/zh/common.ts';
import { texts as start } from '../console/src/i18n/zh/start.ts';
import { texts as tasks } from '../console/src/i18n/zh/tasks.ts';
import { texts } from '../console/src/i18n/zh/workspace.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOwner, signIn } from './console/people.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the settings in the console, because there is no Chromium (install the Debian package `chromium`)\n');

describe.skipIf(chromiumPath === undefined)('settings in the console', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];
  const groupOf = (limit: 'exportRows' | 'sqlRows' | 'sqlSeconds'): Locator => page.getByRole('group', { name: texts[limit] });
  const saved = (): Promise<unknown> => product.api('GET', '/workspace');
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: common.save, exact: true }).click();
    const said = page.locator('.ant-message').getByText(common.saved);
    await said.waitFor();
    // So that what is said next is not taken for this.
    await said.waitFor({ state: 'hidden' });
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    context = await newContext(browser, { language: 'zh', size: 'phone' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
    await page.goto(`${product.url}/w/default/settings/workspace`);
    await settled(page);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('limits say between what they may be, read with their thousands apart, and stay within', async () => {
    await groupOf('sqlSeconds').getByText('可填 1 至 300').waitFor();
    const rows = groupOf('exportRows').getByLabel(texts.roles.admin, { exact: true });
    expect(await rows.inputValue()).toBe('1,000,000');
    await rows.fill('2,500,000');
    const seconds = groupOf('sqlSeconds').getByLabel(texts.roles.analyst, { exact: true });
    await seconds.fill('900');
    await seconds.blur();
    expect([await rows.inputValue(), await seconds.inputValue()]).toEqual(['2,500,000', '300']);
    await save();
    expect(await saved()).toMatchObject({ limits: { exportRows: { admin: 2_500_000 }, sqlSeconds: { analyst: 300, admin: 60 } } });
  });

  it('limits are never saved empty: a cleared one asks for a number', async () => {
    const before = await saved();
    const rows = groupOf('sqlRows').getByLabel(texts.roles.sales, { exact: true });
    await rows.fill('');
    await page.getByRole('button', { name: common.save, exact: true }).click();
    await groupOf('sqlRows').locator('.ant-form-item-explain').getByText('可填 1 至 10,000').waitFor();
    expect(await saved()).toEqual(before);
    await rows.fill('500');
    await save();
    expect(await saved()).toMatchObject({ limits: { sqlRows: { sales: 500, admin: 10_000 } } });
  });

  it('limits fit a phone, for everybody', async () => {
    expect([await axeFaults(page), await overflowOf(page), faults]).toEqual([[], 0, []]);
  });

  it('one’s own word for a customer stays when the industry is chosen; the usual one follows it', async () => {
    const word = page.getByLabel(start.business.noun, { exact: true });
    const choose = async (industry: string): Promise<void> => {
      await page.getByLabel(start.business.industry, { exact: true }).click();
      await page.keyboard.type(industry, { delay: 20 });
      await page.keyboard.press('Enter');
    };
    await choose(start.industries.auto);
    await expect.poll(() => word.inputValue()).toBe('车主');
    await word.fill('会友');
    await choose(start.industries.travel);
    await page.locator('.ant-select-content', { hasText: start.industries.travel }).waitFor();
    expect(await word.inputValue()).toBe('会友');
  });

  it('own days that are left empty say what is missing', async () => {
    await page.getByRole('button', { name: texts.addDay }).click();
    await page.getByRole('button', { name: common.save, exact: true }).click();
    await expect
      .poll(() => page.locator('.ant-form-item-explain-error').allInnerTexts())
      .toEqual([texts.dayName, texts.dayFrom, texts.dayTo].map((name) => `请输入${name}`));
    await page.getByRole('button', { name: texts.removeDay.replace('{{name}}', '1') }).click();
  });

  it('days of the audit log are taken as typed, and an address with a day that cannot be is no fault', async () => {
    await page.goto(`${product.url}/w/default/settings/audit?to=61123-02-02`);
    await settled(page);
    const from = page.getByLabel(audit.from, { exact: true });
    await from.focus();
    // The same digits, whatever order the browser asks them in.
    await page.keyboard.type('10101010', { delay: 20 });
    await page.waitForURL(/from=1010-10-10/);
    await settled(page);
    expect([await from.inputValue(), await page.getByRole('row').count(), faults]).toEqual(['1010-10-10', expect.toSatisfy((rows: number) => rows > 1), []]);
  });

  it('what is typed stays when a colleague saves something meanwhile, and saving says so', async () => {
    await page.clock.install();
    await page.goto(`${product.url}/w/default/settings/workspace`);
    await settled(page);
    const name = page.getByLabel(texts.name, { exact: true });
    await name.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('丹青旗舰店', { delay: 20 });
    await product.api('PATCH', '/workspace', { currency: 'USD' });
    await page.clock.fastForward(20_000);
    const asked = page.waitForResponse(/api\/v1\/workspace$/);
    await page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await asked;
    await settled(page);
    expect(await name.inputValue()).toBe('丹青旗舰店');
    await page.getByRole('button', { name: common.save, exact: true }).click();
    await page.locator('.ant-message').getByText('有人刚刚修改过').waitFor();
    expect([await name.inputValue(), await saved()]).toEqual([
      '丹青旗舰店',
      expect.objectContaining({ currency: 'USD', name: expect.not.stringMatching('丹青') }),
    ]);
    await page.clock.resume();
  });

  it('two choices of what the bell tells, made soon after one another, both count', async () => {
    await page.getByRole('button', { name: tasks.bell }).click();
    // All of it is on a phone's screen.
    expect((await page.getByRole('tooltip').boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.getByRole('button', { name: tasks.preferences }).click();
    await page.route('**/notifications/preferences', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.getByText(tasks.taskChoices.failed, { exact: true }).click();
    await page.getByText(tasks.alertChoices.critical, { exact: true }).click();
    await settled(page);
    await page.unrouteAll();
    await page.reload();
    await page.getByRole('button', { name: tasks.bell }).click();
    await page.getByRole('button', { name: tasks.preferences }).click();
    const chosen = page.locator('.ant-popover .ant-segmented-item-selected');
    await expect.poll(() => chosen.allInnerTexts()).toEqual([tasks.taskChoices.failed, tasks.alertChoices.critical]);
    expect(faults).toEqual([]);
  });
});
