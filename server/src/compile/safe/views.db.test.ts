import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readStatement, safeViews, statementSql, type StatementScope } from './statement.ts';
import { testContext, testForbidden, testMask } from './testing.ts';

const own = 5;
const other = 6;
let stores: TestStores;

const personal = { phone: '13800001111', email: 'li.lei@example.com', street: '南京西路1266号', name: '李雷' };

async function fill(workspace: number, secret: string, first: number): Promise<void> {
  const { clickhouse } = stores;
  const insert = (table: string, ...rows: readonly object[]): Promise<void> =>
    clickhouse.insert(table, Buffer.from(rows.map((row) => JSON.stringify({ workspace, ...row })).join('\n')));
  const traits = {
    city: '上海',
    phone: personal.phone,
    name: personal.name,
    'address.street': personal.street,
    birthday: '1990-05-17',
    note: `电话 13800001111，邮箱 li.lei@example.com ${secret}`,
    age: '36',
    'likes[]': ['茶', personal.email],
  };
  await insert(
    'profile',
    { profile_id: first, merged_into: 0, created_at: '2026-01-01 00:00:00', kinds: ['phone'], traits },
    { profile_id: first + 1, merged_into: first, traits: {} },
  );
  const order = {
    order_id: 'A1',
    total: '30',
    'products[]': { sku: ['S1', 'S2'], name: ['裙子', secret], price: ['10', '20'], quantity: ['1', '2'], category: ['女装', '男装'] },
    contact: personal.email,
    memo: '收货人：李雷',
  };
  const event = {
    event: 'Order Completed',
    origin_id: first,
    profile_id: first,
    ts: '2026-05-31 16:30:00',
    type: 'track',
    source: 'web',
    identifiers: [`phone=+86${personal.phone}`, 'user_id=u1', `unionid=${secret}`],
    page_url: `https://shop.cn/p?phone=${personal.phone}`,
    page_path: `/p?phone=${personal.phone}`,
    ip: '203.0.113.7',
    message_id: `m${first}`,
  };
  await insert(
    'event_feed',
    { ...event, properties: order, log_position: first },
    { ...event, ts: '2027-01-01 00:00:00', properties: {}, log_position: first + 1 },
  );
  await insert(
    'tag_change',
    { tag_id: 1, profile_id: first, text: personal.phone, at: '2026-05-01 00:00:00', run_id: 1 },
    { tag_id: 2, profile_id: first, text: '12.5', at: '2026-05-01 00:00:00', run_id: 1 },
  );
  await insert('segment_change', { segment_id: 3, profile_id: first, change: 'entered', at: '2026-05-01 00:00:00', cause: 'data', run_id: 2 });
  await insert('list_member', { list_id: 4, origin_id: first, profile_id: first, added_at: '2026-05-01 00:00:00' });
  await insert(
    'trait_change',
    { trait: 'phone', origin_id: first, profile_id: first, ts: '2026-05-01 00:00:00', value: personal.phone },
    { trait: 'city', origin_id: first, profile_id: first, ts: '2026-05-01 00:00:00', value: secret },
  );
  await insert('consent_change', {
    purpose: 'marketing',
    channel: 'sms',
    origin_id: first,
    profile_id: first,
    ts: '2026-05-01 00:00:00',
    state: 'granted',
    source: 'form',
  });
  await insert(
    'entity',
    { kind: 'product', key: 'S1', ts: '2026-01-01 00:00:00', attributes: { brand: secret, phone: personal.phone } },
    { kind: 'product', key: 'S1', ts: '2026-03-01 00:00:00', attributes: { brand: '新牌子' } },
  );
}

beforeAll(async () => {
  stores = await openTestStores();
  await fill(own, 'ours', 1);
  await fill(other, 'theirs', 1001);
});
afterAll(() => stores.close());

const mask = testMask({
  phone: 'phone',
  email: 'email',
  name: 'name',
  'address.street': 'address',
  birthday: 'birthday',
  contactless: 'none',
  'tag phone_tag': 'phone',
});
const names = { segments: new Map([['vip', { id: 3 }]]), traits: ['phone', 'city'] };

async function ask(sql: string, more: Partial<StatementScope> = { mask }): Promise<readonly Record<string, unknown>[]> {
  const read = readStatement(sql, { forbidden: testForbidden, path: '/sql', takesParameters: true });
  if (!read.ok) throw new Error(read.faults[0]?.message);
  const context = {
    ...testContext(own),
    tags: new Map([
      ['phone_tag', { id: 1, type: 'text', fields: [] }],
      ['spent', { id: 2, type: 'number', fields: [] }],
    ] as const),
    lists: new Map([['friends', { id: 4 }]]),
  };
  const { sql: text, params } = statementSql(read.statement, { context, names, ...more });
  return stores.clickhouse.query(text, params, { settings: { readonly: 1 } });
}
const raw = (sql: string) => ask(sql, {});

