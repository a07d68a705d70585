import { randomBytes } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres, type Postgres } from '#platform';
import { type ConnectionWorld, openConnectionWorld } from '../../../testing/connection-world.ts';

const limits = { rows: 7, bytes: 1e9, ahead: 12 };
const worker = fileURLToPath(new URL('../../../testing/connection-worker.ts', import.meta.url));
let world: ConnectionWorld;
/** Nothing works in it but the processes that are killed. */
let idle: ConnectionWorld;
let source: Postgres;
let place: Record<string, unknown>;
const secret = 'a-password';
const reader = `reader_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  [world, idle] = await Promise.all([openConnectionWorld({ limits }), openConnectionWorld({ isIdle: true })]);
  source = connectPostgres(world.stores.postgresUrl, { maxConnections: 2 });
  const url = new URL(world.stores.postgresUrl);
  place = { kind: 'postgres', host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: reader, tls: 'off' };
  await source.query(`CREATE ROLE ${reader} LOGIN SUPERUSER PASSWORD '${secret}'`);
  await source.query(
    'CREATE TABLE public.lines (id bigint PRIMARY KEY, order_no text NOT NULL, phone text, sku text, price numeric, updated_at timestamptz NOT NULL)',
  );
});
afterAll(async () => {
  await source.query(`DROP ROLE ${reader}`);
  await source.close();
  await Promise.all([world.close(), idle.close()]);
});

/** Orders `prefix`1 … `prefix`n of one to five lines, a second apart; every third is written at the same time as the next one, line by line. */
async function fillOrders(prefix: string, orders: number, firstId: number): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map(Array.from({ length: orders }, (_, index) => [`${prefix}${index + 1}`, (index % 5) + 1]));
  const lines = [...sizes].flatMap(([order, size], index) =>
    Array.from({ length: size }, (_, line) => ({ order, line, pair: index % 3 === 2 ? index + 1 : index, sku: `${order}-${line}` })),
  );
  const sorted = lines.toSorted((a, b) => a.pair - b.pair || a.line - b.line);
  await source.query(
    `INSERT INTO public.lines SELECT $1::bigint + n, o, '1380000' || (1000 + p), s, 10, timestamptz '2026-03-01T10:00:00Z' + p * interval '1 second'
     FROM unnest($2::text[], $3::text[], $4::int[]) WITH ORDINALITY AS l (o, s, p, n)`,
    [firstId, sorted.map(({ order }) => order), sorted.map(({ sku }) => sku), sorted.map(({ pair }) => pair)],
  );
  return sizes;
}

const mapping = {
  when: [{ event: 'Order Completed' }],
  timestamp: { column: 'updated_at' },
  group: 'order_no',
  identifiers: { phone: { column: 'phone' } },
  properties: { order_id: { column: 'order_no' }, revenue: { sum: 'price' } },
  products: { sku: { column: 'sku' } },
};
const pullOf = (prefix: string) => ({ query: `SELECT * FROM public.lines WHERE order_no LIKE '${prefix}%'`, read: 'new', column: 'updated_at', key: 'id' });
const make = async (of: ConnectionWorld, name: string, more: object): Promise<number> => {
  const made = await of.ask('POST', '/connections', { name, place, secret, schedule: { every: 'never' }, isPaused: true, mapping, ...more });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  return Number(Reflect.get(Object(made.body), 'id'));
};
const productsIn = (message: Record<string, unknown>): number => {
  const products: unknown = Reflect.get(Object(message['properties']), 'products');
  return Array.isArray(products) ? products.length : 0;
};
/** Orders by how many lines the message that counts has: of several under one id, the first. */
const ordersIn = (of: ConnectionWorld, prefix: string): ReadonlyMap<string, number> => {
  const messages = of.messages().filter((message) => String(message['messageId']).startsWith(`Order Completed:${prefix}`));
  return new Map(messages.toReversed().map((message) => [String(Reflect.get(Object(message['properties']), 'order_id')), productsIn(message)]));
};

describe('orders with their lines', () => {
  it('come whole, in one message each, wherever slices end', async () => {
    const sizes = await fillOrders('A', 40, 0);
    const id = await make(world, 'lines', { pull: pullOf('A') });
    const run = await world.run(id);
    expect(run).toMatchObject({ state: 'done', read: 120, used: 120, rejected: 0, error: null });
    expect(Number(run['imports'])).toBeGreaterThan(5);
    expect(ordersIn(world, 'A')).toEqual(sizes);
    expect(world.messages().length).toBe(sizes.size);
  });

  it('come whole where the key is not the line’s but the order’s', async () => {
    const sizes = await fillOrders('B', 12, 1000);
    const query = `SELECT order_no, phone, sku, price, timestamptz '2026-03-01' AS updated_at FROM public.lines WHERE order_no LIKE 'B%'`;
    const id = await make(world, 'by order', { pull: { query, read: 'new', column: 'updated_at', key: 'order_no' } });
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 33 });
    expect(ordersIn(world, 'B')).toEqual(sizes);
  });

  it('are refused, and the position stays, when one of them does not end', async () => {
    await fillOrders('C', 3, 2000);
    await source.query(
      `INSERT INTO public.lines SELECT 2100 + n, 'C4', '13800000000', 's' || n, 1, timestamptz '2026-03-02' + n * interval '1 second' FROM generate_series(1, 30) AS n`,
    );
    const id = await make(world, 'endless', { pull: pullOf('C') });
    const run = await world.run(id);
    expect(run).toMatchObject({
      state: 'failed',
      error: { code: 'DQ_CONNECTION_GROUP', message: expect.stringContaining('C4'), zh: expect.stringContaining('分组') },
    });
    expect(ordersIn(world, 'C')).toEqual(new Map());
    expect((await world.ask('GET', `/connections/${id}`)).body).toMatchObject({ lag: { have: null } });
  });

  it('are said of people whole when one of their rows has changed in a full read', async () => {
    await fillOrders('D', 4, 3000);
    const people = { group: 'phone', identifiers: { phone: { column: 'phone' } }, traits: { spent: { sum: 'price' } } };
    const id = await make(world, 'people', {
      pull: { query: `SELECT id, phone, price FROM public.lines WHERE order_no = 'D4'`, read: 'all' },
      mapping: people,
    });
    const spent = () => world.messages().flatMap(({ type, traits }) => (type === 'identify' ? [Reflect.get(Object(traits), 'spent')] : []));
    await world.run(id);
    expect(await world.run(id)).toMatchObject({ read: 4, unchanged: 4 });
    await source.query(`UPDATE public.lines SET price = 15 WHERE order_no = 'D4' AND sku = 'D4-0'`);
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 4, unchanged: 0 });
    expect(spent()).toEqual([40, 45]);
  });

  it('come whole and once each though the process is killed at every border', async () => {
    const sizes = await fillOrders('E', 20, 4000);
    const id = await make(idle, 'killed', { pull: pullOf('E') });
    await idle.ask('POST', `/connections/${id}/runs`);
    const { pg, postgresUrl } = idle.stores;
    const slices = async () =>
      (await pg.query<{ n: number; state: string }>('SELECT slices AS n, state FROM collect.connection_run ORDER BY id DESC LIMIT 1'))[0];
    let killed = 0;
    for (let begun = 0; ; ) {
      const child = spawn(process.execPath, [worker, postgresUrl, idle.folder, JSON.stringify(limits)], { stdio: ['ignore', 'ignore', 'inherit'] });
      const now = await untilChanged(child, begun, slices);
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(now.state).toMatch(/^(running|done)$/);
      if (now.state === 'done') break;
      killed++;
      begun = now.n;
    }
    expect(killed).toBeGreaterThan(2);
    expect(ordersIn(idle, 'E')).toEqual(sizes);
    // A run of its own reads the last five minutes again, and that makes nothing that has no number.
    expect(new Set(idle.messages().map((message) => message['messageId']))).toEqual(new Set([...sizes.keys()].map((order) => `Order Completed:${order}`)));
  });
});

/** Waits until the process has begun another slice or ended the run. */
async function untilChanged(child: ChildProcess, begun: number, slices: () => Promise<{ readonly n: number; readonly state: string } | undefined>) {
  for (;;) {
    const now = await slices();
    if (now !== undefined && (now.n > begun || (now.state !== 'waiting' && now.state !== 'running'))) return now;
    if (child.exitCode !== null) throw new Error(`the worker ended by itself with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
