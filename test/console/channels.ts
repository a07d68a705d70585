/** Examples of how data comes in by itself: a watched folder with a run behind it, and a webhook that was called. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { untilDrained } from '../pipeline-state.ts';
import { copyOfPreparedData, type Product, startProduct } from '../product.ts';

const folderOf = (data: string): string => join(data, 'watched');

/** So that a product may watch a folder in its own data folder, which goes when that does. */
export function watchingFolder(data: string): { readonly data: string; readonly environment: Readonly<Record<string, string>> } {
  mkdirSync(folderOf(data), { recursive: true });
  return { data, environment: { DANQING_WATCHED_FOLDERS: folderOf(data) } };
}

export const startProductWithFolder = (): Promise<Product> => startProduct(watchingFolder(copyOfPreparedData()));

const orders = [
  '订单号,下单时间,手机号,金额',
  'P1001,2026-03-01 10:12:00,13800138000,128.00',
  'P1002,2026-03-01 10:40:00,13800138001,56.50',
  'P1003,三月一日,13800138002,99.00',
];
const members = ['会员号,加入日期', 'M1,2026-01-01'];

/** The first connection: a day of a till's orders, one of which cannot be read, and a file of something else. */
async function makeConnection({ api, data }: Product): Promise<void> {
  const write = (name: string, lines: readonly string[]): void => {
    const path = join(folderOf(data), name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    const minuteAgo = Date.now() / 1000 - 60; // finished: nobody writes to it any more
    utimesSync(path, minuteAgo, minuteAgo);
  };
  write('门店订单-0301.csv', orders);
  write('会员-0301.csv', members);
  const mapping = {
    source: 'pos',
    when: [{ event: 'Order Completed' }],
    timestamp: { column: '下单时间' },
    messageId: ['订单号'],
    identifiers: { phone: { column: '手机号' } },
    properties: { order_id: { column: '订单号' }, revenue: { column: '金额' } },
  };
  await api('POST', '/connections', {
    name: '门店收银每日导出',
    place: { kind: 'folder', folder: folderOf(data) },
    pull: { pattern: '*.csv' },
    mapping,
    schedule: { every: 'day', at: '03:00' },
  });
  await until('the run of the watched folder', async () => {
    const found = await api('GET', '/connections/1/runs?limit=1');
    const items: unknown = Reflect.get(Object(found), 'items');
    const state: unknown = Array.isArray(items) ? Reflect.get(Object(items[0]), 'state') : undefined;
    return state === 'done' || state === 'failed';
  });
}

/** A form that calls: mapped, and called three times. Gives the id of its source. */
async function makeWebhook(product: Product): Promise<number> {
  const mapping = {
    when: [{ if: { column: 'form', op: 'eq', value: 'spring' }, event: 'Form Submitted' }],
    timestamp: { column: 'at' },
    messageId: ['id'],
    identifiers: { phone: { column: 'who.phone' } },
    properties: { score: { column: 'score' }, comment: { column: 'comment' } },
  };
  const settings = { check: 'address', topicPath: 'form', idPath: 'id' };
  const made = await product.api('POST', '/webhooks', { name: '满意度问卷', kind: 'generic', settings, mappings: [{ topic: '*', mapping }] });
  const [address, source] = [String(Reflect.get(Object(made), 'address')), Number(Reflect.get(Object(made), 'source'))];
  for (const [id, form, score] of [
    ['q1', 'spring', 9],
    ['q2', 'spring', 4],
    ['q3', 'autumn', 7],
  ] as const) {
    const body = { id, form, score, comment: '导购很耐心', at: new Date().toISOString(), who: { phone: '13800138000', name: '李雷' } };
    const call = (): Promise<Response> =>
      fetch(new URL(new URL(address).pathname, product.url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    // A new webhook is known to the collector within a second.
    await until('the webhook', async () => (await call()).ok);
  }
  await until('the deliveries', async () => {
    const found = await product.api('GET', `/webhooks/${source}/deliveries`);
    const items: unknown = Reflect.get(Object(found), 'items');
    return Array.isArray(items) && items.length >= 3;
  });
  return source;
}

export async function makeChannels(product: Product): Promise<void> {
  await makeConnection(product);
  const source = await makeWebhook(product);
  if (source !== webhookSource) throw new Error(`the example webhook is source ${source}, and screens look at ${webhookSource}`);
  await untilDrained(product);
}

/** Of the example: after those of the demo and of the watched folder. */
export const webhookSource = 10;

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isThere())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
