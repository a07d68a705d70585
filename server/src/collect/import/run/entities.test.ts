import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '#kernel';
import { prepareImport, readMessages } from './events.ts';
import { createTally } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-entities-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'file');

async function importText(text: string, mapping: object, at = Date.UTC(2026, 0, 1)) {
  writeFileSync(file, text);
  const tally = createTally();
  const messages: JsonObject[] = [];
  const prepared = await prepareImport(file, mapping, { at, zone: 'Asia/Shanghai' });
  for await (const some of readMessages(prepared, { tally, folder: join(folder, 'work'), maxBytes: 1e9 }))
    for (const { message } of some) {
      const parsed: unknown = JSON.parse(message);
      if (isJsonObject(parsed)) messages.push(parsed);
    }
  return { messages, tally };
}

const products = {
  entity: 'product',
  key: 'StockCode',
  when: [{ if: { column: 'StockCode', op: 'eq', value: 'POST' }, skip: 'postage' }],
  attributes: { name: { column: 'Description' }, price: { column: 'Price', type: 'number' }, 'supplier.city': { column: 'City' } },
};

it('each row says something of the entity that its key names; rows without a key and with the wrong number of cells are rejected, and the rest goes on', async () => {
  const { messages, tally } = await importText(
    `StockCode,Description,Price,City
 22.0 ,Mug,1.5,Leeds
007,,2,
POST,x,1,
,Nobody,1,
a,b
"C,1",Comma,3,York
`,
    products,
  );
  expect(messages).toEqual([
    {
      type: 'entity',
      messageId: expect.stringMatching(/^product:22\.0#000000000001-/),
      timestamp: '2026-01-01T00:00:00.000Z',
      kind: 'product',
      key: '22.0',
      traits: { name: 'Mug', price: 1.5, supplier: { city: 'Leeds' } },
    },
    {
      type: 'entity',
      messageId: expect.stringMatching(/^product:007#000000000002-/),
      timestamp: '2026-01-01T00:00:00.000Z',
      kind: 'product',
      key: '007',
      traits: { price: 2 },
    },
    {
      type: 'entity',
      messageId: expect.stringMatching(/^product:C,1#000000000006-/),
      timestamp: '2026-01-01T00:00:00.000Z',
      kind: 'product',
      key: 'C,1',
      traits: { name: 'Comma', price: 3, supplier: { city: 'York' } },
    },
  ]);
  expect({ ...tally, skipped: Object.fromEntries(tally.skipped), byEvent: Object.fromEntries(tally.byEvent) }).toMatchObject({
    rows: 6,
    used: 3,
    skipped: { postage: 1 },
    rejectedCount: 2,
    made: 3,
    byEvent: { product: 3 },
  });
  expect(tally.rejected().map(({ row, reason }) => ({ row, isKeyless: reason === 'no key' }))).toEqual([
    { row: 4, isKeyless: true },
    { row: 5, isKeyless: false },
  ]);
});

it('the same file names its messages alike when its rows have times; without times each import says it anew', async () => {
  const text = 'StockCode,Description,Price,City,since\na,Mug,1,,2024-01-02\na,Mug,2,,2024-01-03\n';
  const ids = async (mapping: object, at: number) => (await importText(text, mapping, at)).messages.map((message) => message['messageId']);
  const timed = { ...products, timestamp: { column: 'since', zone: 'UTC' } };
  expect(await ids(timed, 1)).toEqual(await ids(timed, 2));
  expect(await ids(products, 1)).not.toEqual(await ids(products, 2));
  expect(await ids(products, 1)).toEqual(await ids(products, 1));
  const [first = '', second = ''] = await ids(products, 1);
  expect(String(first) < String(second)).toBe(true);
});

it('rows of one group make one entity, put together', async () => {
  const { messages, tally } = await importText('shop,city,staff\nS1,,Ann\nS2,York,Bob\nS1,Leeds,Cid\n', {
    entity: 'shop',
    group: 'shop',
    key: { column: 'shop' },
    traits: { city: { column: 'city' }, staff: { list: 'staff' } },
  });
  expect(messages.map(({ key, traits }) => ({ key, traits }))).toEqual([
    { key: 'S1', traits: { city: 'Leeds', staff: ['Ann', 'Cid'] } },
    { key: 'S2', traits: { city: 'York', staff: ['Bob'] } },
  ]);
  expect(tally).toMatchObject({ rows: 3, used: 3, made: 2 });
});

it('rows may also say what people consent to, by purpose and channel', async () => {
  const { messages } = await importText('who,sms,mail,any\na,yes,,x\nb,no,1,x\nc,,,x\n', {
    identifiers: { customer_id: { column: 'who' } },
    consents: { 'marketing/sms': { column: 'sms' }, 'marketing/e.mail': { column: 'mail' } },
  });
  expect(messages.map(({ type, consents }) => ({ type, consents }))).toEqual([
    { type: 'identify', consents: { 'marketing/sms': 'yes' } },
    { type: 'identify', consents: { 'marketing/sms': 'no', 'marketing/e.mail': '1' } },
    { type: 'identify', consents: undefined },
  ]);
  await expect(importText('who\na\n', { identifiers: { email: { column: 'who' } }, consents: { 'a/b/c': { column: 'who' } } })).rejects.toMatchObject({
    errors: [{ path: '/consents/a~1b~1c', code: 'wrong_name' }],
  });
});
