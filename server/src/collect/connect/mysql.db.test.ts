import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMariaDb, mariaDbHint, startMariaDb, type TestMariaDb } from '../../../testing/sources/mariadb.ts';
import { type ConnectionWorld, openConnectionWorld } from '../../../testing/connection-world.ts';

describe.skipIf(!hasMariaDb)(`a MySQL or MariaDB server (${hasMariaDb ? 'the one of this machine' : mariaDbHint})`, () => {
  let world: ConnectionWorld;
  let server: TestMariaDb;
  let place: Record<string, unknown>;

  beforeAll(async () => {
    [world, server] = await Promise.all([openConnectionWorld({ limits: { rows: 7, bytes: 1e9, ahead: 5 } }), startMariaDb()]);
    place = { kind: 'mysql', host: '127.0.0.1', port: server.port, database: server.database, user: server.user, tls: 'off' };
    await server.run(`CREATE TABLE orders (id bigint unsigned PRIMARY KEY, phone varchar(20), amount decimal(12, 2), paid tinyint(1), weight float, flags bit(3), note text, extra json,
      updated_at datetime(6) NOT NULL, seen timestamp NULL, KEY (updated_at))`);
    await fill(1, 20, '2026-03-01 10:00:00.000001');
  });
  afterAll(async () => {
    await world.close();
    await server.stop();
  });

  const fill = (from: number, to: number, at: string) =>
    server.run(
      `INSERT INTO orders WITH RECURSIVE s AS (SELECT ? AS n UNION ALL SELECT n + 1 FROM s WHERE n < ?)
       SELECT n, concat('1380000', 1000 + n), n * 1.5, n % 2, n / 10, b'101', concat('备注', n), json_object('shop', n), ?, '2026-03-01 02:00:00' FROM s`,
      [from, to, at],
    );
  const pull = { query: 'SELECT * FROM orders', read: 'new', column: 'updated_at', key: 'id' };
  const mapping = {
    when: [{ event: 'Order Completed' }],
    timestamp: { column: 'updated_at' },
    identifiers: { phone: { column: 'phone' } },
    properties: {
      order_id: { column: 'id' },
      revenue: { column: 'amount' },
      weight: { column: 'weight' },
      flags: { column: 'flags' },
      note: { column: 'note' },
      seen: { column: 'seen' },
    },
  };
  const make = async (name: string, more: object): Promise<number> => {
    const made = await world.ask('POST', '/connections', {
      name,
      place,
      secret: server.password,
      schedule: { every: 'never' },
      isPaused: true,
      mapping,
      ...more,
    });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    return Number(Reflect.get(Object(made.body), 'id'));
  };
  const ordersOf = () => world.messages().filter((message) => message['event'] === 'Order Completed');
  const idsOf = () => new Set(ordersOf().map((message) => String(message['messageId'])));

  it('shows columns and rows, and says what is wrong', async () => {
    const attempt = (change: object, what: object = pull, secret = server.password) =>
      world.ask('POST', '/connections/try', { place: { ...place, ...change }, secret, pull: what });
    const tried = await attempt({});
    expect(tried.body).toMatchObject({
      server: expect.stringMatching(/^(MariaDB|MySQL) \d+/),
      sampled: 20,
      columns: expect.arrayContaining([
        { name: 'id', type: 'bigint unsigned', grows: true },
        { name: 'updated_at', type: 'datetime', grows: true },
        { name: 'seen', type: 'timestamp', grows: true },
      ]),
    });
    const code = async (answer: Promise<{ readonly body: unknown }>) => Reflect.get(Object((await answer).body), 'code');
    expect(await code(attempt({}, pull, 'wrong'))).toBe('DQ_CONNECTION_REFUSED');
    expect(await code(attempt({ port: 1 }))).toBe('DQ_CONNECTION_UNREACHABLE');
    expect(await code(attempt({ tls: 'verify' }))).toBe('DQ_CONNECTION_TLS');
    expect(await code(attempt({}, { query: 'SELECT nonsense', read: 'all' }))).toBe('DQ_CONNECTION_QUERY');
    expect(await code(attempt({}, { query: 'SELECT 1 AS a) AS q; DROP TABLE orders; --', read: 'all' }))).toBe('DQ_CONNECTION_QUERY');
  });

  it('gives each row once, over slices within one value, and again under the same id', async () => {
    const id = await make('orders', { pull });
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 20, used: 20, imports: 3 });
    expect([ordersOf().length, idsOf().size]).toEqual([20, 20]);
    expect(ordersOf()[1]).toMatchObject({
      timestamp: '2026-03-01T02:00:00.000Z', // a datetime has no zone: the workspace's
      properties: { order_id: 2, revenue: 3, weight: 0.2, flags: 5, note: '备注2', seen: '2026-03-01 02:00:00+00' },
    });
    await fill(21, 22, '2026-03-01 10:00:00.000001');
    await fill(23, 23, '2026-03-01 09:58:00');
    await fill(24, 24, '2026-03-01 09:00:00');
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 23 });
    expect(idsOf().size).toBe(23);
  });

  it('is read by a number, without a key, and in full', async () => {
    const numbered = await make('numbered', {
      pull: { query: 'SELECT id, phone, updated_at, id DIV 10 AS tens FROM orders', read: 'new', column: 'tens', lookBack: 0 },
    });
    expect(await world.run(numbered)).toMatchObject({ state: 'done', read: 24, imports: 3 });
    expect(await world.run(numbered)).toMatchObject({ state: 'done', read: 5 });
    const whole = await make('whole', { pull: { query: 'SELECT * FROM orders', read: 'all' } });
    expect(await world.run(whole)).toMatchObject({ read: 24, unchanged: 0 });
    expect(await world.run(whole)).toMatchObject({ read: 24, unchanged: 24 });
  });
});
