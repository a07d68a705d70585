/** Products of files and accounts of the unchanged `@segment/analytics-node`, in the running product. */
import { Analytics } from '@segment/analytics-node';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analytics } from './analytics.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
const folder = mkdtempSync(join(tmpdir(), 'danqing-test-entities-'));
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mapping = {
  entity: 'product',
  key: 'sku',
  source: 'catalogue',
  timestamp: { column: 'since', zone: 'UTC' },
  attributes: { name: { column: 'name' }, brand: { column: 'brand' }, price: { column: 'price', type: 'number' } },
};

async function importText(text: string, map: object): Promise<Record<string, unknown>> {
  const [file, mapFile] = [join(folder, 'file.csv'), join(folder, 'map.json')];
  writeFileSync(file, text);
  writeFileSync(mapFile, JSON.stringify(map));
  const { code, stdout } = await product.danqing('import', file, '--map', mapFile, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const versions = (kind: string) =>
  analytics<{ key: string; day: string; attributes: string }>(
    product,
    `SELECT key, toString(toDate(ts)) AS day, toJSONString(attributes) AS attributes FROM entity WHERE kind = '${kind}' ORDER BY key, ts`,
  );

const catalogue = `sku,name,brand,price,since
A1,Mug,Clay,4.5,2026-01-01
A1,Mug,Clay,5,2026-02-01
,Nothing,Clay,1,2026-01-01
B2,Bowl,Clay,9,someday
B2,"Bowl
deep",Stone,9,2026-01-15
C3,Cup
`;

describe('a catalogue in a file', () => {
  it('becomes products with their history, row by row accounted for', async () => {
    const report = await importText(catalogue, mapping);
    expect(report).toMatchObject({ state: 'done', rows: 6, used: 3, rejectedCount: 3, made: 3, events: 3, duplicates: 0, parked: 0 });
    expect(report['rejected']).toMatchObject([{ row: 3, reason: 'no key' }, { row: 4 }, { row: 6 }]);
    expect(await versions('product')).toEqual([
      { key: 'A1', day: '2026-01-01', attributes: '{"brand":"Clay","name":"Mug","price":"4.5"}' },
      { key: 'A1', day: '2026-02-01', attributes: '{"brand":"Clay","name":"Mug","price":"5"}' },
      { key: 'B2', day: '2026-01-15', attributes: '{"brand":"Stone","name":"Bowl\\ndeep","price":"9"}' },
    ]);
  });

  it('adds nothing when it comes again, with times in its rows or without', async () => {
    const { timestamp: _timestamp, ...untimed } = mapping;
    const before = await versions('product');
    expect(await importText(catalogue, mapping)).toMatchObject({ used: 3, made: 3, events: 0, duplicates: 3 });
    const now = 'sku,name,brand,price,since\nA1,Mug,Clay,5,\n';
    expect(await importText(now, untimed)).toMatchObject({ used: 1, made: 1, events: 0, duplicates: 1 });
    expect(await versions('product')).toEqual(before);
  });

  it('rewrites what came after it, when it is late', async () => {
    expect(await importText('sku,name,brand,price,since\nA1,,Loam,,2026-01-20\n', mapping)).toMatchObject({ events: 1 });
    const rows = (await versions('product')).filter(({ key }) => key === 'A1');
    expect(rows.map(({ day, attributes }) => [day, JSON.parse(attributes)])).toEqual([
      ['2026-01-01', { brand: 'Clay', name: 'Mug', price: '4.5' }],
      ['2026-01-20', { brand: 'Loam', name: 'Mug', price: '4.5' }],
      ['2026-02-01', { brand: 'Loam', name: 'Mug', price: '5' }],
      [expect.any(String), { brand: 'Clay', name: 'Mug', price: '5' }],
    ]);
    // The import of today, which changed nothing then, has said that the brand is Clay.
    expect(await product.api('GET', '/entities/product/A1')).toMatchObject({ attributes: { brand: 'Clay', name: 'Mug', price: 5 }, history: [{}, {}, {}, {}] });
  });
});

it('group calls of the SDK make one account out of many people, by the time of the calls', async () => {
  const sdk = new Analytics({ writeKey: product.writeKey, host: product.url, flushAt: 15 });
  const [early, late] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-05T00:00:00Z')];
  sdk.group({ userId: 'ann', groupId: 'acme', traits: { plan: 'pro', address: { city: 'Shanghai' } }, timestamp: late });
  sdk.group({ userId: 'bob', groupId: 'acme', traits: { plan: 'free', employees: 40, address: { city: 'Beijing', country: 'CN' } }, timestamp: early });
  await sdk.closeAndFlush({ timeout: 60_000 });
  await untilDrained(product);
  expect(await product.api('GET', '/entities/account/acme')).toMatchObject({
    attributes: { plan: 'pro', employees: 40, address: { city: 'Shanghai', country: 'CN' } },
    history: [
      { at: late.toISOString(), attributes: { plan: 'pro', employees: 40, address: { city: 'Shanghai', country: 'CN' } } },
      { at: early.toISOString(), attributes: { plan: 'free', employees: 40, address: { city: 'Beijing', country: 'CN' } } },
    ],
  });
  const members = await analytics<{ members: number }>(
    product,
    `SELECT uniqExact(profile_id) AS members FROM event WHERE event = '$group' AND group_id = 'acme'`,
  );
  expect(members).toEqual([{ members: 2 }]);
});
