import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { axeFaults } from './console/axe.ts';
import { makeOwner, signIn } from './console/people.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: alerts in the console, because there is no Chromium (install the Debian package `chromium`)\n');

describe.skipIf(chromiumPath === undefined)('alerts in the console, on a phone', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];
  let bot: Server;
  let botUrl = '';
  const heard: string[] = [];

  const go = async (path: string): Promise<void> => {
    await page.goto(`${product.url}/w/default/${path}`);
    await settled(page);
  };

  beforeAll(async () => {
    bot = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        heard.push(body);
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify(body.includes('markdown') ? { errcode: 0, errmsg: 'ok' } : { errcode: 40008 }));
      });
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const address = bot.address();
    botUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/send?key=secret-of-the-bot`;
    product = await startProduct({ environment: { DANQING_ALLOW_PRIVATE_HOOKS: 'yes' } });
    browser = await startChromium();
    context = await newContext(browser, { size: 'phone', language: 'zh' });
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    bot?.close();
  });

  it('begin with the usual rules, in one click', async () => {
    await go('settings/alerts');
    await page.getByRole('button', { name: '一键添加常用规则' }).click();
    const rules = page.locator('tbody tr[data-row-key]');
    await rules.nth(7).waitFor();
    expect(await rules.count()).toBe(8);
  });

  it('are told by a bot that was added and tried, and its address is not shown again', async () => {
    await go('settings/alerts?tab=channels');
    await page.getByRole('button', { name: '添加通知方式' }).click();
    await page.getByLabel('机器人地址').fill(botUrl);
    await page
      .getByRole('button', { name: '保 存' })
      .or(page.getByRole('button', { name: '保存' }))
      .click();
    await page.getByText('企业微信群机器人').first().waitFor();
    await page.getByRole('button', { name: '发送测试' }).click();
    await page.getByText('测试消息已发出').waitFor();
    expect(heard.length).toBe(1);
    expect(heard[0]).toContain('丹青测试消息');
    expect(await page.content()).not.toContain('secret-of-the-bot');
  });

  it('and tasks that one asked for ring the bell and stand in the task centre', async () => {
    await go('tasks');
    // As a page of the console sends it: the operator is whom the bell tells.
    const answer = await page.evaluate(
      async ([csv, map]) => {
        const body = new FormData();
        body.append('file', new Blob([csv]), 'people.csv');
        body.append('map', map);
        return (await fetch('/api/v1/imports', { method: 'POST', body, headers: { 'x-danqing-console': '1', 'x-workspace': 'default' } })).status;
      },
      [
        'email,city\nann@example.com,Shanghai\n',
        JSON.stringify({ format: 'csv', identifiers: { email: { column: 'email' } }, traits: { city: { column: 'city' } } }),
      ] as const,
    );
    expect(answer).toBe(201);
    await page.getByRole('button', { name: '导入“people.csv”' }).waitFor();
    await page.getByText('已完成').first().waitFor();
    await page.getByRole('button', { name: '通知，1 条未读' }).click({ timeout: 60_000 });
    await page.getByText('导入“people.csv” · 已完成').click();
    await page.getByText('任务详情').or(page.getByRole('dialog').getByText('导入“people.csv”')).first().waitFor();
    await page.getByRole('button', { name: '通知', exact: true }).waitFor();
  });

  it('without faults on any of these pages', async () => {
    for (const path of ['home', 'tasks', 'settings/alerts', 'settings/alerts?tab=channels', 'settings/mail']) {
      await go(path);
      expect({ path, axe: await axeFaults(page), overflow: await overflowOf(page) }).toEqual({ path, axe: [], overflow: 0 });
    }
    expect(faults).toEqual([]);
  });
});
