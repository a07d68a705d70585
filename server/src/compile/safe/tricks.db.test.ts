/** Whatever somebody who sees no personal data asks of the views, no value of it comes out: not whole, not in parts, not in the words of an error. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { readStatement, statementSql } from './statement.ts';
import { testContext, testForbidden, testMask } from './testing.ts';

const workspace = 5;
let stores: TestStores;

/** Everything that must never be seen, and parts of it that nothing else in the data holds. */
const secrets = [
  '13912345678',
  '1391234',
  '5678',
  '9187654321',
  'hanmeimei@mail-of-han.cn',
  'hanmeimei',
  'mail-of-han',
  '韩梅梅',
  '韩梅',
  '梅梅',
  '淮海中路',
  '999号',
  '310101199001011234',
  '6222021234567894',
  '203.0.113.77',
  'o6zAJs-secret',
];

beforeAll(async () => {
  stores = await openTestStores();
  const insert = (table: string, row: object): Promise<void> => stores.clickhouse.insert(table, Buffer.from(JSON.stringify({ workspace, ...row })));
  await insert('profile', {
    profile_id: 1,
    merged_into: 0,
    created_at: '2026-01-01 00:00:00',
    kinds: ['phone'],
    traits: {
      phone: '13912345678',
      email: 'hanmeimei@mail-of-han.cn',
      name: '韩梅梅',
      'address.street': '淮海中路999号',
      id_card: '310101199001011234',
      city: '上海',
      note: '手机139-1234-5678，邮箱hanmeimei@mail-of-han.cn，姓名：韩梅梅，卡6222021234567894',
      spare: '13912345678',
      'contacts[]': ['13912345678', 'hanmeimei@mail-of-han.cn'],
    },
  });
  await insert('event_feed', {
    event: 'Order Completed',
    origin_id: 1,
    profile_id: 1,
    ts: '2026-05-01 00:00:00',
    type: 'track',
    identifiers: ['phone=+8613912345678', 'email=hanmeimei@mail-of-han.cn', 'openid:wx1=o6zAJs-secret'],
    page_url: 'https://shop/p?mobile=13912345678&mail=hanmeimei%40mail-of-han.cn',
    ip: '203.0.113.77',
    user_agent: 'app/13912345678',
    properties: {
      receiver_phone: '13912345678',
      receiver: '韩梅梅',
      address: '淮海中路999号',
      remark: 'call １３９１２３４５６７８ or hanmeimei@mail-of-han.cn',
      'products[]': { name: ['gift for 13912345678'], price: ['1'] },
    },
  });
  await insert('trait_change', { trait: 'phone', origin_id: 1, profile_id: 1, ts: '2026-05-01 00:00:00', value: '13912345678' });
  await insert('trait_change', { trait: 'name', origin_id: 1, profile_id: 1, ts: '2026-05-01 00:00:00', value: '韩梅梅' });
  await insert('trait_change', { trait: 'brand_new', origin_id: 1, profile_id: 1, ts: '2026-05-01 00:00:00', value: '韩梅梅' });
  await insert('tag_change', { tag_id: 1, profile_id: 1, text: '13912345678', items: ['韩梅梅'], at: '2026-05-01 00:00:00', run_id: 1 });
  await insert('entity', { kind: 'account', key: '13912345678', ts: '2026-01-01 00:00:00', attributes: { phone: '13912345678' } });
});
afterAll(() => stores.close());

const mask = testMask({
  phone: 'phone',
  email: 'email',
  name: 'name',
  'address.street': 'address',
  id_card: 'id_card',
  receiver_phone: 'phone',
  receiver: 'name',
  address: 'address',
  'tag whom': 'name',
  'entity account.phone': 'phone',
});
const context = { ...testContext(workspace), tags: new Map([['whom', { id: 1, type: 'text', fields: [] }]] as const) };

/** What comes back: rows, or the engine's own words of an error. */
async function answer(sql: string): Promise<string> {
  const read = readStatement(sql, { forbidden: testForbidden, path: '/sql', takesParameters: true });
  if (!read.ok) return 'refused';
  const text = statementSql(read.statement, { context, names: { segments: new Map(), traits: ['phone', 'name'] }, mask });
  try {
    return JSON.stringify(
      await stores.clickhouse.query(text.sql, text.params, { settings: { readonly: 1, max_execution_time: 10, max_memory_usage: 500_000_000 } }),
    );
  } catch (error) {
    return String(error);
  }
}

const fields = ['traits.phone', 'traits.email', 'traits.name', 'traits.address.street', 'traits.id_card', 'traits.note', 'traits.spare'];
const over = (make: (field: string) => string): readonly string[] => fields.map((field) => make(field));

