import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileReader } from '../testing.ts';
import { jsonSplitter } from './documents.ts';
import { jsonFormOf } from './shape.ts';

const { readAll } = fileReader('json');
const order = (id: number, ...skus: string[]) => ({
  id,
  customer: { email: `c${id}@example.org` },
  items: skus.map((sku, index) => ({ sku, price: index + 1 })),
});
const columns = ['id', 'customer.email', 'items[].sku', 'items[].price'];
const rows = [
  [1, 'c1@example.org', 'A', 1],
  [1, 'c1@example.org', 'B', 2],
  [2, 'c2@example.org', null, null],
  [3, 'c3@example.org', 'C', 1],
];
const orders = [order(1, 'A', 'B'), order(2), order(3, 'C')];

describe('JSON', () => {
  it.each([
    ['one object a line', orders.map((one) => JSON.stringify(one)).join('\n'), 'jsonl'],
    ['one list', JSON.stringify(orders), 'json'],
    ['one list over many lines', JSON.stringify(orders, null, 2), 'json'],
    ['a list in a wrapper', JSON.stringify({ code: 0, data: { total: 3, list: orders, next: null } }), 'json'],
    ['a list in a wrapper over many lines', JSON.stringify({ count: 3, orders }, null, 2), 'json'],
    ['objects over many lines, one after the other', orders.map((one) => JSON.stringify(one, null, 2)).join('\n'), 'json'],
  ])('as %s makes a row for each line of an order', async (_name, text, format) => {
    const found = await readAll(text, { columns });
    expect([found.format, found.rows.map((row) => row.cells), found.rejected]).toEqual([format, rows, []]);
    expect(found.firstRecords()).toEqual([columns]);
  });

  it('keeps a list whole that is not laid out, and says what stands in it by paths', async () => {
    const text = JSON.stringify([{ id: 1, tags: ['a', 'b'], pays: [{ by: 'card' }, { by: 'cash' }], items: [{ sku: 'A' }, { sku: 'B' }, { sku: 'C' }] }]);
    expect((await readAll(text)).firstRecords()).toEqual([['id', 'tags', 'items[].sku', 'pays']]);
    const found = await readAll(text, { columns: ['tags', 'pays[].by', 'items[].sku', 'items[].x'] });
    expect(found.rows[0]?.cells).toEqual([['a', 'b'], ['card', 'cash'], 'A', null]);
  });

  it('loses nothing without a reason', async () => {
    const broken = await readAll('[{"a":1}, 5, {"a":tru}, {"a":2},\n{"a":"cut off', { columns: ['a'] });
    expect(broken.rows.map((row) => row.cells)).toEqual([[1], [2]]);
    expect(broken.rejected.map(({ reason }) => reason)).toEqual(['not a JSON object', 'not valid JSON', 'the text ends within this record']);
    const long = await readAll(`[{"a":1},{"a":"${'x'.repeat(2_000_000)}"},{"a":3}]`, { columns: ['a'] });
    expect([long.rows.map((row) => row.cells), long.rejected]).toEqual([[[1], [3]], [{ row: 2, reason: 'longer than 1048576 characters' }]]);
  });

  it('of one object is a record, unless the object is there for its list', () => {
    expect(jsonFormOf('{"order_id":"A1","items":[{"sku":"a"}]}')).toBe('lines');
    expect(jsonFormOf('{"items":[{"sku":"a"}],"next":null}')).toBe('list');
    expect(jsonFormOf('{"code":0,"request_id":"x","data":{"list":[{"id":1}]}}')).toBe('list');
    expect(jsonFormOf('{\n "order_id": "A1",\n "items": [\n {"sku":"a"}]}')).toBe('objects');
  });

  it('comes out of the splitter as it went in, however it is cut', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), value), { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), fc.boolean(), (records, pieces, isPretty) => {
        const text = JSON.stringify(records, null, isPretty ? 2 : 0);
        const splitter = jsonSplitter('list', 1_000_000);
        const found = [];
        const step = Math.max(1, Math.ceil(text.length / pieces));
        for (let at = 0; at < text.length; at += step) found.push(...splitter.feed(text.slice(at, at + step), false));
        found.push(...splitter.feed('', true));
        expect(found.map((piece) => ('text' in piece ? JSON.parse(piece.text) : piece))).toEqual(JSON.parse(text));
      }),
      { numRuns: 1000 },
    );
  });
});
