import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres, type Postgres } from '#platform';
import { type ConnectionWorld, openConnectionWorld } from '../../../testing/connection-world.ts';

let world: ConnectionWorld;
let source: Postgres;
let place: Record<string, unknown>;
const secret = 'an-unmistakable-password';
/** Roles are those of the whole server. */
const reader = `reader_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  world = await openConnectionWorld({ limits: { rows: 7, bytes: 1e9, ahead: 5 } });
  source = connectPostgres(world.stores.postgresUrl, { maxConnections: 2 });
  const url = new URL(world.stores.postgresUrl);
  place = { kind: 'postgres', host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user: reader, tls: 'off' };
  await source.query(`CREATE ROLE ${reader} LOGIN SUPERUSER PASSWORD '${secret}'`);
  await source.query(
    `CREATE TABLE public.orders (id bigint PRIMARY KEY, phone text, amount numeric(12, 2), paid boolean, extra jsonb, updated_at timestamptz NOT NULL)`,
  );
  await fill(1, 20, '2026-03-01T10:00:00.000001Z');
});
afterAll(async () => {
  await source.query(`DROP ROLE ${reader}`);
  await source.close();
  await world.close();
});

/** All of one moment: the hardest border there is. */
const fill = (from: number, to: number, at: string) =>
  source.query(
    `INSERT INTO public.orders SELECT n, '1380000' || (1000 + n), n * 1.5, n % 2 = 0, jsonb_build_object('shop', n), $3::timestamptz FROM generate_series($1::int, $2::int) AS n`,
    [from, to, at],
  );

const mapping = {
  source: 'shop database',
  when: [{ event: 'Order Completed' }],
  timestamp: { column: 'updated_at' },
  messageId: ['id'],
  identifiers: { phone: { column: 'phone' } },
  properties: { order_id: { column: 'id' }, revenue: { column: 'amount' }, paid: { column: 'paid' }, shop: { column: 'extra.shop' } },
};
const query = 'SELECT * FROM public.orders -- all of them;';
const make = async (name: string, more: object): Promise<number> => {
  const made = await world.ask('POST', '/connections', { name, place, secret, schedule: { every: 'never' }, isPaused: true, mapping, ...more });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  const id: unknown = Reflect.get(Object(made.body), 'id');
  return Number(id);
};
const idsOf = (event: string): readonly string[] =>
  world
    .messages()
    .filter((message) => message['event'] === event)
    .map((message) => String(message['messageId']));

describe('a database that is asked for a first look', () => {
  it('shows columns, the first rows, and what they mean, as for files', async () => {
    const tried = await world.ask('POST', '/connections/try', { place, secret, pull: { query, read: 'new', column: 'updated_at', key: 'id' } });
    expect(tried.body).toMatchObject({
      server: expect.stringMatching(/^PostgreSQL \d+/),
      sampled: 20,
      columns: [
        { name: 'id', type: 'bigint', grows: true },
        { name: 'phone', type: 'text', grows: false },
        { name: 'amount', type: 'numeric', grows: true },
        { name: 'paid', type: 'boolean', grows: false },
        { name: 'extra', type: 'jsonb', grows: false },
        { name: 'updated_at', type: 'timestamp with time zone', grows: true },
      ],
      rows: expect.arrayContaining([['1', '13800001001', '1.50', 'f', '{"shop": 1}', '2026-03-01 10:00:00.000001+00']]),
    });
    const upload = String(Reflect.get(Object(tried.body), 'upload'));
    const recognised = await world.ask('GET', `/imports/recognise/${upload}`);
    expect(recognised.body).toMatchObject({ format: 'jsonl', rows: 20 });
    expect(recognised.text).toContain('"target":"identifier:phone"');
  });

  it('says in codes what is wrong', async () => {
    const attempt = async (change: object, pull: object = { query, read: 'all' }) =>
      Reflect.get(Object((await world.ask('POST', '/connections/try', { place: { ...place, ...change }, secret, pull })).body), 'code');
    expect(await attempt({ user: 'nobody_of_this_name' })).toMatch(/DQ_CONNECTION_(REFUSED|UNREACHABLE)/);
    expect(await attempt({ port: 1 })).toBe('DQ_CONNECTION_UNREACHABLE');
    expect(await attempt({ host: '169.254.169.254' })).toBe('DQ_ADDRESS_PRIVATE');
    expect(await attempt({ tls: 'required' })).toBe('DQ_CONNECTION_TLS');
    expect(await attempt({}, { query: 'SELECT nonsense', read: 'all' })).toBe('DQ_CONNECTION_QUERY');
    expect(await attempt({}, { query: 'SELECT 1 AS a, 2 AS a', read: 'all' })).toBe('DQ_CONNECTION_QUERY');
    expect(await attempt({}, { query, read: 'new', column: 'at' })).toBe('DQ_CONNECTION_COLUMN');
    expect(await attempt({}, { query: 'SELECT 1 AS a WHERE false', read: 'all' })).toBe('DQ_CONNECTION_EMPTY');
  });

  it('cannot be written to', async () => {
    for (const attack of [
      'SELECT 1 AS a) AS q; DROP TABLE public.orders; --',
      'SELECT 1 AS a) AS q; COMMIT; DROP TABLE public.orders; --',
      'DELETE FROM public.orders RETURNING *',
    ]) {
      const { status } = await world.ask('POST', '/connections/try', { place, secret, pull: { query: attack, read: 'all' } });
      expect(status).toBe(400);
    }
    expect(await source.query('SELECT count(*)::int AS n FROM public.orders')).toEqual([{ n: 20 }]);
  });
});

describe('rows by a column that grows', () => {
  it('come each once, whatever slices they are read in and however many have one value', async () => {
    const id = await make('orders', { pull: { query, read: 'new', column: 'updated_at', key: 'id' } });
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 20, used: 20, rejected: 0, imports: 3 });
    expect(idsOf('Order Completed')).toEqual(Array.from({ length: 20 }, (_, index) => `Order Completed:${index + 1}`));
    expect(world.messages()[0]).toMatchObject({
      timestamp: '2026-03-01T10:00:00.000Z',
      identifiers: { phone: '13800001001' },
      properties: { order_id: 1, revenue: 1.5, paid: false, shop: 1 },
    });
  });

  it('come again at the border and within the look-back, under the same ids', async () => {
    const { body } = await world.ask('GET', '/connections');
    expect(body).toMatchObject({
      items: [{ name: 'orders', hasSecret: true, lag: { have: '2026-03-01 10:00:00.000001+00', newest: '2026-03-01 10:00:00.000001+00' } }],
    });
    await fill(21, 22, '2026-03-01T10:00:00.000001Z'); // the very same microsecond, committed later
    await fill(23, 23, '2026-03-01T09:58:00Z'); // began earlier, committed later
    await fill(24, 24, '2026-03-01T09:00:00Z'); // longer ago than it looks back
    const ids = (await world.ask('GET', '/connections')).body;
    const id = Number(Reflect.get(Object(Reflect.get(Object(Reflect.get(Object(ids), 'items')), 0)), 'id'));
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 23 });
    expect(new Set(idsOf('Order Completed'))).toEqual(new Set(Array.from({ length: 23 }, (_, index) => `Order Completed:${index + 1}`)));
  });

  it('need no key: a slice ends where the value changes', async () => {
    const pull = { query: 'SELECT id, phone, id / 10 AS tens FROM public.orders', read: 'new', column: 'tens', lookBack: 0 };
    const id = await make('tens', {
      pull,
      mapping: { when: [{ event: 'Ten' }], timestamp: { value: '2026-01-01' }, identifiers: { phone: { column: 'phone' } } },
    });
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 24, imports: 3 });
    expect(new Set(idsOf('Ten')).size).toBe(24);
    // Only the border again: 20 to 24.
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 5 });
    expect(new Set(idsOf('Ten')).size).toBe(24);
  });

  it('say anew of a person what has changed, and nothing else', async () => {
    const pull = { query: 'SELECT id, phone, amount FROM public.orders WHERE id <= 5', read: 'all' };
    const id = await make('people', { pull, mapping: { identifiers: { phone: { column: 'phone' } }, traits: { amount: { column: 'amount' } } } });
    const said = () => world.messages().filter((message) => message['type'] === 'identify');
    expect(await world.run(id)).toMatchObject({ read: 5, unchanged: 0, used: 5 });
    expect(await world.run(id)).toMatchObject({ read: 5, unchanged: 5, used: 0 });
    for (const amount of [9, 1.5, 9]) {
      await source.query('UPDATE public.orders SET amount = $1 WHERE id = 1', [amount]);
      await world.run(id);
    }
    expect(said().map((message) => Reflect.get(Object(message['traits']), 'amount'))).toEqual([1.5, 3, 4.5, 6, 7.5, 9, 1.5, 9]);
    expect(new Set(said().map((message) => message['messageId'])).size).toBe(8);
  });
});

describe('a connection that is changed', () => {
  const people = { identifiers: { phone: { column: 'phone' } }, traits: { amount: { column: 'amount' } } };
  const pull = { query: 'SELECT id, phone, amount FROM public.orders WHERE id BETWEEN 11 AND 13', read: 'new', column: 'id', lookBack: 0 };

  it('says anew of people what it reads again, once each, and goes on from there', async () => {
    const id = await make('again', { pull, mapping: people });
    const said = () =>
      world.messages().filter((message) => message['type'] === 'identify' && Reflect.get(Object(message['traits']), 'paid_most') !== undefined);
    expect(await world.run(id)).toMatchObject({ read: 3, used: 3 });
    const mapping = { ...people, traits: { ...people.traits, paid_most: { column: 'amount' } } };
    expect(await world.ask('PATCH', `/connections/${id}`, { mapping, readAgain: true })).toMatchObject({ status: 200, body: { lag: { have: null } } });
    expect(await world.run(id)).toMatchObject({ read: 3, used: 3 });
    expect(said().map((message) => Reflect.get(Object(message['traits']), 'paid_most'))).toEqual([16.5, 18, 19.5]);
    expect(await world.run(id)).toMatchObject({ read: 1 });
    expect(new Set(said().map((message) => message['messageId'])).size).toBe(3);
  });

  it('keeps its position when only its mapping is another', async () => {
    const id = await make('remapped', { pull, mapping: people });
    await world.run(id);
    const changed = await world.ask('PATCH', `/connections/${id}`, { mapping: { ...people, source: 'remapped' } });
    expect(changed.body).toMatchObject({ lag: { have: '13' }, source: 'remapped' });
  });

  it('is looked at by its latest rows', async () => {
    const id = await make('latest', { pull, mapping: people });
    const tried = await world.ask('POST', '/connections/try', { place, connection: id, pull });
    expect(tried.body).toMatchObject({ sampled: 3, rows: [['13', '13800001013', '19.50'], expect.anything(), expect.anything()] });
  });
});

describe('a connection that fails', () => {
  it('keeps its position, waits longer each time, and says why', async () => {
    const pull = { query: 'SELECT * FROM public.gone', read: 'new', column: 'id', key: 'id' };
    const id = await make('gone', { pull, schedule: { every: 'hour' } });
    await world.stores.pg.query(`UPDATE collect.connection SET operator_id = 'somebody' WHERE id = $1`, [id]);
    expect(await world.run(id)).toMatchObject({ state: 'failed', error: { code: 'DQ_CONNECTION_QUERY', zh: '查询无法执行，请检查语句' } });
    expect(world.notices).toEqual([]);
    expect(await world.run(id)).toMatchObject({ state: 'failed' });
    expect(world.notices).toMatchObject([{ operatorId: 'somebody', level: 'error', link: `data/connections/${id}` }]);
    expect((await world.ask('GET', `/connections/${id}`)).body).toMatchObject({ state: 'paused', failures: 2, lag: { have: null } });
    await source.query('CREATE TABLE public.gone AS SELECT * FROM public.orders');
    expect(await world.run(id)).toMatchObject({ state: 'done', read: 24 });
    expect((await world.ask('GET', `/connections/${id}`)).body).toMatchObject({ failures: 0, lag: { have: '24' } });
    expect(world.notices.map(({ level }) => level)).toEqual(['error', 'success']);
  });

  it('has rejected rows to be looked at as those of a file are', async () => {
    const pull = { query: `SELECT id, CASE WHEN id > 3 THEN phone END AS phone, 'x' AS at FROM public.orders WHERE id < 6`, read: 'all' };
    const id = await make('rejects', {
      pull,
      mapping: { when: [{ event: 'Wrong' }], timestamp: { column: 'at' }, identifiers: { phone: { column: 'phone' } } },
    });
    const run = await world.run(id);
    expect(run).toMatchObject({ state: 'done', read: 5, rejected: 5 });
    const imports = (await world.ask('GET', `/connections/${id}/runs/${String(run['id'])}/imports`)).body;
    expect(imports).toMatchObject({ items: [{ rejected: 5, fileName: 'rejects · 1' }] });
    const first = String(Reflect.get(Object(Reflect.get(Object(Reflect.get(Object(imports), 'items')), 0)), 'id'));
    expect((await world.ask('GET', `/imports/${first}/rejected.csv`)).text.split('\n').length).toBeGreaterThan(5);
    expect((await world.ask('GET', '/imports')).body).toMatchObject({ items: [] });
  });
});

describe('a kept secret', () => {
  it('is never answered, and never sent to another place than its own', async () => {
    const id = await make('kept', { pull: { query, read: 'all' } });
    expect((await world.ask('GET', `/connections/${id}`)).text).not.toContain(secret);
    const pull = { query, read: 'all' };
    expect((await world.ask('POST', '/connections/try', { place, connection: id, pull })).status).toBe(200);
    const elsewhere = await world.ask('POST', '/connections/try', { place: { ...place, port: 1 }, connection: id, pull });
    expect(elsewhere.body).toMatchObject({ code: 'DQ_SECRET_NEEDED' });
    expect((await world.ask('PATCH', `/connections/${id}`, { place: { ...place, user: 'other' } })).body).toMatchObject({ code: 'DQ_SECRET_NEEDED' });
    const [kept] = await world.stores.pg.query<{ secret: Buffer }>('SELECT secret FROM collect.connection WHERE id = $1', [id]);
    expect(kept?.secret.includes(secret)).toBe(false);
    expect(JSON.stringify(await world.stores.pg.query('SELECT details FROM govern.audit'))).not.toContain(secret);
  });
});
