/** Files come in by the console alone: dropped, looked at, tried, imported; in both languages, at a desk and on a phone, without JSON. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { type Account, makeOwner, signIn } from './console/people.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: imports by the console, because there is no Chromium (install the Debian package `chromium`)\n');

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-console-import-'));

/** A shop's export in GB18030: 60 orders, every tenth closed, one with a time that is none, every fifth phone masked. */
function shopExport(first: number): Buffer {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const phone = index % 5 === 4 ? '138****0001' : `1380013${String(8000 + index)}`;
    const time = index === 30 ? '昨天' : `2026-03-${String(1 + (index % 28)).padStart(2, '0')} 10:00:00`;
    return [first + index, phone, time, '19.90', '龙井茶', index % 10 === 9 ? '交易关闭' : '交易成功', '春茶节'].join(',');
  });
  return toGb18030(`${['订单编号,联系手机,订单创建时间,买家实际支付金额,宝贝标题,订单状态,店铺活动', ...rows].join('\n')}\n`);
}

/** There is a decoder only, so its table is turned round. */
function toGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytesOf = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from(Array.from(text).flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : (bytesOf.get(character) ?? []))));
}

const words = {
  zh: { try: '试运行', start: '开始导入', undo: '撤销上一步修改', changed: '已修改', leaveOut: '不导入', done: '导入完成', new: '导入一张表' },
  en: {
    try: 'Dry run',
    start: 'Start the import',
    undo: 'Undo last change',
    changed: 'Changed',
    leaveOut: 'Leave out',
    done: 'Imported',
    new: 'Import a table',
  },
} as const;

describe.skipIf(chromiumPath === undefined)('importing by the console', () => {
  let product: Product;
  let browser: Browser;
  let owner: Account;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    owner = await makeOwner(product);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const soundness = async (page: Page): Promise<readonly string[]> => {
    await settled(page);
    return [...(await axeFaults(page)), ...((await overflowOf(page)) > 0 ? ['scrolls sideways'] : [])];
  };

  it.each([
    ['zh', 'desktop', 100_000],
    ['en', 'phone', 200_000],
  ] as const)('takes four clicks in %s on a %s, and what was changed outlives a reload', async (language, size, first) => {
    const say = words[language];
    const context = await newContext(browser, { language, size });
    await signIn(context, product, owner);
    const { page, faults } = await watchedPage(context, product);
    let clicks = 0;
    const click = async (name: string): Promise<void> => {
      clicks++;
      await page.getByRole('button', { name, exact: true }).last().click();
    };
    await page.goto(`${product.url}/w/default/data/imports`);
    clicks++;
    await page.getByRole('link', { name: say.new, exact: true }).last().click();
    const file = join(folder, `orders-${first}.csv`);
    writeFileSync(file, shopExport(first));
    await page.setInputFiles('input[type=file]', file);
    clicks++;
    await page.waitForURL(/upload=/);
    await page.getByRole('listitem').filter({ hasText: '联系手机' }).waitFor();
    expect(await soundness(page)).toEqual([]);

    // Somebody decides otherwise, reloads, and takes it back.
    await page.getByRole('combobox', { name: '店铺活动' }).click();
    await page.keyboard.type(say.leaveOut);
    await page.keyboard.press('Enter');
    await page.getByText(say.changed).waitFor();
    await page.reload();
    await page.getByText(say.changed).waitFor();
    await page.getByRole('button', { name: say.undo }).click();
    await page.getByText(say.changed).waitFor({ state: 'detached' });

    await click(say.try);
    await page.getByRole('button', { name: say.start }).waitFor();
    expect(await page.getByText('53', { exact: true }).count()).toBeGreaterThan(0);
    expect(await soundness(page)).toEqual([]);
    await click(say.start);
    await page.getByText(say.done, { exact: true }).first().waitFor();
    expect(await soundness(page)).toEqual([]);
    expect(clicks).toBe(4);
    expect(faults).toEqual([]);
    await context.close();

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await product.api('GET', `/imports/${id}`)).toMatchObject({
      state: 'done',
      rows: 60,
      skipped: { 'not paid or closed': 6 },
      rejectedCount: 1,
      made: 53,
      rejected: [{ row: 31, reason: 'the timestamp cannot be read' }],
    });
  });
});
