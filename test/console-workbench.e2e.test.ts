/** A question in the workbench: written with completion, drawn, kept, shared, and its people made into a list; who may not ask sees the answer only. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRows } from '../server/src/collect/index.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { sendAll } from './collecting.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { makeOperator, makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the workbench in the console, because there is no Chromium (install the Debian package `chromium`)\n');

const shots = process.env['DANQING_TEST_SHOTS'];

describe.skipIf(chromiumPath === undefined)('the workbench', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];

  const soundness = async (of: Page = page): Promise<readonly string[]> => {
    await settled(of);
    return [...(await axeFaults(of)), ...((await overflowOf(of)) > 0 ? ['scrolls sideways'] : [])];
  };
  const picture = async (name: string, of: Page = page): Promise<void> => {
    if (shots !== undefined) await of.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };
  const write = async (sql: string): Promise<void> => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(sql);
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    const people = Array.from({ length: 30 }, (_, index) => ({ userId: `u${index}`, city: index % 3 === 0 ? '上海' : '北京' }));
    await sendAll(product, [
      ...people.map(({ userId, city }) => ({
        messageId: `i${userId}`,
        type: 'identify',
        userId,
        traits: { city, phone: `1380000${userId.slice(1).padStart(4, '0')}` },
      })),
      ...people.map(({ userId }, index) => ({
        messageId: `o${userId}`,
        type: 'track',
        event: 'Order Completed',
        userId,
        properties: { order_id: `A${index}`, revenue: 10 * index },
      })),
    ]);
    await untilDrained(product, { atLeast: 60 });
    // Names that data have brought are remembered for a while: the editor offers those of a moment ago.
    await vi.waitUntil(async () => JSON.stringify(await product.api('GET', '/sql/schema')).includes('traits.city'), { timeout: 150_000, interval: 1_000 });
    context = await newContext(browser, { language: 'zh' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
    await page.goto(`${product.url}/w/default/workbench`);
    await settled(page);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('offers fields while one types, says where a fault is, and answers', async () => {
    await page.locator('.cm-content').click();
    await page.keyboard.type('SELECT traits.ci');
    await page.locator('.cm-tooltip-autocomplete').getByText('traits.city').waitFor();
    await page.waitForTimeout(150); // the editor gives keys to its list only when that has stood for 75 ms: somebody who types on means the text
    await page.keyboard.press('Enter');
    expect(await page.locator('.cm-content').innerText()).toContain('traits.city');
    await write('SELECT traits.city AS city,\n  cuont() AS people\nFROM profiles GROUP BY city');
    await page.getByText('第 2 行：').waitFor();
    expect(await page.locator('.cm-wrong').count()).toBe(1);
    await write('select traits.city as city, count() as people, sum(0) as nothing from profiles group by city order by people desc');
    await page.getByRole('button', { name: '格式化' }).click();
    await page.keyboard.press('Escape');
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText(/^共 2 行，读取/).waitFor();
    expect(await page.locator('.ant-table-cell', { hasText: '北京' }).count()).toBe(1);
    await picture('table');
    expect(await soundness()).toEqual([]);
  });

  it('draws it, keeps it, and whoever gets the link sees the answer and no more', async () => {
    await page.getByLabel('图表类型').click();
    await page.getByTitle('柱状图', { exact: true }).click();
    await page.getByRole('img', { name: /柱状图/ }).waitFor();
    await picture('chart');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('各城市客户数');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('已保存', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: '复制链接' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/w\/default\/questions\/\d+$/);
    const other = await newContext(browser, { language: 'zh', size: 'phone', theme: 'dark' });
    await signIn(other, product, await makeOperator(product, 'manager'));
    const { page: reader, faults: others } = await watchedPage(other, product);
    await reader.goto(link);
    await reader.getByRole('button', { name: '重新运行' }).click();
    await reader.getByText(/^共 2 行，读取/).waitFor();
    await reader.getByRole('img', { name: '各城市客户数，柱状图' }).waitFor();
    expect(await reader.getByText('在工作台打开').count()).toBe(0);
    expect(await soundness(reader)).toEqual([]);
    await picture('question-phone-dark', reader);
    expect(others).toEqual([]);
    await other.close();
  });

  it('hands an answer over as a workbook and as CSV, from the workbench and from the saved question', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'danqing-test-download-'));
    const download = async (format: 'Excel（XLSX）' | 'CSV') => {
      await page.getByRole('button', { name: '下载', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: format }).check();
      await dialog.getByLabel('用途').fill('周会要用的数据');
      expect(await soundness()).toEqual([]);
      await picture(`download-${format}`);
      const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '下载', exact: true }).click()]);
      await dialog.waitFor({ state: 'hidden' });
      const path = join(folder, file.suggestedFilename());
      await file.saveAs(path);
      return { name: file.suggestedFilename(), path };
    };
    try {
      for (const place of ['workbench', 'question'] as const) {
        if (place === 'question') {
          await page.goto(`${product.url}/w/default/questions/1`);
          await page.getByText(/^共 2 行，读取/).waitFor();
        }
        const { name, path } = await download('Excel（XLSX）');
        const { columns, sheet, batches } = await openRows(path, { columns: [] });
        const rows: unknown[] = [];
        for await (const batch of batches) rows.push(...batch.rows.map(({ cells }) => cells));
        expect({ name, columns, sheet, rows }).toEqual({
          name: '各城市客户数.xlsx',
          columns: ['city', 'people', 'nothing'],
          sheet: '各城市客户数',
          rows: [
            ['北京', '20', '0'],
            ['上海', '10', '0'],
          ],
        });
      }
      const { name, path } = await download('CSV');
      expect([name, await readFile(path, 'utf8')]).toEqual(['各城市客户数.csv', '\uFEFFcity,people,nothing\r\n北京,20,0\r\n上海,10,0\r\n']);
    } finally {
      await rm(folder, { recursive: true });
    }
    await page.goto(`${product.url}/w/default/workbench`);
    await page.getByRole('button', { name: '新建查询' }).waitFor();
  });

  it('makes a list of the people in an answer', async () => {
    await page.getByRole('button', { name: '新建查询' }).click();
    await write(
      `SELECT profile_id, traits.phone, sum(o.revenue) AS spent FROM orders AS o JOIN profiles AS p ON p.profile_id = o.profile_id GROUP BY profile_id, traits.phone HAVING spent >= {{least:Number}}`,
    );
    await page.getByLabel('least').fill('200');
    await page.getByRole('button', { name: '运行', exact: true }).click();
    await page.getByText(/^共 10 行，读取/).waitFor();
    expect(await page.getByText(/^phone:[0-9a-f]{16}$/).count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: '存为人群' }).click();
    await page.getByRole('dialog').getByLabel('编码').fill('big_spenders');
    await picture('people');
    expect(await soundness()).toEqual([]);
    await page.getByRole('button', { name: '生成', exact: true }).click();
    await page.waitForURL(/lists\/big_spenders$/);
    expect(await product.api('GET', '/lists/big_spenders')).toMatchObject({ count: 10 });
    expect(faults).toEqual([]);
  });

  it('keeps what somebody writes on while it is being saved', async () => {
    await page.goto(`${product.url}/w/default/workbench`);
    await page.getByRole('button', { name: '新建查询' }).click();
    await write('SELECT count() AS people FROM profiles');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('客户总数');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('tab', { name: '客户总数', selected: true }).waitFor();
    await page.route('**/api/v1/questions/*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type(' -- 全部', { delay: 30 });
    await page.waitForTimeout(1_500);
    expect((await page.locator('.cm-content').innerText()).trim()).toBe('SELECT count() AS people FROM profiles -- 全部');
    expect(faults).toEqual([]);
  });
});
