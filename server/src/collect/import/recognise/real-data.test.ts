import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareImport, readMessages } from '../run/events.ts';
import { createTally } from '../run/tally.ts';
import { recogniseFile } from './recognise.ts';

const data = fileURLToPath(new URL('../../../../../../shared/data/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stdout.write('skipped: recognising real files, because ../shared/data is not there\n');
const folder = mkdtempSync(join(tmpdir(), 'danqing-test-recognise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Events, their revenue and their customers by name, made with what is proposed for a file. */
async function totalsOf(name: string) {
  const path = join(data, name);
  const found = await recogniseFile(path, { totalBytes: statSync(path).size });
  const tally = createTally();
  const totals = new Map<string, { events: number; revenue: number; customers: Set<string> }>();
  const prepared = await prepareImport(path, found.proposal, { at: 0, zone: 'Europe/London' });
  for await (const messages of readMessages(prepared, { tally, folder, maxBytes: 1e8 })) {
    for (const { message, event } of messages) {
      const one = totals.get(event) ?? { events: 0, revenue: 0, customers: new Set() };
      const { properties, identifiers, key } = JSON.parse(message);
      one.events++;
      one.revenue += properties?.revenue ?? 0;
      one.customers.add(identifiers?.customer_id ?? key);
      totals.set(event, one);
    }
  }
  return {
    kind: found.kindOfTable,
    rejected: tally.rejectedCount,
    ...Object.fromEntries([...totals].map(([event, { events, revenue, customers }]) => [event, [events, Number(revenue.toFixed(2)), customers.size]])),
  };
}

describe.skipIf(!hasData)('a real file without a mapping', () => {
  it.each([
    [
      'online-retail/online_retail.csv.gz',
      { kind: 'order_lines', rejected: 0, 'Order Completed': [19_213, 8_832_003.27, 4312], 'Order Refunded': [4372, -483_794.7, 1798] },
    ],
    [
      'online-retail/online_retail.parquet',
      { kind: 'order_lines', rejected: 0, 'Order Completed': [19_213, 8_832_003.27, 4312], 'Order Refunded': [4372, -483_794.7, 1798] },
    ],
    ['cdnow/CDNOW_master.txt', { kind: 'orders', rejected: 0, 'Order Completed': [69_659, 2_500_315.63, 23_570] }],
    ['telco-churn/Telco-Customer-Churn.csv', { kind: 'customers', rejected: 0, $identify: [7043, 0, 7043] }],
    ['febrl/dataset1.csv', { kind: 'customers', rejected: 0, $identify: [1000, 0, 1000] }],
    ['completejourney/demographics.csv.gz', { kind: 'customers', rejected: 0, $identify: [801, 0, 801] }],
    ['completejourney/products.csv.gz', { kind: 'products', rejected: 0, product: [92_331, 0, 92_331] }],
    ['completejourney/coupon_redemptions.csv.gz', { kind: 'coupons', rejected: 0, 'Coupon Applied': [2102, 0, 410] }],
  ])('%s has its known totals', async (name, known) => {
    expect(await totalsOf(name)).toEqual(known);
  });

  it('completejourney/transactions_sample.csv.gz makes baskets of its lines', async () => {
    expect(await totalsOf('completejourney/transactions_sample.csv.gz')).toMatchObject({ kind: 'order_lines', rejected: 0 });
  });
});
