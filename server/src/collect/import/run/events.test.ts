import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareImport, readMessages } from './events.ts';
import { createTally } from './tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'file');
const moment = { at: Date.UTC(2026, 0, 1), zone: 'Asia/Shanghai' };

async function importText(text: string, mapping: object, maxBytes = 1e9) {
  writeFileSync(file, text);
  const tally = createTally();
  const messages: unknown[] = [];
  const prepared = await prepareImport(file, mapping, moment);
  for await (const some of readMessages(prepared, { tally, folder: join(folder, 'work'), maxBytes }))
    for (const { message } of some) messages.push(JSON.parse(message));
  const { rows, used, skipped, rejectedCount, made } = tally;
  expect(rows).toBe(used + [...skipped.values()].reduce((sum, count) => sum + count, 0) + rejectedCount);
  return {
    messages,
    rows,
    used,
    skipped: Object.fromEntries(skipped),
    rejectedCount,
    rejected: tally.rejected(),
    made,
    notNumbers: Object.fromEntries(tally.notNumbers),
  };
}

const orders = {
  group: 'order',
  when: [
    { if: { column: 'kind', op: 'eq', value: 'note' }, skip: 'a note' },
    { if: { column: 'order', op: 'startsWith', value: 'C' }, event: 'Order Refunded' },
    { event: 'Order Completed' },
  ],
  timestamp: { column: 'at', zone: 'UTC' },
  identifiers: { customer_id: { column: 'who' } },
  traits: { 'address.country': { column: 'country' } },
  properties: {
    order_id: { column: 'order' },
    revenue: { sum: { multiply: ['n', 'price'] } },
    lines: { count: true },
    most: { max: 'price' },
    kinds: { list: 'kind' },
  },
  products: { sku: 'sku', quantity: 'n', price: 'price' },
};

describe('rows that make one event', () => {
  it('are gathered from wherever they stand, named and dated by the first that is left', async () => {
    const result = await importText(
      `order,who,at,country,sku,n,price,kind
1,77.0,2024-01-02 10:00,,x,9,9,note
1,77.0,2024-01-03 10:00,,a,2,0.1,line
C2,88,2024-01-04,FR,b,-1,5,line
1,77.0,2024-01-05 10:00,DE,007,1,0.2,gift
,9,2024-01-05,DE,d,1,1,line
3,,2024-01-05,DE,d,1,1,line
4,5,05 o'clock,DE,d,1,1,line
`,
      orders,
    );
    expect(result).toMatchObject({
      rows: 7,
      used: 3,
      skipped: { 'a note': 1 },
      rejected: [
        { row: 5, reason: 'the group column is empty' },
        { row: 6, reason: 'no identifier' },
        { row: 7, reason: 'the timestamp cannot be read' },
      ],
      made: 2,
    });
    expect(result.messages).toEqual([
      {
        type: 'track',
        event: 'Order Completed',
        messageId: 'Order Completed:1',
        timestamp: '2024-01-03T10:00:00.000Z',
        identifiers: { customer_id: '77' },
        traits: { address: { country: 'DE' } },
        properties: {
          order_id: '1',
          revenue: 0.4,
          lines: 2,
          most: 0.2,
          kinds: ['line', 'gift'],
          products: [
            { sku: 'a', quantity: 2, price: 0.1 },
            { sku: '007', quantity: 1, price: 0.2 },
          ],
        },
      },
      expect.objectContaining({ event: 'Order Refunded', messageId: 'Order Refunded:C2', properties: expect.objectContaining({ revenue: -5 }) }),
    ]);
  });

  it('make the same events in the same order whatever fits into memory, however the groups are interleaved', async () => {
    const row = fc.record({ group: fc.nat({ max: 40 }), n: fc.integer({ min: -5, max: 50 }), price: fc.integer({ min: 0, max: 5000 }), isNote: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 120 }), fc.constantFrom(2000, 8000, 20_000), async (rows, maxBytes) => {
        const lines = rows.map(
          ({ group, n, price, isNote }, index) =>
            `${group % 7 === 0 ? 'C' : ''}${group},${group % 11 === 0 ? '' : group},2024-01-01 00:00:${String(index % 60).padStart(2, '0')},DE,sku-${index} is a long name,${n},${price / 100},${isNote ? 'note' : 'line'}`,
        );
        const text = `order,who,at,country,sku,n,price,kind\n${lines.join('\n')}\n`;
        expect(await importText(text, orders, maxBytes)).toEqual(await importText(text, orders));
        // Rows of one group keep their order; the groups' turns do not matter.
        const byGroup = rows.map((one, index) => ({ group: one.group, line: lines[index] })).sort((a, b) => a.group - b.group);
        const sorted = await importText(`order,who,at,country,sku,n,price,kind\n${byGroup.map(({ line }) => line).join('\n')}\n`, orders, maxBytes);
        const original = await importText(text, orders);
        const byId = (messages: readonly unknown[]) => new Map(messages.map((message) => [JSON.stringify(message).slice(0, 60), message]));
        expect(byId(sorted.messages)).toEqual(byId(original.messages));
      }),
      { numRuns: 25 },
    );
    // The folder is made when the first group does not fit into memory, which small random files may never reach.
    expect(existsSync(join(folder, 'work')) ? readdirSync(join(folder, 'work')) : []).toEqual([]);
  }, 60_000);

  it('are rejected when their event would not fit into a record', async () => {
    const text = `order,who,at,country,sku,n,price,kind\n${`1,7,2024-01-01,DE,${'x'.repeat(1000)},1,1,line\n`.repeat(1000)}2,8,2024-01-01,DE,x,1,1,line\n`;
    const { rejectedCount, rejected, made } = await importText(text, orders);
    expect({ rejectedCount, made }).toEqual({ rejectedCount: 1000, made: 1 });
    expect(rejected[0]).toEqual({ row: 1, reason: 'the event is larger than 900000 bytes' });
  });
});

