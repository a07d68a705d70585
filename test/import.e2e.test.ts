import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analytics } from './analytics.ts';
import { pipelineState } from './pipeline-state.ts';
import { treeOf } from './processes.ts';
import { type Product, startProduct } from './product.ts';

const file = fileURLToPath(new URL('../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));
const mapping = fileURLToPath(new URL('../docs/examples/online-retail.json', import.meta.url));
const hasData = existsSync(file);
if (!hasData) process.stdout.write('skipped: importing online-retail, because ../shared/data/online-retail is not there\n');

let product: Product;
const folder = mkdtempSync(join(tmpdir(), 'danqing-test-import-'));
beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Order {
  readonly customer: string;
  readonly isRefund: boolean;
  revenue: number;
  lines: number;
}

/** The orders and refunds of the file by a reading of its own, that shares no code with the importer. */
function ordersInFile(): ReadonlyMap<string, Order> {
  const orders = new Map<string, Order>();
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  for (const line of lines) {
    const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"][^,]*|))/g)].map((match) => match[1] ?? match[2] ?? '');
    const [invoice = '', , , quantity = '', , price = '', customer = ''] = cells;
    const isRefund = invoice.startsWith('C');
    if (customer === '' || (!isRefund && (Number(quantity) <= 0 || Number(price) <= 0))) continue;
    const order = orders.get(invoice) ?? { customer, isRefund, revenue: 0, lines: 0 };
    order.revenue += Number(quantity) * Number(price);
    order.lines += 1;
    orders.set(invoice, order);
  }
  return orders;
}

const reportOf = (stdout: string): unknown => JSON.parse(stdout);

/** What the running product says that an import would do. */
async function dryRun(path: string, map: string): Promise<unknown> {
  const body = new FormData();
  body.append('file', new Blob([readFileSync(path)]), basename(path));
  body.append('map', map);
  const answer = await fetch(`${product.url}/api/v1/imports/dry-run`, { method: 'POST', body, headers: { authorization: `Bearer ${product.adminKey}` } });
  return answer.json();
}

/** Kills the process that works on an import, as soon as there is one. */
async function killImportProcess(): Promise<void> {
  for (;;) {
    const found = treeOf(product.process.pid ?? 0).find(({ command }) => /entry\/import-process\.ts/.test(command));
    if (found !== undefined) {
      process.kill(found.pid, 'SIGKILL');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.skipIf(!hasData)('importing online-retail', () => {
  const counts = { rows: 525_461, used: 417_503, skipped: { 'no customer': 107_927, 'price not above 0': 31 }, rejectedCount: 0, rejected: [], made: 23_585 };

  it('makes every order and refund, of every customer, to the penny, although its process is killed on the way', async () => {
    const importing = product.danqing('import', file, '--map', mapping, '--json');
    await killImportProcess();
    const { code, stdout } = await importing;
    expect(reportOf(stdout)).toMatchObject({ state: 'done', ...counts, events: 23_585, duplicates: 0, parked: 0, dropped: 0 });
    expect(code).toBe(0);

    const totals = await analytics<{ event: string; orders: number; revenue: number; customers: number }>(
      product,
      `SELECT event, count() AS orders, round(sum(revenue), 2) AS revenue, uniqExact(profile_id) AS customers FROM event GROUP BY event ORDER BY event`,
    );
    expect(totals).toEqual([
      { event: 'Order Completed', orders: 19_213, revenue: 8_832_003.27, customers: 4_312 },
      { event: 'Order Refunded', orders: 4_372, revenue: -483_794.7, customers: 1_798 },
    ]);
    const [people] = await analytics<{ customers: number }>(product, 'SELECT uniqExact(profile_id) AS customers FROM event');
    expect(people).toEqual({ customers: 4_381 });
  });

  it('agrees with a reading of its own about every single order', async () => {
    const stored = await analytics<{ id: string; customer: string; event: string; revenue: number; lines: number }>(
      product,
      'SELECT message_id AS id, identifiers[1] AS customer, event, revenue, length(properties.`products[]`.sku.:`Array(Nullable(String))`) AS lines FROM event',
    );
    const expected = ordersInFile();
    expect(stored).toHaveLength(expected.size);
    const wrong = stored.filter(({ id, customer, event, revenue, lines }) => {
      const order = expected.get(id.slice(id.indexOf(':') + 1));
      return (
        order === undefined ||
        !customer.endsWith(order.customer) ||
        (event === 'Order Refunded') !== order.isRefund ||
        lines !== order.lines ||
        Math.abs(revenue - order.revenue) > 1e-5
      );
    });
    expect(wrong).toEqual([]);
  });

  it('adds nothing the second time', async () => {
    const { code, stdout } = await product.danqing('import', file, '--map', mapping, '--json');
    expect(reportOf(stdout)).toMatchObject({ state: 'done', ...counts, events: 0, duplicates: 23_585 });
    expect(code).toBe(0);
    expect(await pipelineState(product)).toMatchObject({ accepted: 47_170, passed: 23_585, dropped: 23_585, parked: 0, lag: 0 });
  });

  it('is rehearsed without writing', async () => {
    const { code, stdout } = await product.danqing('import', file, '--map', mapping, '--dry-run', '--json');
    expect(code).toBe(0);
    expect(reportOf(stdout)).toMatchObject({ ...counts, byEvent: { 'Order Completed': 19_213, 'Order Refunded': 4_372 } });
    expect(await dryRun(file, readFileSync(mapping, 'utf8'))).toMatchObject({ ...counts, people: { new: 0, newMost: 0, known: 4_381, joined: 0 } });
    expect(await pipelineState(product)).toMatchObject({ accepted: 47_170 });
  });
});

describe('danqing import', () => {
  it('tells before how many customers will be new, also where rows name one customer by different identifiers', async () => {
    const csv = join(folder, 'people.csv');
    const map = join(folder, 'people.json');
    const rows = [
      'E1,,a@example.com',
      ',13800138001,a@example.com',
      'E1,13800138001,',
      'E2,138****0002,',
      'E2,13800138002,',
      ',13800138003,b@example.com',
      'E3,13800138003,',
      ',,',
    ];
    writeFileSync(csv, `no,phone,mail\n${rows.join('\n')}\n`);
    const columns = { customer_id: { column: 'no' }, phone: { column: 'phone' }, email: { column: 'mail' } };
    writeFileSync(map, JSON.stringify({ identifiers: columns, traits: { seen: { value: true } } }));
    const profiles = async (): Promise<number> =>
      (await analytics<{ total: number }>(product, 'SELECT toUInt32(uniqExact(profile_id)) AS total FROM profile'))[0]?.total ?? 0;
    const before = await profiles();
    expect(await dryRun(csv, readFileSync(map, 'utf8'))).toMatchObject({ people: { new: 3, newMost: 3, known: 0, joined: 0 } });
    expect((await product.danqing('import', csv, '--map', map, '--json')).code).toBe(0);
    expect(await profiles()).toBe(before + 3);
  });

  it('says what is wrong, and ends with an honest code', async () => {
    const csv = join(folder, 'file.csv');
    const map = join(folder, 'map.json');
    writeFileSync(csv, 'mail,at\na@example.com,01/02/2010\n');
    writeFileSync(map, JSON.stringify({ when: [{ event: 'A' }], timestamp: { column: 'at' }, identifiers: { email: { column: 'mali' } } }));
    const wrong = await product.danqing('import', csv, '--map', map);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('/identifiers/email/column')]);
    writeFileSync(map, JSON.stringify({ when: [{ event: 'A' }], timestamp: { column: 'at' }, identifiers: { email: { column: 'mail' } } }));
    const ambiguous = await product.danqing('import', csv, '--map', map, '--json');
    expect([ambiguous.code, JSON.parse(ambiguous.stderr)]).toMatchObject([1, { code: 'DQ_IMPORT_MAPPING', errors: [{ suggestion: 'd/M/yyyy or M/d/yyyy' }] }]);
    expect((await product.danqing('import', join(folder, 'none.csv'), '--map', map)).code).toBe(2);
    expect((await product.danqing('import', csv)).code).toBe(2);
  });
});
