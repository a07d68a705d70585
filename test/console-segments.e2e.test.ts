/** A list comes in by a file, becomes a segment, is laid over another one, and what is shown of them is what counting by hand gives. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { sendAll } from './collecting.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: segments in the console, because there is no Chromium (install the Debian package `chromium`)\n');

interface Person {
  readonly email: string;
  readonly city: string;
  readonly level: string;
}

/** Sixty people; nobody's level follows from their city. */
const people = Array.from(
  { length: 60 },
  (_, index): Person => ({
    email: `p${index}@example.com`,
    city: index % 3 === 0 ? 'Shanghai' : 'Beijing',
    level: index % 5 === 0 || index % 6 === 0 ? 'gold' : 'plain',
  }),
);
const listed = people.slice(0, 15);
const inBoth = listed.filter(({ city }) => city === 'Shanghai');
const shareOf = (some: readonly Person[], level: string): number => some.filter((one) => one.level === level).length / some.length;

describe.skipIf(chromiumPath === undefined)('segments in the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'danqing-test-console-segments-'));
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];

  const go = async (path: string): Promise<void> => {
    await page.goto(`${product.url}/w/default/${path}`);
    await settled(page);
  };
  const soundness = async (): Promise<readonly string[]> => {
    await settled(page);
    return [...(await axeFaults(page)), ...((await overflowOf(page)) > 0 ? ['scrolls sideways'] : [])];
  };
  const size = (count: number) => page.locator('.ant-statistic', { hasText: '人数' }).getByText(String(count), { exact: true });

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    const messages = people.map(({ email, city, level }, index) => ({
      messageId: `m${index}`,
      type: 'identify',
      userId: `u${index}`,
      traits: { email, city, level },
    }));
    await sendAll(product, messages);
    await untilDrained(product, { atLeast: people.length });
    await product.api('POST', '/segments', { key: 'shanghai', name: '上海客户', rule: { trait: 'city', op: 'eq', value: 'Shanghai' }, refresh: 'manual' });
    context = await newContext(browser, { language: 'zh' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('take a file, find the column and the people, and say why the others were not found', async () => {
    const rows = [...listed.map(({ email }, index) => `客户${index},${email}`), '甲,nobody@example.com', '乙,不是邮箱'];
    const file = join(folder, '春季名单.csv');
    writeFileSync(file, ['姓名,联系邮箱', ...rows].join('\n'));
    await go('lists/new');
    await page.setInputFiles('input[type=file]', file);
    await page.getByText('共 17 行').waitFor();
    expect(await page.getByText('试了 17 个不同的值，匹配到 15 位客户').count()).toBe(1);
    expect(await soundness()).toEqual([]);
    await page.getByRole('button', { name: '生成名单' }).click();
    await page.waitForURL(/lists\/list_/);
    await page.getByRole('tab', { name: /未匹配 2/ }).click();
    await page.getByText('还没有客户使用这个邮箱').waitFor();
    expect(await page.getByText('不是有效的邮箱').count()).toBe(1);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载未匹配的值' }).click()]);
    await download.saveAs(join(folder, 'unmatched.csv'));
    expect(readFileSync(join(folder, 'unmatched.csv'), 'utf8')).toContain(',unknown');
    expect(await soundness()).toEqual([]);
  });

  it('are made of a list, and of what two have in common, by one click each', async () => {
    await page.getByRole('button', { name: '存为人群' }).click();
    await page.waitForURL(/segments\/seg_/);
    await size(listed.length).waitFor();
    await page.goto(`${page.url().split('?')[0] ?? ''}?tab=overlap&with=shanghai`);
    await page.getByText(`${inBoth.length} · `).first().waitFor();
    expect(await soundness()).toEqual([]);
    await page.getByRole('button', { name: '交集存为人群' }).click();
    await page.waitForURL((url) => !url.search.includes('overlap'));
    await size(inBoth.length).waitFor();
  });

  it('have a portrait whose index is what counting gives', async () => {
    await page.goto(`${page.url().split('?')[0] ?? ''}?tab=portrait&attributes=trait:level`);
    const times = shareOf(inBoth, 'gold') / shareOf(people, 'gold');
    await page.getByText(`TGI ${Math.round(times * 100)}（全体的 ${Number(times.toFixed(2))} 倍）`).waitFor();
    const percent = `${Number((shareOf(inBoth, 'gold') * 100).toFixed(1))}%`;
    expect(await page.getByText(percent, { exact: true }).count()).toBeGreaterThan(0);
    expect(await soundness()).toEqual([]);
  });

  it('stand in folders, are found as one types, and say who uses them before they go', async () => {
    await go('segments');
    await page.getByRole('button', { name: '新建文件夹' }).click();
    await page.getByLabel('名称', { exact: true }).fill('春节活动');
    await page
      .getByRole('button', { name: '确 定' })
      .or(page.getByRole('button', { name: '确定' }))
      .click();
    await page.waitForURL(/folder=/);
    await page.getByText('这个文件夹里还没有人群').waitFor();
    expect(await soundness()).toEqual([]);
    await go('segments?q=上海');
    await page.getByRole('button', { name: '“上海客户”的操作' }).click();
    await page.getByRole('menuitem', { name: '删除' }).click();
    await page.getByText('“上海客户”还不能删除').last().waitFor();
    expect(await page.getByRole('dialog').getByRole('link').count()).toBe(1);
    await go('segments/shanghai?tab=gone');
    expect(await page.getByRole('tab', { name: '概览', selected: true }).count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it('are found with an input method, letter by letter, and all of them again after the filters are cleared', async () => {
    await go('segments');
    const box = page.getByRole('searchbox');
    await box.click();
    const devtools = await context.newCDPSession(page);
    // What an input method does while 上海 is spelled.
    for (const text of ['s', 'sh', 'shang', 'shang h', 'shang hai']) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(60);
    }
    expect(page.url()).not.toContain('q=');
    await devtools.send('Input.insertText', { text: '上海' });
    await page.waitForURL(/q=%E4%B8%8A%E6%B5%B7/);
    expect(await box.inputValue()).toBe('上海');
    await page.getByText('上海客户').first().waitFor();

    await go('tags?q=上海');
    await page.getByRole('button', { name: '清除筛选' }).first().click();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
    await page.waitForTimeout(500);
    expect(new URL(page.url()).search).toBe('');
  });

  it('do not keep back whoever goes on while the next page is still coming', async () => {
    await go('tags');
    await slowScripts();
    await page.getByRole('searchbox').pressSequentially('上');
    await page.getByRole('link', { name: '从行业模板启用' }).first().click();
    await page.getByRole('heading', { name: '行业模板', level: 1 }).waitFor();
    expect(faults).toEqual([]);
  });

  /** Parts of the console that are not there yet take longer than somebody's typing rests. */
  const slowScripts = () =>
    page.route('**/assets/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
});