describe('views of a workspace', () => {
  it.each(safeViews.map(({ name, columns }) => [name, columns.map((column) => column.name)] as const))(
    '%s have the columns that are documented, and rows of this workspace only',
    async (name, columns) => {
      for (const query of [ask, raw]) {
        const rows = await query(`SELECT * FROM ${name}`);
        expect(rows).not.toEqual([]);
        expect(Object.keys(rows[0] ?? {})).toEqual(columns);
        expect(JSON.stringify(rows)).not.toContain('theirs');
        expect(JSON.stringify(rows)).not.toMatch(/:100[12]\b/);
      }
    },
  );

  it.each(safeViews.map(({ name, columns }) => [name, columns.map((column) => column.name)] as const))(
    '%s give each column alone as among all, and as many rows',
    async (name, columns) => {
      for (const query of [ask, raw]) {
        const whole = await query(`SELECT * FROM ${name}`);
        expect(await query(`SELECT count() AS n FROM ${name}`)).toEqual([{ n: whole.length }]);
        for (const column of columns) {
          const sorted = (rows: readonly Record<string, unknown>[]): readonly string[] => rows.map((row) => JSON.stringify(row[column])).sort();
          expect(sorted(await query(`SELECT ${column} FROM ${name}`))).toEqual(sorted(whole));
        }
      }
    },
  );

  it('leave out what is not named: a short statement stays short', () => {
    const lengthOf = (sql: string): number => {
      const read = readStatement(sql, { forbidden: testForbidden, path: '/sql', takesParameters: true });
      return read.ok ? statementSql(read.statement, { context: testContext(own), names, mask }).sql.length : 0;
    };
    expect(lengthOf('SELECT profile_id, count() AS value FROM events GROUP BY profile_id')).toBeLessThan(1_000);
    expect(lengthOf('SELECT * FROM events')).toBeGreaterThan(10_000);
  });

  it('read fields as texts, numbers and lists, and days in the workspace’s zone', async () => {
    expect(await raw('SELECT traits.city, p.traits.age.:Float64 + 1 AS next, traits.likes[] AS likes, traits.nothing FROM profiles AS p')).toEqual([
      { 'traits.city': '上海', next: 37, likes: ['茶', personal.email], 'traits.nothing': null },
    ]);
    expect(await raw('SELECT toDate(ts) AS day, properties.`products[]`.sku AS skus, count() OVER () AS n FROM events')).toEqual([
      { day: '2026-06-01', skus: ['S1', 'S2'], n: 1 },
    ]);
    expect(await raw('SELECT product, amount FROM order_lines ORDER BY line')).toEqual([
      { product: '裙子', amount: 10 },
      { product: 'ours', amount: 40 },
    ]);
    expect(await raw('SELECT key, attributes.brand FROM entities')).toEqual([{ key: 'S1', 'attributes.brand': '新牌子' }]);
    expect(await raw('SELECT today() AS day, toString(now()) AS now')).toEqual([{ day: '2026-06-01', now: '2026-06-01 20:00:00.000' }]);
  });

  it('take values as parameters only', async () => {
    const found = await raw(`SELECT {{since:Date}} AS since, has({{cities:Strings}}, traits.city) AS own FROM profiles`).catch(() => []);
    expect(found).toEqual([]);
    const values = { since: '2026-05-01', cities: ['上海', "'); DROP"] };
    expect(await ask(`SELECT {{since:Date}} AS since, has({{cities:Strings}}, traits.city) AS own FROM profiles`, { mask, values })).toEqual([
      { since: '2026-05-01', own: 1 },
    ]);
  });

  it('keep an expression away from the rows of others, even where it would fail on one', async () => {
    expect(await raw(`SELECT count() AS n FROM profiles WHERE throwless = 1 OR toInt64(traits.age) > 0`).catch((error: unknown) => String(error))).toContain(
      'throwless',
    );
    await stores.clickhouse.command(
      `INSERT INTO profile (workspace, profile_id, merged_into, created_at, traits) VALUES (${other}, 2002, 0, now64(), '{"age":"their secret"}')`,
    );
    expect(await raw('SELECT count() AS n FROM profiles WHERE toInt64(assumeNotNull(traits.age)) > 0')).toEqual([{ n: 1 }]);
  });
});

describe('what is personal', () => {
  it('is a pseudonym that can be counted and joined, a year, or cut out of a text', async () => {
    const [row = {}] = await ask(
      'SELECT traits.phone, traits.name, traits.address.street, traits.birthday, traits.note, traits.city, traits.likes[] AS likes FROM profiles',
    );
    expect(row).toEqual({
      'traits.phone': expect.stringMatching(/^phone:[0-9a-f]{16}$/),
      'traits.name': expect.stringMatching(/^name:[0-9a-f]{16}$/),
      'traits.address.street': expect.stringMatching(/^address:[0-9a-f]{16}$/),
      'traits.birthday': '1990',
      'traits.note': '电话 [phone]，邮箱 [email] ours',
      'traits.city': '上海',
      likes: ['茶', expect.stringMatching(/^email:/)],
    });
    expect(await ask(`SELECT count() AS n FROM profiles AS p JOIN identifiers AS i ON i.value = p.traits.phone WHERE i.kind = 'phone'`)).toEqual([{ n: 1 }]);
    expect(await ask(`SELECT text = (SELECT any(traits.phone) FROM profiles) AS same FROM tags WHERE tag = 'phone_tag'`)).toEqual([{ same: 1 }]);
    expect(await ask(`SELECT number FROM tags WHERE tag = 'spent'`)).toEqual([{ number: 12.5 }]);
    expect(await ask('SELECT page_path, ip, properties.memo FROM events')).toEqual([
      { page_path: '/p?phone=[phone]', ip: expect.stringMatching(/^ip:/), 'properties.memo': '收货人:[hidden]' },
    ]);
  });

  it('is another pseudonym in another workspace', async () => {
    const phone = (key: readonly [string, string]) => ask('SELECT traits.phone AS phone FROM profiles', { mask: { ...mask, key } });
    expect(await phone(['1', '2'])).not.toEqual(await phone(['1', '3']));
  });
});
