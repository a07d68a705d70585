import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { axeFaults } from './console/axe.ts';
import { newContext, overflowOf, settled, watchedPage } from './console/browser.ts';
import { type Account, makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined) process.stderr.write('skipped: the builder, because there is no Chromium (install the Debian package `chromium`)\n');

const until = '2026-03-01T00:00:00+08:00';
const question = 'womenswear_top_overdue_without_open_complaint';

async function writeKeyOf(product: Product): Promise<string> {
  const made = await product.api('POST', '/sources', { name: 'late' });
  return typeof made === 'object' && made !== null && 'writeKey' in made && typeof made.writeKey === 'string' ? made.writeKey : '';
}

const patient = { timeout: 20_000 };

describe.skipIf(chromiumPath === undefined)('the segment builder', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];
  let account: Account;

  const truth = (name: string): string => readFileSync(join(product.data, 'demo-truth', name), 'utf8');
  const members = (key: string): readonly number[] =>
    truth('answers.jsonl')
      .trimEnd()
      .split('\n')
      .map((line): { readonly question: string; readonly person: number } => JSON.parse(line))
      .filter((answer) => answer.question === key)
      .map(({ person }) => person);
  const go = async (to: Page, path: string): Promise<void> => {
    await to.goto(`${product.url}/w/default/${path}`);
    await settled(to);
  };
  const countOf = async (): Promise<string> => {
    await page.locator('[data-counting="false"]').waitFor();
    return page.getByTestId('count').innerText();
  };

  beforeAll(async () => {
    product = await startProduct();
    browser = await startChromium();
    const story = ['--customers', '250', '--seed', '6', '--days', '365', '--until', until, '--tidy', '--workspace', 'default'];
    const { code, stderr } = await product.danqing('demo', ...story);
    if (code !== 0) throw new Error(stderr);
    context = await newContext(browser);
    account = await makeOwner(product);
    await signIn(context, product, account);
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('finds by clicks alone whom the truth names: 女装净消费前 20 %、超过自身购买周期 1.5 倍未购、排除投诉未结', async () => {
    await go(page, 'segments/new');
    const add = async (button: string, wanted: string): Promise<void> => {
      await page.getByRole('button', { name: button }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: wanted }).click();
    };
    await add('添加条件', '某类商品净消费前 20%');
    await page.getByRole('dialog').getByRole('button', { name: '女装' }).click();
    await add('添加条件', '超过自身购买周期 1.5 倍未购');
    await add('添加排除条件', '有投诉未结');
    await page.getByRole('button', { name: '完成', exact: true }).click();
    await page.getByLabel('截至时刻').fill('2026-03-01T00:00');

    const top = members('womenswear_net_top_20_percent').length;
    const expected = members(question).length;
    await page.getByTestId('count').getByText(`${expected} 人`).waitFor();
    expect(await countOf()).toBe(`${expected} 人`);
    expect(expected).toBeGreaterThan(2);
    // The funnel: the best first, then the overdue ones, then without those who wait for an answer.
    const overdue = new Set(members('overdue_by_own_rhythm'));
    const waiting = members('womenswear_net_top_20_percent').filter((person) => overdue.has(person)).length;
    expect(waiting).toBeGreaterThan(expected);
    await page.getByText(`剩 ${top} 人`).waitFor();
    await page.getByText(`剩 ${waiting} 人`).waitFor();
    await page.getByText(`剩 ${expected} 人`).waitFor();
  });

  it('changes its number when an event comes', async () => {
    const before = members(question).length;
    const people: readonly { readonly person: number; readonly identifiers: readonly { readonly kind: string; readonly value: string }[] }[] = truth(
      'people.jsonl',
    )
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const whom = people.find(({ person, identifiers }) => members(question).includes(person) && identifiers.some(({ kind }) => kind === 'user_id'));
    const userId = whom?.identifiers.find(({ kind }) => kind === 'user_id')?.value ?? '';
    // The demo gave its sources new keys.
    const key = await writeKeyOf(product);
    const sent = await fetch(`${product.url}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ userId, event: 'Order Completed', timestamp: '2026-02-28T20:00:00+08:00', properties: { order_id: 'late', revenue: 1 } }),
    });
    expect(sent.status).toBe(200);
    await untilDrained(product);
    await page.getByRole('button', { name: '重新计算人数' }).click();
    await page
      .getByTestId('count')
      .getByText(`${before - 1} 人`)
      .waitFor();
  });

  it('says why somebody is in it, and takes steps back', async () => {
    await page.getByRole('button', { name: '入选原因' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('女装').first().waitFor();
    await dialog.getByRole('button', { name: /Close|关闭/ }).click();
    // By keyboard: the second condition out of the way, and back again.
    const second = page.getByRole('button', { name: /^条件：.*平均周期/ });
    await second.focus();
    await page.keyboard.press('Delete');
    await second.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await second.waitFor();
    await second.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByRole('button', { name: '撤销' }).click();
    expect(await page.getByRole('button', { name: /^条件：/ }).count()).toBe(3);
  });

  it('is put in another order by the mouse', async () => {
    const conditions = (): Promise<string[]> =>
      page.getByRole('button', { name: /^条件：/ }).evaluateAll((found) => found.map((each) => each.getAttribute('aria-label') ?? ''));
    const [first = '', second = '', ...rest] = await conditions();
    const centre = async (selector: string): Promise<readonly [number, number]> => {
      const box = await page.locator(selector).first().boundingBox();
      if (box === null) throw new Error(`${selector} is not drawn`);
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    await page.mouse.move(...(await centre('.rule-item:has-text("平均周期") .rule-handle')));
    await page.mouse.down();
    await page.mouse.move(600, 300, { steps: 5 });
    await page.locator('.rule-drop').first().waitFor();
    await page.mouse.move(...(await centre('.rule-drop')), { steps: 5 });
    await page.mouse.up();
    await expect.poll(conditions).toEqual([second, first, ...rest]);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(conditions).toEqual([first, second, ...rest]);
  });

  it('is the same rule as text and as JSON, and says where either is wrong', async () => {
    await page.getByRole('tab', { name: '文本' }).click();
    const text = page.getByLabel('规则的文本写法');
    await expect.poll(() => text.inputValue(), patient).toContain('top 20% by');
    const written = await text.inputValue();
    await text.fill(written.replace('top 20%', 'top 20%%'));
    await page.getByRole('button', { name: /跳到第 1 行/ }).waitFor();
    await text.fill(written.replace('top 20%', 'top 50%'));
    await page.getByText('没有问题，已同步').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    const json = page.getByLabel('规则的 JSON 写法');
    await expect.poll(() => json.inputValue(), patient).toContain('"percent": 50');
    await json.fill((await json.inputValue()).replace('"gt"', '"above"'));
    await page.getByRole('button', { name: /^跳到第/ }).waitFor();
    // What cannot be read is not saved as what was there before it, and is still there after a look at the conditions.
    await page.getByLabel('名称').fill('稍后命名');
    expect(await page.getByRole('button', { name: '保存人群' }).isDisabled()).toBe(true);
    await page.getByLabel('名称').fill('');
    await page.getByRole('tab', { name: '条件' }).click();
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(await json.inputValue()).toContain('"above"');
    // What was typed last counts also for who goes on at once.
    await json.fill((await json.inputValue()).replace('"above"', '"gt"').replace('"percent": 50', '"percent": 20'));
    await page.getByRole('tab', { name: '条件' }).click();
    await page.getByRole('button', { name: /^条件：.*前 20%/ }).waitFor();
  });

  it('keeps what is not saved, proposes a key, and saves', async () => {
    await page.getByLabel('名称').fill('女装高价值待唤醒');
    await page.reload();
    await settled(page);
    await page.getByText('已恢复上次未保存的内容。').waitFor();
    await expect.poll(() => page.getByLabel('编码').inputValue(), patient).toBe('nv_zhuang_gao_jia_zhi_dai_huan_xing');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '保存人群' }).click();
    await page.waitForURL(/segments\/nv_zhuang_gao_jia_zhi_dai_huan_xing$/);
  });

  it('shows what a change of the rule would do, and is told of somebody else’s', async () => {
    await go(page, 'segments/nv_zhuang_gao_jia_zhi_dai_huan_xing/edit');
    await page.getByRole('button', { name: /^条件：.*平均周期/ }).focus();
    await page.keyboard.press('Delete');
    await page.getByText(/进入 \d+ 人/).waitFor();
    await product.api('PUT', '/segments/nv_zhuang_gao_jia_zhi_dai_huan_xing', { description: 'meanwhile' });
    // Also who comes back to unsaved work later is told: it began from an older version.
    await go(page, 'segments/nv_zhuang_gao_jia_zhi_dai_huan_xing/edit');
    await page.getByText(/进入 \d+ 人/).waitFor();
    await page.getByRole('button', { name: '保存修改' }).click();
    await page.getByText('这个人群刚刚被别人改过').waitFor();
    await page.getByRole('button', { name: '用我的覆盖' }).click();
    await page.waitForURL(/segments\/nv_zhuang_gao_jia_zhi_dai_huan_xing$/);
    expect(faults).toEqual([]);
  });

  it('takes one value after the other, and stays under the keyboard when a condition goes', async () => {
    await go(page, 'segments/new?form=json');
    const city = { trait: 'address.city', op: 'in', value: [] };
    await page.getByLabel('规则的 JSON 写法').fill(JSON.stringify({ all: [city, { trait: 'address.city', op: 'exists' }] }));
    await page.getByText('没有问题，已同步').waitFor();
    await page.getByRole('tab', { name: '条件' }).click();
    await page
      .getByRole('button', { name: /^条件：/ })
      .first()
      .click();
    await page.getByRole('combobox', { name: '值', exact: true }).click();
    for (const text of ['上海', '北京']) {
      await page.keyboard.type(text, { delay: 30 });
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => page.locator('.rule-open-words').innerText(), patient).toMatch(/上海 或 北京$/);
    await page.getByRole('button', { name: '完成' }).click();
    await page
      .getByRole('button', { name: /^条件：/ })
      .first()
      .focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => page.getByRole('button', { name: /^条件：/ }).count()).toBe(1);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => page.getByRole('button', { name: /^条件：/ }).count()).toBe(2);
    expect(faults).toEqual([]);
  });

  it('fits on a phone, in English', async () => {
    const phone = await newContext(browser, { size: 'phone', language: 'en' });
    await signIn(phone, product, account);
    const { page: small, faults: smallFaults } = await watchedPage(phone, product);
    await go(small, 'segments/nv_zhuang_gao_jia_zhi_dai_huan_xing/edit');
    await small
      .getByRole('button', { name: /^Condition: / })
      .first()
      .click();
    await settled(small);
    expect(await overflowOf(small)).toBe(0);
    expect(await axeFaults(small)).toEqual([]);
    expect(smallFaults).toEqual([]);
  });
});
