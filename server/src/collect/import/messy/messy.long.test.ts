import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openRows } from '../read/rows.ts';
import { fileReader } from '../read/testing.ts';
import { expectedOf, importMessy } from './campaign.ts';
import { type CleanLine, makeMessy } from './testing.ts';

const real = fileURLToPath(new URL('../../../../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));
const { folder, fileOf } = fileReader('messy-long');

/** Lines of somebody, not cancelled, that sold something: 407,664 of online-retail's. */
async function soldLines(): Promise<readonly CleanLine[]> {
  const lines: CleanLine[] = [];
  for await (const { rows } of (await openRows(real, { columns: [] })).batches) {
    for (const { cells } of rows) {
      const [invoice = '', sku = '', description = '', quantity, at = '', price, customer = '', country = ''] = cells.map(String);
      if (customer === '' || invoice.startsWith('C') || Number(quantity) <= 0 || Number(price) <= 0) continue;
      lines.push({ invoice, sku, description, quantity: Number(quantity), at, price: Number(price), customer: customer.replace(/\.0$/, ''), country });
    }
  }
  return lines;
}

describe.skipIf(!existsSync(real))('online-retail made messy', () => {
  it.each([1, 2, 3])('comes out with every planted fault found, mended or left out, and none invented (%i)', async (seed) => {
    const clean = await soldLines();
    expect(clean).toHaveLength(407_664);
    const { bytes, planted, truth, rows } = makeMessy(clean, seed);
    const result = await importMessy(fileOf(bytes), folder);
    expect(result.found).toEqual(expectedOf(planted));
    expect([result.rows, result.lines, result.invoices]).toEqual([rows, truth.lines, truth.invoices]);
    // Sums of an invoice's lines are rounded once, ours a line.
    expect(Math.abs(result.pence - truth.pence)).toBeLessThanOrEqual(truth.invoices / 100);
    const known = new Set(clean.map(({ customer }) => customer));
    expect([...result.customers].filter((customer) => !known.has(customer))).toEqual([]);
  });
});