describe('rows that stand alone', () => {
  const csv = 'id,mail,at,n\n1,a@x.cn,2024-01-01,5\n2,b@x.cn,,6\n3, ,2024-01-01,7\n1,a@x.cn,2024-01-01,5\n';
  const single = {
    when: [{ event: 'Visited' }],
    timestamp: { column: 'at' },
    identifiers: { email: { column: 'mail' } },
    properties: { n: { column: 'n', type: 'number' }, id: { column: 'id' } },
  };

  it('make an event each; without who or when they are rejected', async () => {
    const { messages, rejected } = await importText(csv, { ...single, messageId: ['id'] });
    expect(messages[0]).toEqual({
      type: 'track',
      messageId: 'Visited:1',
      timestamp: '2023-12-31T16:00:00.000Z',
      identifiers: { email: 'a@x.cn' },
      traits: {},
      event: 'Visited',
      properties: { n: 5, id: '1' },
    });
    expect(rejected).toEqual([
      { row: 2, reason: 'no timestamp' },
      { row: 3, reason: 'no identifier' },
    ]);
  });

  it('are told apart by content and place when nothing names them, the same at every reading', async () => {
    const [first, second] = [await importText(csv, single), await importText(csv, single)];
    expect(first.messages).toEqual(second.messages);
    const ids = first.messages.map((message) => JSON.stringify(message).match(/"messageId":"([^"]+)"/)?.[1]);
    expect(new Set(ids).size).toBe(2);
  });

  it('set traits where no event is named', async () => {
    const { messages } = await importText('{"id": 5, "name": "张", "tags": ["a"], "a": {"b": true}}\n{"id": 6}\n', {
      identifiers: { user_id: { column: 'id' } },
      traits: { name: { column: 'name' }, tags: { column: 'tags' }, flag: { column: 'a.b' }, origin: { value: 'crm' } },
    });
    expect(messages).toMatchObject([
      {
        type: 'identify',
        timestamp: '2026-01-01T00:00:00.000Z',
        identifiers: { user_id: '5' },
        traits: { name: '张', tags: ['a'], flag: true, origin: 'crm' },
      },
      { type: 'identify', identifiers: { user_id: '6' }, traits: { origin: 'crm' } },
    ]);
    expect(messages[0]).not.toHaveProperty('event');
  });

  it('are skipped where no case holds', async () => {
    const { skipped, made } = await importText(csv, {
      ...single,
      when: [
        {
          if: {
            any: [
              { column: 'n', op: 'gt', value: 6 },
              { column: 'at', op: 'missing' },
            ],
          },
          event: 'A',
        },
      ],
    });
    expect({ skipped, made }).toEqual({ skipped: { 'no case holds': 2 }, made: 0 });
  });
});

