import { afterAll, beforeAll, expect, it } from 'vitest';
import { becomeOwner, itemsOf, joinAs, type TestBrowser } from '../../testing/browser.ts';
import { openWholeApi, type WholeApi } from './testing.ts';

const adminKey = 'admin-key-of-the-differences-test';
const at = '2026-11-01 00:00:00.000';
/** What two sources say of the same customer and of the same order. */
const ofCustomer: readonly (readonly [trait: string, a: string, b: string])[] = [
  ['phone', '13900001234', '13811112222'],
  ['email', 'first.plant@example.com', 'second.plant@example.com'],
  ['name', '欧阳植树', '司马种花'],
  ['address.street', '植物园路九十九号', '花园路一百零一号'],
  ['身份证', '11010519491231002X', '440308199901010012'],
  ['note', '请打13722223333', '请打13633334444'],
];
const ofOrder: readonly (readonly [path: string, a: string, b: string])[] = [
  ['receiver.phone', '13900001234', '13811112222'],
  ['receiver.name', '欧阳植树', '司马种花'],
  ['remark', '联系 13722223333', '联系 13633334444'],
];
const personal = [...ofCustomer, ...ofOrder].flatMap(([, a, b]) => [a, b].map((text) => text.replace(/^(?:请打|联系 )/, '')));

let whole: WholeApi;
let people: Readonly<Record<'owner' | 'viewer' | 'manager' | 'sales', TestBrowser>>;

beforeAll(async () => {
  whole = await openWholeApi(adminKey);
  const { clickhouse } = whole.stores;
  const insert = (table: string, rows: readonly object[]): Promise<void> =>
    clickhouse.insert(table, Buffer.from(rows.map((row) => JSON.stringify({ workspace: 1, origin_id: 7, profile_id: 7, ts: at, ...row })).join('\n')));
  const bySource = ['web', 'till'].map((source, place) => ({ source, message_id: source, texts: [...ofCustomer, ['city', '杭州', '苏州'] as const], place }));
  await insert(
    'trait_change',
    bySource.flatMap(({ texts, place, ...row }) => texts.map(([trait, a, b]) => ({ ...row, trait, value: place === 0 ? a : b }))),
  );
  await insert(
    'event_feed',
    ['web', 'till'].map((source, place) => ({
      source,
      message_id: `order-${source}`,
      type: 'track',
      event: 'Order Completed',
      ts: new Date().toISOString().slice(0, 23).replace('T', ' '),
      properties: { order_id: 'SO-77', ...Object.fromEntries(ofOrder.map(([path, a, b]) => [path, place === 0 ? a : b])) },
    })),
  );
  const owner = await becomeOwner(whole.app, adminKey);
  people = {
    owner,
    viewer: await joinAs(whole.app, owner, 'viewer', 'viewer@example.com'),
    manager: await joinAs(whole.app, owner, 'manager', 'manager@example.com'),
    sales: await joinAs(whole.app, owner, 'sales', 'sales@example.com'),
  };
});
afterAll(() => whole.close());

const ask = (browser: TestBrowser, event: string, field: string, headers: Readonly<Record<string, string | null>> = {}) =>
  browser.ask('GET', `/api/v1/quality/differences?${new URLSearchParams({ event, field, a: 'web', b: 'till' })}`, undefined, headers);
/** By the admin key, not as somebody who is signed in: these see no more at once than anybody. */
const askOpenly = (event: string, field: string) => ask(people.owner, event, field, { authorization: `Bearer ${adminKey}`, cookie: null });
const everything = [...ofCustomer.map(([trait]) => ['', trait] as const), ...ofOrder.map(([path]) => ['Order Completed', path] as const)];

it('shows what sources say to a key that sees personal data', async () => {
  const [one] = itemsOf(await askOpenly('', 'phone'));
  expect(one).toEqual({
    profile: 7,
    order: null,
    said: [
      { source: 'web', trait: 'phone', value: '13900001234' },
      { source: 'till', trait: 'phone', value: '13811112222' },
    ],
  });
  const texts = await Promise.all(everything.map(async ([event, field]) => (await askOpenly(event, field)).text));
  // If nothing were there, hiding it would prove nothing.
  for (const value of personal) expect(texts.join('\n')).toContain(value);
});

it('shows nobody who is signed in any of it, only that there is a difference', async () => {
  for (const browser of [people.owner, people.viewer, people.manager]) {
    for (const [event, field] of everything) {
      const answer = await ask(browser, event, field);
      expect([event, field, answer.status, itemsOf(answer).length]).toEqual([event, field, 200, 1]);
      expect(personal.filter((value) => answer.text.includes(value))).toEqual([]);
    }
    expect(itemsOf(await ask(browser, '', 'city'))[0]?.['said']).toMatchObject([{ value: '杭州' }, { value: '苏州' }]);
  }
});

it('is closed to who does not look at data', async () => {
  expect((await ask(people.sales, '', 'city')).status).toBe(403);
});
