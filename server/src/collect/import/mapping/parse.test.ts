import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkColumns } from './columns.ts';
import { faultList } from './faults.ts';
import { parseMapping } from './parse.ts';

const good = {
  format: 'csv',
  source: 'shop-export',
  group: 'Invoice',
  when: [{ if: { column: 'Invoice', op: 'startsWith', value: 'C' }, event: 'Order Refunded' }, { event: 'Order Completed' }],
  timestamp: { column: 'InvoiceDate', zone: 'Europe/London', format: 'yyyy-MM-dd HH:mm:ss' },
  messageId: ['Invoice'],
  identifiers: { customer_id: { column: 'Customer ID' } },
  traits: { 'address.country': { column: 'Country' } },
  properties: { order_id: { column: 'Invoice' }, revenue: { sum: { multiply: ['Quantity', 'Price'] } } },
  products: { sku: 'StockCode', name: 'Description', quantity: 'Quantity', price: 'Price' },
};

const faultsOf = (json: unknown): Readonly<Record<string, string>> => {
  const parsed = parseMapping(json);
  return parsed.ok ? {} : Object.fromEntries(parsed.errors.map(({ path, code }) => [path, code]));
};

describe('a mapping', () => {
  it('is read as the contract shows it, and so is the one for online retail', () => {
    expect(parseMapping(good)).toMatchObject({ ok: true, mapping: good });
    expect(faultsOf(JSON.parse(readFileSync(new URL('../../../../../docs/examples/online-retail.json', import.meta.url), 'utf8')))).toEqual({});
  });

  it('names every fault at once, each with its place', () => {
    const wrong = {
      ...good,
      formt: 'csv',
      format: 'parket',
      delimiter: ';;',
      encoding: 'utf-9',
      group: 5,
      when: [
        { event: 'A' },
        { if: { all: [{ column: 'a', op: 'eqq', value: 1 }, { not: { column: 'a', op: 'in', value: [] } }, { op: 'exists' }] }, skip: 'x' },
        { event: 'A', skip: 'b' },
        7,
      ],
      timestamp: { column: 'd', zone: 'Europe/Londn', format: 'HH:mm' },
      messageId: ['a', 3],
      identifiers: { 'bad kind': { column: 'a' }, email: 'Email' },
      traits: { a: { column: 'a' }, 'a.b': { column: 'b' }, 'c..d': { value: 1 }, __proto__2: { column: 'a', type: 'date' } },
      properties: { x: { multiply: ['a'] }, y: { total: 'a' }, products: { count: 3 }, z: { sum: { times: [1, 2] } } },
    };
    expect(faultsOf(wrong)).toEqual({
      '/formt': 'unknown_name',
      '/format': 'unknown_format',
      '/delimiter': 'wrong_value',
      '/encoding': 'unknown_encoding',
      '/group': 'wrong_value',
      '/when/0': 'always_holds',
      '/when/1/if/all/0/op': 'unknown_operator',
      '/when/1/if/all/1/not/value': 'wrong_value',
      '/when/1/if/all/2/column': 'missing',
      '/when/2': 'no_end',
      '/when/3': 'not_an_object',
      '/timestamp/zone': 'unknown_zone',
      '/messageId': 'wrong_value',
      '/identifiers/bad kind': 'wrong_kind',
      '/identifiers/email': 'not_an_object',
      '/traits/a': 'name_conflict',
      '/traits/c..d': 'wrong_name',
      '/traits/__proto__2/type': 'unknown_type',
      '/properties/x/multiply': 'not_a_list',
      '/properties/y': 'unknown_form',
      '/properties/products/count': 'wrong_value',
      '/properties/z/sum': 'wrong_operand',
    });
  });

  it('suggests the name that was meant', () => {
    const parsed = parseMapping({ ...good, mesageId: ['a'], when: [{ if: { column: 'a', op: 'startswith', value: 'x' }, event: 'A' }] });
    expect(parsed.ok ? [] : parsed.errors.map(({ suggestion }) => suggestion)).toEqual(['messageId', 'startsWith']);
    const faults = faultList();
    const read = parseMapping(good);
    if (read.ok)
      checkColumns(read.uses, ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'CustomerID', 'Country', 'Country'], faults);
    expect(faults.faults).toMatchObject([
      { path: '/identifiers/customer_id/column', code: 'unknown_column', suggestion: 'CustomerID' },
      { path: '/traits/address.country/column', code: 'ambiguous_column' },
    ]);
  });

  it('must say who, what and when', () => {
    expect(faultsOf({})).toEqual({ '/identifiers': 'missing' });
    expect(faultsOf({ identifiers: { email: { column: 'e' } } })).toEqual({ '/when': 'missing' });
    expect(faultsOf({ identifiers: { email: { column: 'e' } }, traits: { name: { column: 'n' } } })).toEqual({});
    expect(faultsOf({ identifiers: { email: { column: 'e' } }, properties: { a: { column: 'n' } } })).toEqual({ '/when': 'missing', '/timestamp': 'missing' });
    expect(faultsOf({ identifiers: { email: { column: 'e' } }, when: [{ event: 'A' }], timestamp: { value: '2024-01-31' } })).toEqual({});
    expect(faultsOf([])).toEqual({ '': 'not_an_object' });
  });

  it('may describe entities, which have a kind and a key instead', () => {
    expect(faultsOf({ entity: 'product', key: 'sku' })).toEqual({});
    expect(
      faultsOf({
        entity: 'product',
        key: { column: 'sku' },
        traits: { brand: { column: 'b' } },
        when: [{ if: { column: 'sku', op: 'missing' }, skip: 'no sku' }],
      }),
    ).toEqual({});
    expect(faultsOf({ entity: 'Product!', attributes: {}, traits: {}, identifiers: {}, when: [{ event: 'A' }] })).toEqual({
      '/entity': 'wrong_kind',
      '/identifiers': 'unknown_name',
      '/key': 'missing',
      '/traits': 'taken',
      '/when/0': 'no_end',
    });
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => void parseMapping(json)));
    const part = fc.constantFrom(...Object.keys(good));
    fc.assert(
      fc.property(part, fc.jsonValue(), (name, json) => void parseMapping({ ...good, [name]: json })),
      { numRuns: 500 },
    );
  });
});