describe('a mapping that does not fit its file', () => {
  it('is refused when dates can be read in two ways', async () => {
    const mapping = { when: [{ event: 'A' }], timestamp: { column: 'at' }, identifiers: { email: { column: 'mail' } } };
    await expect(importText('mail,at\na@x.cn,01/02/2010\n', mapping)).rejects.toMatchObject({
      code: 'DQ_IMPORT_MAPPING',
      errors: [{ path: '/timestamp/format', suggestion: 'd/M/yyyy or M/d/yyyy' }],
    });
    const { messages } = await importText('mail,at\na@x.cn,01/02/2010\nb@x.cn,28/02/2010\n', mapping);
    expect(messages).toMatchObject([{ timestamp: '2010-01-31T16:00:00.000Z' }, { timestamp: '2010-02-27T16:00:00.000Z' }]);
  });

  it('is refused when it names columns that are not there', async () => {
    await expect(importText('mail,at\n', { traits: { a: { column: 'Mail' } }, identifiers: { email: { column: 'mial' } } })).rejects.toMatchObject({
      errors: [
        { path: '/identifiers/email/column', suggestion: 'mail' },
        { path: '/traits/a/column', suggestion: 'mail' },
      ],
    });
  });
});

it('takes an address apart by the types of its parts; what is none stays whole', async () => {
  const part = (name: string) => ({ column: 'where', type: `address.${name}` });
  const traits = { state: part('province'), city: part('city'), district: part('district'), street: part('street') };
  const { messages } = await importText('who,where\n1,上海市浦东新区世纪大道100号\n2,幸福小区3幢\n', {
    identifiers: { customer_id: { column: 'who' } },
    traits,
  });
  expect(messages).toMatchObject([
    { traits: { state: '上海市', city: '上海市', district: '浦东新区', street: '世纪大道100号' } },
    { traits: { street: '幸福小区3幢' } },
  ]);
});

describe('cells of which numbers are made', () => {
  const mapping = {
    when: [{ if: { column: 'paid', op: 'lt', value: 0 }, event: 'Order Refunded' }, { event: 'Order Completed' }],
    timestamp: { value: '2024-01-02' },
    identifiers: { customer_id: { column: 'who' } },
    properties: { revenue: { column: 'paid' }, units: { sum: { multiply: ['n', 1] } }, note: { first: 'note' } },
  };

  it('are read in the dress of money, for conditions too', async () => {
    const { messages } = await importText('who,paid,n,note\n1,"¥1,299.00 元",2,x\n2,-￥５.００,1,y\n', mapping);
    expect(messages).toMatchObject([
      { event: 'Order Completed', properties: { revenue: 1299, units: 2 } },
      { event: 'Order Refunded', properties: { revenue: -5, units: 1 } },
    ]);
  });

  it('are counted where they are none, stay text and are in no sum', async () => {
    const { messages, notNumbers } = await importText('who,paid,n,note\n1,abc,2,x\n2,面议,two,y\n3,abc,,z\n4,5,1,\n', mapping);
    expect(messages).toMatchObject([
      { properties: { revenue: 'abc', units: 2 } },
      { properties: { revenue: '面议' } },
      { properties: { revenue: 'abc' } },
      { properties: { revenue: 5 } },
    ]);
    expect(notNumbers).toEqual({ paid: { count: 3, examples: ['abc', '面议'] }, n: { count: 1, examples: ['two'] } });
  });

  it('are counted once, however often a file is read whose groups do not fit into memory', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => `${index % 40},c${index % 40},2024-01-02,DE,s,1,free,line`);
    const { notNumbers } = await importText(`order,who,at,country,sku,n,price,kind\n${rows.join('\n')}\n`, orders, 1000);
    expect(notNumbers).toEqual({ price: { count: 400, examples: ['free'] } });
  });
});
