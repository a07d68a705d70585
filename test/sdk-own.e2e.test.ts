/** Our own `/danqing.js` in a real browser, on pages of another origin, against the whole product. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TimelineEvent } from '@danqing/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientsFor } from '../server/src/govern/index.ts';
import { chromiumPath, startChromium } from './browser/chromium.ts';
import { type OwnShop, startOwnShop } from './browser/own-shop.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { countsByName, eventsOf, identifiersOf, lookupProfile } from './profiles.ts';
import { runNode } from './sdk/run-node.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

if (chromiumPath === undefined)
  process.stderr.write('skipped: our own SDK in a real Chromium, because there is none (install the Debian package `chromium`)\n');

describe.skipIf(chromiumPath === undefined)('danqing.js in Chromium', () => {
  let product: Product;
  let browser: Browser;
  let shop: OwnShop;
  beforeAll(async () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build-sdk.mjs'], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    [product, browser] = await Promise.all([startProduct(), startChromium(['--host-resolver-rules=MAP *.shop.test 127.0.0.1'])]);
    shop = await startOwnShop(product);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
    await product?.stop();
  });

  const yes = [['consent', true]] as const;

  /** Requests of a context that hand in events. */
  function sentBy(context: BrowserContext): string[] {
    const sent: string[] = [];
    context.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.postData() ?? '');
    });
    return sent;
  }
  async function visit(context: BrowserContext, url: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction(() => window.danqing !== undefined && !Array.isArray(window.danqing));
    return page;
  }
  const call = async (page: Page, name: string, ...given: readonly unknown[]): Promise<unknown> =>
    await page.evaluate(([method, values]) => Reflect.apply(Reflect.get(window.danqing ?? {}, method), undefined, [...values]), [name, given] as const);
  /** In one moment of the page, so that they go in one request however slow the machine is. */
  const callAll = async (page: Page, ...calls: readonly (readonly [string, ...unknown[]])[]): Promise<void> =>
    await page.evaluate((all) => {
      for (const [method, ...values] of all) Reflect.apply(Reflect.get(window.danqing ?? {}, method), undefined, values);
    }, calls);
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  async function anonymousIdIn(page: Page): Promise<string> {
    const identity = await call(page, 'identity');
    return typeof identity === 'object' && identity !== null && 'anonymousId' in identity ? textOf(identity.anonymousId) : '';
  }
  const propertiesOf = (event: TimelineEvent | undefined): Readonly<Record<string, unknown>> =>
    typeof event?.properties === 'object' && event.properties !== null ? { ...event.properties } : {};

  /** All that a browser could remember of its visitor. */
  const remembered = async (page: Page): Promise<readonly unknown[]> => [
    await page.context().cookies(),
    await page.evaluate(async () => [Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).length]),
  ];
  const nothing = [[], [[], [], 0]];
  async function eventsOfVisitor(page: Page): Promise<readonly TimelineEvent[]> {
    return await eventsOf(product, (await lookupProfile(product, 'anonymous_id', await anonymousIdIn(page))).id);
  }
  const flush = async (page: Page): Promise<void> => {
    await call(page, 'flush');
    await untilDrained(product);
  };
  const named = (events: readonly TimelineEvent[], name: string): readonly TimelineEvent[] => events.filter(({ event }) => event === name);

  describe('what the console gives people to paste', () => {
    const recorded = async (customer: string): Promise<Record<string, number>> => {
      await expect.poll(() => lookupProfile(product, 'user_id', customer).catch(() => undefined), { timeout: 10_000 }).toBeDefined();
      await untilDrained(product);
      return countsByName(await eventsOf(product, (await lookupProfile(product, 'email', `${customer}@example.com`)).id));
    };

    /** All steps for one client, with this customer instead of the one in them. */
    const stepsOf = (key: string, customer: string): readonly string[] =>
      (clientsFor({ origin: product.url, key: product.writeKey }).find((client) => client.key === key)?.steps ?? []).map(({ code }) =>
        code.replaceAll('u-1001', customer).replaceAll('a@example.com', `${customer}@example.com`),
      );

    test.each([
      ['danqing-script', ([tag, ...calls]: readonly string[]) => `${tag}<script>${calls.join('\n')}</script>`],
      ['danqing-web', ([, code = '']: readonly string[]) => `<script type="module">${code.replace('@danqing/web', '/@danqing/web.js')}</script>`],
    ])('works on a page: %s', async (key, headOf) => {
      const context = await browser.newContext();
      await (await context.newPage()).goto(shop.pageWith(headOf(stepsOf(key, key))));
      expect(await recorded(key)).toEqual({ 'Consent Updated': 1, 'Page Viewed': 1, $identify: 1, 'Order Completed': 1 });
      await context.close();
    });

    test('works in a service', async () => {
      const dist = pathToFileURL(`${root}sdk/node/dist/index.js`).href;
      await runNode((stepsOf('danqing-node', 'danqing-node').at(-1) ?? '').replace('@danqing/node', dist));
      expect(await recorded('danqing-node')).toEqual({ $identify: 1, 'Order Completed': 1 });
    });
  });

  test('every kind of call arrives once, also those made before the script had come, and what a visitor did before signing in is hers', async () => {
    const before = await untilDrained(product);
    const context = await browser.newContext({ locale: 'zh-CN' });
    const sent = sentBy(context);
    const page = await visit(
      context,
      shop.page('/home?utm_source=wechat&utm_campaign=double11', {}, [...yes, ['page', '首页'], ['track', 'Product Viewed', { price: 12.5 }]]),
    );
    const anonymousId = await anonymousIdIn(page);
    await callAll(
      page,
      ['identify', 'own-1', { email: 'Lin@Example.com', name: '林悦' }],
      ['group', 'acme', { plan: 'gold' }],
      ['search', '乌龙茶', { results: 12 }],
      ['track', 'Order Completed', { order_id: 'o-1', revenue: 99.9 }],
      ['alias', 'own-1-new'],
    );
    await flush(page);
    const after = await untilDrained(product, { atLeast: before.accepted + 8 });
    expect([after.passed - before.passed, after.parked, after.dropped - before.dropped]).toEqual([8, 0, 0]);
    expect(sent.length).toBeLessThanOrEqual(2);

    const profile = await lookupProfile(product, 'user_id', 'own-1');
    expect(identifiersOf(profile)).toEqual([`anonymous_id ${anonymousId}`, 'email lin@example.com', 'user_id own-1', 'user_id own-1-new']);
    const events = await eventsOf(product, profile.id);
    expect(countsByName(events)).toEqual({
      'Consent Updated': 1,
      'Page Viewed': 1,
      'Product Viewed': 1,
      $identify: 1,
      $group: 1,
      'Products Searched': 1,
      'Order Completed': 1,
      $alias: 1,
    });
    expect(named(events, 'Page Viewed')[0]).toMatchObject({
      properties: { name: '首页', path: '/home', title: '小店' },
      context: { campaign: { source: 'wechat', name: 'double11' }, locale: 'zh-CN', library: { name: '@danqing/web' }, page: { path: '/home' } },
    });
    await context.close();
  });

  test('before and without consent there is no request, no cookie and no storage; after a yes the present is told, after a no everything goes', async () => {
    const context = await browser.newContext();
    const sent = sentBy(context);
    const page = await visit(context, shop.page('/first?q=tea', { autocapture: true, shareAddress: true }));
    await page.click('#coupon');
    await page.click('#send');
    await call(page, 'track', 'Too Early');
    await call(page, 'identify', 'own-2');
    await call(page, 'flush');
    expect([sent, await remembered(page)]).toEqual([[], nothing]);

    await call(page, 'consent', { analytics: true, marketing: false });
    await flush(page);
    const { id } = await lookupProfile(product, 'user_id', 'own-2');
    expect(countsByName(await eventsOf(product, id))).toEqual({ 'Consent Updated': 1, $identify: 1, 'Page Viewed': 1, 'Products Searched': 1 });
    expect((await context.cookies()).length).toBe(0);

    await call(page, 'consent', false);
    await expect.poll(() => remembered(page)).toEqual(nothing);
    await call(page, 'track', 'Too Late');
    await page.click('#coupon');
    await untilDrained(product);
    expect(await product.api('GET', `/profiles/${id}/consents`)).toMatchObject({
      current: expect.arrayContaining([
        expect.objectContaining({ purpose: 'analytics', state: 'refused' }),
        expect.objectContaining({ purpose: 'marketing', state: 'refused' }),
      ]),
    });
    const requests = sent.length;
    await page.goto(shop.page('/second', { autocapture: true }, [['consent', false], ['page']]));
    await page.waitForFunction(() => !Array.isArray(window.danqing));
    await call(page, 'flush');
    expect([sent.length - requests, await remembered(page)]).toEqual([0, nothing]);
    expect(countsByName(await eventsOf(product, id))).not.toHaveProperty('Too Late');
    await context.close();
  });

  test('what happens offline, and what a page could not send before it was closed, arrives once when the network is back', async () => {
    const before = await untilDrained(product);
    const context = await browser.newContext();
    const page = await visit(context, shop.page('/', {}, yes));
    await flush(page);
    await context.setOffline(true);
    for (const step of [1, 2, 3]) await call(page, 'track', 'Offline', { step });
    await call(page, 'flush');
    await context.setOffline(false);
    await expect.poll(async () => await page.evaluate(() => Object.keys(localStorage).length)).toBe(1);

    let isCut = true;
    await context.route('**/v1/batch', async (route) => await (isCut ? route.abort() : route.continue()));
    await call(page, 'track', 'Kept', { step: 4 });
    await call(page, 'flush');
    await page.goto(shop.page('/later'));
    await page.waitForFunction(() => !Array.isArray(window.danqing));
    expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(2);
    isCut = false;
    await call(page, 'flush');
    expect(await page.evaluate(() => Object.keys(localStorage).length)).toBe(1);
    const after = await untilDrained(product, { atLeast: before.accepted + 5 });
    expect(countsByName(await eventsOfVisitor(page))).toEqual({ 'Consent Updated': 1, Offline: 3, Kept: 1 });
    expect(after.parked).toBe(0);
    await context.close();
  });

  test('a server that asks for a pause gets one, and then everything once', async () => {
    const context = await browser.newContext();
    const page = await visit(context, shop.page('/', {}, yes));
    await flush(page);
    let refused = 0;
    const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };
    await context.route('**/v1/batch', async (route) => {
      refused += 1;
      if (refused === 1) return await route.fulfill({ status: 429, headers: { ...cors, 'retry-after': '1' } });
      return await route.continue();
    });
    await call(page, 'track', 'Patient');
    await expect.poll(async () => await page.evaluate(() => Object.keys(localStorage).length), { timeout: 10_000 }).toBe(1);
    await untilDrained(product);
    expect([refused, countsByName(await eventsOfVisitor(page))]).toEqual([2, { 'Consent Updated': 1, Patient: 1 }]);
    await context.close();
  });

  test('what is called in the last moment of a page arrives, and so does how long it was looked at', async () => {
    const before = await untilDrained(product);
    const context = await browser.newContext();
    const page = await visit(context, shop.page('/long', { autocapture: { leave: true, clicks: true } }, [...yes, ['page']]));
    const anonymousId = await anonymousIdIn(page);
    await flush(page);
    await page.evaluate(() => scrollTo(0, 600));
    await page.waitForTimeout(300);
    await page.click('#coupon');
    await page.evaluate(() => window.danqing?.push(['track', 'Last Moment']));
    await page.goto('about:blank');
    await untilDrained(product, { atLeast: before.accepted + 5 });
    const back = await visit(context, shop.page('/back', { consent: 'assumed' }));
    await flush(back); // what the browser could not confirm is sent again and counted once
    const events = await eventsOf(product, (await lookupProfile(product, 'anonymous_id', anonymousId)).id);
    expect(countsByName(events)).toEqual({ 'Consent Updated': 1, 'Page Viewed': 1, 'Coupon Received': 1, 'Last Moment': 1, 'Page Left': 1 });
    const properties = propertiesOf(named(events, 'Page Left')[0]);
    expect(properties).toMatchObject({ visible_seconds: expect.any(Number), scroll_depth: expect.any(Number) });
    expect(Number(properties['visible_seconds'])).toBeGreaterThan(0.2);
    expect(Number(properties['scroll_depth'])).toBeLessThan(100);
    await context.close();
  });

  test('a single-page application, clicks, forms and searches are recorded by choice, and nothing that is private', async () => {
    const context = await browser.newContext();
    const sent = sentBy(context);
    const page = await visit(context, shop.page('/app', { autocapture: true }, yes));
    await page.evaluate(() => history.pushState({}, '', '/app/list?keyword=红茶'));
    await page.waitForTimeout(120);
    await page.evaluate(() => history.replaceState({}, '', '/app/list?keyword=红茶&page=2'));
    await page.waitForTimeout(120);
    await page.fill('[name=phone]', '13900139000');
    await page.fill('[name=secret]', 'open sesame');
    await page.fill('[name=note]', 'hush');
    for (const id of ['#tea', '#call', '#coupon', '#ignored', '#send']) await page.click(id);
    await page.evaluate(() => history.pushState({}, '', '/app/cart#top'));
    await page.waitForTimeout(120);
    await flush(page);
    const events = await eventsOfVisitor(page);
    expect(countsByName(events)).toEqual({
      'Consent Updated': 1,
      'Page Viewed': 3,
      'Page Left': 2,
      'Products Searched': 1,
      'Element Clicked': 3,
      'Coupon Received': 1,
      'Form Submitted': 1,
    });
    expect(named(events, 'Page Viewed').map((event) => [propertiesOf(event)['path'], propertiesOf(event)['referrer']])).toEqual([
      ['/app', ''],
      ['/app/list', expect.stringContaining('/app?')],
      ['/app/cart', expect.stringContaining('/app/list')],
    ]);
    expect(named(events, 'Products Searched')[0]?.properties).toMatchObject({ query: '红茶' });
    expect(named(events, 'Element Clicked').map(({ properties }) => properties)).toMatchObject([
      { element: 'a', element_id: 'tea', text: '龙井 新茶', sku: 'T-1', href: `${shop.origin}/product?token=*` },
      { element: 'button', text: '致电 *' },
      { element: 'button', text: '入会' },
    ]);
    expect(named(events, 'Coupon Received')[0]?.properties).toMatchObject({ coupon: 'SPRING' });
    expect(named(events, 'Form Submitted')[0]?.properties).toEqual({ form_id: 'join', form_name: 'join', action: '/join', fields: ['phone', 'note'] });
    for (const secret of ['13900139000', 'open sesame', 'hush', '310101', '8000', 'token=secret']) expect(sent.join('\n')).not.toContain(secret);
    await context.close();
  });

  test('one visitor is known on all sub-domains where the site wants it, by a cookie that only a yes sets and a no takes away everywhere', async () => {
    const context = await browser.newContext();
    const on = (name: string): string => {
      const url = new URL(shop.page('/', { cookieDomain: 'shop.test' }));
      url.hostname = `${name}.shop.test`;
      return url.href;
    };
    const www = await visit(context, on('www'));
    await call(www, 'track', 'Too Early');
    expect(await remembered(www)).toEqual(nothing);
    await call(www, 'consent', true);
    await call(www, 'identify', 'own-sub');
    await call(www, 'flush');
    expect((await context.cookies()).map(({ domain, sameSite }) => [domain, sameSite])).toEqual([['.shop.test', 'Lax']]);

    const mobile = await visit(context, on('m'));
    expect(await anonymousIdIn(mobile)).toBe(await anonymousIdIn(www));
    await call(mobile, 'track', 'On Mobile');
    await flush(mobile);
    expect(countsByName(await eventsOfVisitor(mobile))).toEqual({ 'Consent Updated': 1, $identify: 1, 'On Mobile': 1 });

    await call(mobile, 'consent', false);
    expect(await remembered(mobile)).toEqual(nothing);
    await www.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await call(www, 'track', 'Too Late');
    await flush(www);
    expect(await remembered(www)).toEqual(nothing);
    expect(countsByName(await eventsOf(product, (await lookupProfile(product, 'user_id', 'own-sub')).id))).toEqual({
      'Consent Updated': 2,
      $identify: 1,
      'On Mobile': 1,
    });
    await context.close();
  });

  test('a link that is passed on from hand to hand draws a tree, whoever opens it how often', async () => {
    const [anna, ben, cleo] = [await browser.newContext(), await browser.newContext(), await browser.newContext()];
    const annas = await visit(anna, shop.page('/tea', { shareAddress: true }, [...yes, ['page']]));
    const link = textOf(await call(annas, 'share', { share_via: 'wechat' }));
    await call(annas, 'flush');
    const bens = await visit(ben, `${link}&again=1`);
    await bens.reload();
    await bens.waitForFunction(() => !Array.isArray(window.danqing));
    const copied = bens.url(); // from the address bar
    expect(await call(bens, 'shareLink')).toBe(copied);
    await call(bens, 'flush');
    const cleos = await visit(cleo, copied);
    await flush(cleos);

    const [shared] = named(await eventsOfVisitor(annas), 'Link Shared');
    const [first, ...again] = named(await eventsOfVisitor(bens), 'Shared Link Opened');
    const [second] = named(await eventsOfVisitor(cleos), 'Shared Link Opened');
    const root = propertiesOf(shared)['share_id'];
    expect(shared?.properties).toMatchObject({ root_share_id: root, share_depth: 0, share_via: 'wechat', url: link });
    expect(first?.properties).toMatchObject({ parent_share_id: root, root_share_id: root, share_depth: 1 });
    expect(second?.properties).toMatchObject({ parent_share_id: propertiesOf(first)['share_id'], root_share_id: root, share_depth: 2 });
    expect(again).toEqual([]);
    const [seen] = named(await eventsOfVisitor(cleos), 'Page Viewed');
    expect(JSON.stringify(seen?.context)).not.toContain('dq_share');
    for (const context of [anna, ben, cleo]) await context.close();
  });
});
