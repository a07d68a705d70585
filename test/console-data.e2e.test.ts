/** The data room as people type in it: with slow fingers and two Enters, while pages ask again, the server is away for a moment and colleagues change the same. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { texts as alerts } from '../console/src/i18n/zh/alerts.ts';
import { texts as cleaning } from '../console/src/i18n/zh/cleaning.ts';
import { texts as common } from '../console/src/i18n/zh/common.ts';
import { texts as connections } from '../console/src/i18n/zh/connections.ts';
import { texts as quarantine } from '../console/src/i18n/zh/quarantine.ts';
import { texts as shell } from '../console/src/i18n/zh/shell.ts';
import { texts as sources } from '../console/src/i18n/zh/sources.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { collect } from './collecting.ts';
import { newContext, settled, watchedPage } from './console/browser.ts';
import { makeOwner, signIn } from './console/people.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

if (chromiumPath === undefined)
  process.stderr.write('skipped: the data room in the console, because there is no Chromium (install the Debian package `chromium`)\n');

const typing = { delay: 20 };
const rule = (id: string, name: string) => ({ id, name, isOn: true, part: 'properties', path: name, steps: [{ do: 'trim' }], otherwise: 'keep', examples: [] });

describe.skipIf(chromiumPath === undefined)('the data room in the console', () => {
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];

  const go = async (path: string): Promise<void> => {
    await page.goto(`${product.url}/w/default/${path}`);
    await settled(page);
  };
  const type = async (box: Locator, text: string): Promise<void> => {
    await box.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text, typing);
  };
  const choose = async (box: Locator, label: string): Promise<void> => {
    await box.click();
    await page.keyboard.type(label, typing);
    await page.locator('.ant-select-item-option-active', { hasText: label }).waitFor();
    await page.keyboard.press('Enter');
  };
  const comesBack = (): Promise<void> => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  const idOf = async (method: string, path: string, body: unknown): Promise<string> => {
    const made = await product.api(method, path, body);
    if (typeof made !== 'object' || made === null) throw new Error('nothing was made');
    return String('source' in made ? made.source : 'id' in made ? made.id : '');
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startChromium()]);
    context = await newContext(browser);
    await signIn(context, product, await makeOwner(product));
    ({ page, faults } = await watchedPage(context, product));
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  it('keeps what is typed of a webhook while somebody fetches its secret from another window', async () => {
    await page.clock.install();
    await go(`data/sources/${await idOf('POST', '/webhooks', { name: 'Youzan', kind: 'youzan' })}?tab=webhook`);
    const boxes = page.locator('form input');
    await type(boxes.first(), 'client-1');
    await page.clock.fastForward(20_000);
    const asked = page.waitForResponse(/api\/v1\/webhooks\/\d+$/);
    await comesBack();
    await asked;
    await settled(page);
    expect(await boxes.first().inputValue()).toBe('client-1');
    await type(boxes.nth(1), 'secret-1');
    await page.locator('form').getByRole('button', { name: common.save, exact: true }).click();
    await page.locator('.ant-message').getByText(common.saved).waitFor();
    expect([await boxes.first().inputValue(), await boxes.nth(1).inputValue()]).toEqual(['client-1', '']);
    await page.clock.resume();
  });

  it('keeps what is typed while the server is out of reach, and shows nothing of one source on the page of another', async () => {
    const [one, other] = [await idOf('POST', '/sources', { name: 'shop one' }), await idOf('POST', '/sources', { name: 'shop two' })];
    await go(`data/sources/${one}?tab=settings`);
    const label = page.getByLabel(sources.label, { exact: true });
    await type(label, '一号店');
    let refused = 0;
    await page.route(/\/api\/v1\/sources\/\d+$/, (route) => {
      refused += 1;
      return route.abort();
    });
    await expect.poll(() => refused, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(await label.inputValue()).toBe('一号店');
    await page.unrouteAll();

    // The whole server, and it says so until it is back.
    await page.route('**/api/**', (route) => route.abort());
    await page.getByText(shell.away).waitFor();
    expect(await label.inputValue()).toBe('一号店');
    await page.unrouteAll();
    await page.getByText(shell.away).waitFor({ state: 'detached' });
    expect(await label.inputValue()).toBe('一号店');

    await go(`data/sources/${one}?tab=settings`);
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/w/default/data/sources/${other}?tab=settings`);
    await expect.poll(() => label.inputValue()).toBe('shop two');
    await page.goBack();
    await expect.poll(() => label.inputValue()).toBe('shop one');
  });

  it('keeps a dialog open whatever is clicked beside it, and makes one source when Enter is pressed twice', async () => {
    await go('data/sources?dialog=new');
    await page.route('**/api/v1/sources', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    const name = page.getByRole('dialog').getByLabel(sources.name, { exact: true });
    await type(name, '双击的店');
    await page.mouse.click(40, 400); // beside the dialog
    await page.waitForTimeout(300);
    expect(await name.inputValue()).toBe('双击的店');
    await name.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForURL(/data\/sources\/\d+\?tab=connect/);
    expect(await page.locator('.ant-message-error').count()).toBe(0);
    await page.unrouteAll();
  });

  it('takes a port as it is typed anew, and the answer of a test only for what was tested', async () => {
    await go('data/connections/new');
    const box = (label: string): Locator => page.locator('label', { has: page.getByText(label, { exact: true }) }).locator('input, textarea');
    await box(connections.port).click();
    await page.keyboard.press('End');
    for (let digits = 0; digits < 4; digits += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('6543', typing);
    await type(box(connections.host), 'db.example.com');
    expect(await box(connections.port).inputValue()).toBe('6543');
    await type(box(connections.database), 'shop');
    await type(box(connections.user), 'reader');
    await type(box(connections.query), 'SELECT 1');
    let answer = (): void => undefined;
    const free = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/connections/try', async (route) => {
      await free;
      await route.fulfill({ json: { upload: 'u', columns: [{ name: 'id', type: 'int8', grows: true }], newRows: 1, files: [] } });
    });
    await page.getByRole('button', { name: connections.test, exact: true }).click();
    await box(connections.query).click();
    await page.keyboard.press('End');
    await page.keyboard.type('23', typing);
    const answered = page.waitForResponse('**/connections/try');
    answer();
    await answered;
    await settled(page);
    expect(await box(connections.query).inputValue()).toBe('SELECT 123');
    await page.getByRole('button', { name: connections.test, exact: true }).waitFor();
    await page.unrouteAll();
  });

  it('takes paths with blanks, currencies and fractions of a cleaning rule as they are typed', async () => {
    await go('data/cleaning?rule=new');
    const dialog = page.getByRole('dialog');
    const path = dialog.getByLabel(cleaning.field, { exact: true });
    await type(path, 'unit price');
    expect(await path.inputValue()).toBe('unit price');
    const step = dialog.getByRole('combobox', { name: `${cleaning.steps} 1`, exact: true });
    await choose(step, cleaning.do.money);
    const currency = dialog.getByLabel(cleaning.currency, { exact: true });
    await currency.click();
    await page.keyboard.press('End');
    for (let letters = 0; letters < 3; letters += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('USD', typing);
    expect(await currency.inputValue()).toBe('USD');
    await choose(step, cleaning.do.default);
    const fallback = dialog.getByRole('textbox', { name: cleaning.do.default, exact: true });
    expect(await fallback.inputValue()).toBe('');
    await fallback.click();
    await page.keyboard.type('1.05', typing);
    expect(await fallback.inputValue()).toBe('1.05');
    // Beside the drawer: nothing that was typed goes.
    await page.mouse.click(40, 400);
    await page.waitForTimeout(300);
    expect([await fallback.inputValue(), await path.inputValue()]).toEqual(['1.05', 'unit price']);
  });

  it('publishes a change of the cleaning rules without taking back what a colleague published', async () => {
    await product.api('PUT', '/cleaning', { rules: [rule('rule-1', 'mine')], reason: 'first' });
    await go('data/cleaning');
    await page.getByRole('switch').click();
    await product.api('PUT', '/cleaning', { rules: [rule('rule-1', 'mine'), rule('rule-2', 'theirs')], reason: 'a colleague' });
    await page.getByRole('switch').nth(1).waitFor({ timeout: 20_000 });
    await type(page.getByPlaceholder(cleaning.reason), '停用');
    await page.getByRole('button', { name: cleaning.publish, exact: true }).click();
    await page.getByPlaceholder(cleaning.reason).waitFor({ state: 'hidden' });
    expect(await product.api('GET', '/cleaning')).toMatchObject({
      rules: [
        { id: 'rule-1', isOn: false },
        { id: 'rule-2', isOn: true },
      ],
    });
  });

  it('mends parked events with the very digits that were typed', async () => {
    await collect(product, '/v1/batch', { batch: [{ messageId: 'nobody-1', type: 'track', event: 'Called', properties: {} }] });
    await untilDrained(product);
    await go('data/quarantine/group?reason=missing_id&source=web&event=Called');
    await page.getByRole('button', { name: quarantine.addStep }).click();
    await page.getByRole('combobox', { name: quarantine.steps, exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: quarantine.do.set }).click();
    await type(page.getByLabel(quarantine.path, { exact: true }), 'userId');
    const asked = page.waitForRequest((request) => request.url().endsWith('/mend/preview') && (request.postData() ?? '').includes('"0571888"'));
    await type(page.getByLabel(quarantine.value, { exact: true }), '0571888');
    await asked;
  });

  it('leaves an alert the name that somebody gave it', async () => {
    await go('settings/alerts');
    await page.getByRole('button', { name: alerts.newRule }).click();
    const dialog = page.getByRole('dialog');
    await type(dialog.getByLabel(alerts.fields.name, { exact: true }), '值班看这里');
    await dialog.getByRole('combobox', { name: alerts.fields.kind }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByText(alerts.kindHints.parked_share).waitFor();
    expect(await dialog.getByLabel(alerts.fields.name, { exact: true }).inputValue()).toBe('值班看这里');
  });

  it('answers on a machine without a network, which the product itself does not need', async () => {
    await go('data/sources');
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await page.getByRole('heading', { name: 'web', level: 1 }).waitFor();
    expect(await settled(page)).toBe(true);
    await page.evaluate(() => dispatchEvent(new Event('online')));
  });

  it('without faults on any of these pages', () => {
    expect(faults).toEqual([]);
  });
});