const tricks = [
  ...over((field) => `SELECT ${field} AS x FROM profiles`),
  ...over((field) => `SELECT ${field}.:String AS x FROM profiles`),
  ...over((field) => `SELECT substring(assumeNotNull(${field}), 1, 3) || '|' || substring(assumeNotNull(${field}), 4) AS x FROM profiles`),
  ...over((field) => `SELECT arrayJoin(splitByString('', assumeNotNull(toString(${field})))) AS x FROM profiles`),
  ...over((field) => `SELECT reverse(toString(${field})) AS x, hex(toString(${field})), base64Encode(ifNull(toString(${field}), '')) FROM profiles`),
  ...over((field) => `SELECT toInt64(assumeNotNull(${field})) AS x FROM profiles`),
  ...over((field) => `SELECT groupArray(${field}) AS x, topK(3)(${field}), any(${field}), max(${field}), min(${field}) FROM profiles GROUP BY ${field}`),
  ...over((field) => `SELECT concat('a', toString(${field}), 'b') AS x FROM profiles ORDER BY ${field}`),
  ...over((field) => `SELECT x.y FROM (SELECT ${field} AS y FROM profiles) AS x`),
  ...over((field) => `WITH z AS (SELECT * FROM profiles WHERE ${field} != '') SELECT * FROM z`),
  'SELECT * FROM profiles',
  'SELECT * FROM (SELECT * FROM events)',
  'SELECT * FROM orders',
  'SELECT * FROM order_lines',
  'SELECT * FROM identifiers',
  'SELECT * FROM trait_history',
  'SELECT * FROM tag_history',
  'SELECT * FROM tags',
  'SELECT *, attributes.phone FROM entities',
  'SELECT traits.contacts[] AS x FROM profiles',
  'SELECT arrayStringConcat(arrayMap(x -> toString(x), traits.contacts[])) AS x FROM profiles',
  'SELECT traits.phone.:Float64 AS x, traits.spare.:Int64 FROM profiles',
  'SELECT properties.receiver_phone, properties.receiver, properties.address, properties.remark FROM events',
  `SELECT extractAll(toString(properties.remark), '[0-9０-９]+') AS x FROM events`,
  `SELECT page_url, extractURLParameter(assumeNotNull(toString(page_url)), 'mobile') AS x, decodeURLComponent(assumeNotNull(toString(page_url))) AS y FROM events`,
  'SELECT user_agent, ip, message_id FROM events',
  `SELECT value FROM identifiers WHERE kind = 'phone' OR kind LIKE 'openid%'`,
  `SELECT items, text, arrayStringConcat(items) AS x FROM tags`,
  `SELECT value FROM trait_history WHERE trait = 'brand_new'`,
  `SELECT i.value, p.* FROM identifiers AS i CROSS JOIN profiles AS p`,
  `SELECT replaceAll(toString(traits.phone), 'phone:', '') AS x, lower(toString(traits.name)) AS y FROM profiles`,
  `SELECT if(traits.phone = '13912345678', 'yes', 'no') = 'yes' AS guessed FROM profiles`,
  `SELECT CAST(traits.phone AS Nullable(UInt64)) AS x FROM profiles`,
  `SELECT traits.phone::Float64 AS x FROM profiles`,
  `SELECT arrayElement([1], toInt32(assumeNotNull(traits.name))) AS x FROM profiles`,
  `SELECT toDate(assumeNotNull(traits.note)) AS x FROM profiles`,
  `SELECT formatDateTime(ts, assumeNotNull(toString(properties.remark))) AS x FROM events`,
  `SELECT JSONExtractString(concat('{"a":"', toString(traits.note), '"}'), 'a') AS x FROM profiles`,
  `SELECT (SELECT toInt64(any(assumeNotNull(traits.name))) FROM profiles) AS x FROM profiles`,
  `SELECT match('x', assumeNotNull(toString(traits.note))) AS x FROM profiles`,
  `SELECT siphash64(traits.phone) = sipHash64('13912345678') AS guessed FROM profiles`,
  `SELECT \`traits.phone\` AS x FROM profiles`,
  `SELECT p.\`traits.name\` AS x FROM profiles AS p`,
  `SELECT \`f0\` FROM profiles`,
  `SELECT f0, f1 FROM profiles`,
];

describe('what is personal stays hidden', () => {
  it(`through ${tricks.length} tricks`, async () => {
    const leaks: string[] = [];
    for (const sql of tricks) {
      const text = await answer(sql);
      const found = secrets.find((secret) => text.includes(secret));
      if (found !== undefined && !sql.includes(found)) leaks.push(`${sql} → ${found}: ${text.slice(0, 300)}`);
      if (text.includes('"guessed":1')) leaks.push(sql);
    }
    expect(leaks).toEqual([]);
    expect(tricks.length).toBeGreaterThan(100);
  });

  it('while the same questions of somebody who sees it find it, so the tricks do ask for it', async () => {
    const read = readStatement('SELECT traits.phone, traits.note FROM profiles', { forbidden: testForbidden, path: '/sql', takesParameters: false });
    if (!read.ok) throw new Error('refused');
    const { sql, params } = statementSql(read.statement, { context, names: { segments: new Map(), traits: [] } });
    expect(JSON.stringify(await stores.clickhouse.query(sql, params))).toContain('13912345678');
  });
});
