import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseMapping } from '../mapping/parse.ts';
import { workbookOf } from '../read/xlsx/testing.ts';
import { prepareImport, readMessages } from '../run/events.ts';
import { createTally } from '../run/tally.ts';
import { recogniseFile } from './recognise.ts';
import { type ExportFixture, exportFixtures } from './testing.ts';
import { moreFixtures } from './more/testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'danqing-test-exports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const columnsOf = ({ columns }: ExportFixture): [string, string][] =>
  columns.split('|').map((column) => [column.slice(0, column.lastIndexOf('=')), column.slice(column.lastIndexOf('=') + 1)]);
const tableOf = (fixture: ExportFixture): readonly (readonly string[])[] => [
  columnsOf(fixture).map(([heading]) => heading),
  ...fixture.rows.map((row) => row.split('|')),
];
const csvOf = (fixture: ExportFixture): string => [...(fixture.above ?? []), ...tableOf(fixture).map((cells) => cells.map(quoted).join(','))].join('\n');
const sheetOf = (fixture: ExportFixture): Buffer =>
  workbookOf([{ name: 'Sheet1', rows: [...(fixture.above ?? []).map((line) => [line]), ...tableOf(fixture)] }]);

function fileOf(content: string | Buffer): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

const recognised = (content: string | Buffer) => recogniseFile(fileOf(content), { totalBytes: content.length });

describe.each([...exportFixtures, ...moreFixtures])('an export of $system', (fixture) => {
  it('needs no mapping by hand: every column becomes what it is, none is lost', async () => {
    const found = await recognised(csvOf(fixture));
    expect(found.kindOfTable).toBe(fixture.kind);
    expect(found.columns.map(({ name, guess }) => [name, guess.target])).toEqual(columnsOf(fixture));
    expect(found.problems).toEqual([]);
    expect(parseMapping(found.proposal)).toMatchObject({ ok: true });
  });

  it('is the same as a workbook', async () => {
    const found = await recognised(sheetOf(fixture));
    expect([found.kindOfTable, ...found.columns.map(({ guess }) => guess.target)]).toEqual([fixture.kind, ...columnsOf(fixture).map(([, target]) => target)]);
  });

  it('can be imported as proposed: no row is rejected', async () => {
    const path = fileOf(csvOf(fixture));
    const { proposal } = await recogniseFile(path, { totalBytes: 1 });
    const tally = createTally();
    for await (const messages of readMessages(await prepareImport(path, proposal, { at: Date.UTC(2024, 5, 1), zone: 'Asia/Shanghai' }), {
      tally,
      folder,
      maxBytes: 1e7,
    }))
      void messages;
    expect(tally).toMatchObject({ rows: fixture.rows.length, rejectedCount: 0 });
    expect(tally.made).toBeGreaterThan(0);
  });
});

it.each([
  ['淘宝/天猫 订单报表', { 'Order Completed': 3 }, { 'not paid or closed': 1 }],
  ['拼多多 订单', { 'Order Completed': 4, 'Order Refunded': 1 }, {}],
  ['抖店 订单', { 'Order Completed': 3 }, {}],
  ['京东 订单', { 'Order Completed': 1 }, { 'not paid or closed': 1 }],
  ['Shopify orders', { 'Order Completed': 2, 'Order Refunded': 1 }, {}],
  ['WooCommerce orders', { 'Order Completed': 3 }, { 'not paid or closed': 1 }],
  ['Magento orders', { 'Order Completed': 3 }, { 'not paid or closed': 1 }],
  ['金蝶/用友 POS 日结明细', { 'Order Completed': 2, 'Order Refunded': 1 }, {}],
  ['积分流水', { 'Points Earned': 3, 'Points Spent': 1 }, {}],
  ['优惠券核销', { 'Coupon Applied': 4 }, {}],
  ['event log', { viewed: 2, 'added to cart': 2 }, {}],
])('%s makes these events', async (system, byEvent, skipped) => {
  const fixture = exportFixtures.find((one) => one.system === system);
  const path = fileOf(fixture === undefined ? '' : csvOf(fixture));
  const { proposal } = await recogniseFile(path, { totalBytes: 1 });
  const tally = createTally();
  for await (const messages of readMessages(await prepareImport(path, proposal, { at: Date.UTC(2024, 5, 1), zone: 'Asia/Shanghai' }), {
    tally,
    folder,
    maxBytes: 1e7,
  }))
    void messages;
  expect([Object.fromEntries(tally.byEvent), Object.fromEntries(tally.skipped)]).toEqual([byEvent, skipped]);
});
