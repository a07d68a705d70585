/** Pulls from real servers while the product is killed: what the servers have is here, each row once. */
import { expect, it } from 'vitest';
import { hasMariaDb, mariaDbHint, startMariaDb } from '../../server/testing/sources/mariadb.ts';
import { hasPostgresServer, startPostgresServer } from '../../server/testing/sources/postgres-server.ts';
import { kill } from '../kill/victims.ts';
import { pipelineState, untilDrained } from '../pipeline-state.ts';
import { treeOf } from '../processes.ts';
import { newDataFolder, type Product, startProduct } from '../product.ts';
import { randomFrom } from '../../server/src/kernel/index.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const lot = 20_000;

/** Rows of a server: half of them in one moment, as a change of many rows makes them. */
interface Server {
  readonly name: string;
  readonly place: object;
  readonly secret: string;
  fill(from: number, to: number): Promise<void>;
  stop(): Promise<void>;
}

async function postgres(): Promise<Server> {
  const server = await startPostgresServer(port);
  await server.pg.query('CREATE TABLE orders (id bigint PRIMARY KEY, phone text, amount numeric, updated_at timestamptz NOT NULL)');
  const insert = `INSERT INTO orders SELECT n, '138' || lpad((n % 5000)::text, 8, '0'), n, date_trunc(CASE WHEN n % 2 = 0 THEN 'minute' ELSE 'microseconds' END, clock_timestamp()) FROM generate_series($1::bigint, $2::bigint) AS n`;
  return {
    name: 'postgres',
    place: { kind: 'postgres', host: '127.0.0.1', port, database: 'postgres', user: 'danqing', tls: 'off' },
    secret: '',
    fill: async (from, to) => {
      await server.pg.query(insert, [from, to]);
    },
    stop: server.stop,
  };
}

async function mariadb(): Promise<Server> {
  const server = await startMariaDb();
  await server.run('CREATE TABLE orders (id bigint PRIMARY KEY, phone varchar(20), amount decimal(12, 2), updated_at datetime(6) NOT NULL, KEY (updated_at))');
  await server.run('SET SESSION max_recursive_iterations = 1000000');
  const insert = `INSERT INTO orders WITH RECURSIVE s AS (SELECT ? AS n UNION ALL SELECT n + 1 FROM s WHERE n < ?)
    SELECT n, concat('138', lpad(n % 5000, 8, '0')), n, IF(n % 2 = 0, utc_timestamp(), utc_timestamp(6)) FROM s`;
  return {
    name: 'mysql',
    place: { kind: 'mysql', host: '127.0.0.1', port: server.port, database: server.database, user: server.user, tls: 'off' },
    secret: server.password,
    fill: (from, to) => server.run(insert, [from, to]),
    stop: server.stop,
  };
}

const mapping = {
  when: [{ event: 'Pulled' }],
  timestamp: { column: 'updated_at', zone: 'UTC' },
  identifiers: { phone: { column: 'phone' } },
  properties: { order: { column: 'id' }, revenue: { column: 'amount' } },
};

async function passedOf(product: Product): Promise<Readonly<Record<string, number>>> {
  const { sources } = await pipelineState(product);
  return Object.fromEntries(sources.map(({ name, passed }) => [name, passed]));
}

/** kill -9 of the import's process alone; the worker starts another. */
function killImport(product: Product): number {
  const doomed = treeOf(product.process.pid ?? 0).filter(({ command }) => command.includes('import-process'));
  for (const { pid } of doomed) process.kill(pid, 'SIGKILL');
  return doomed.length;
}

it.skipIf(!hasPostgresServer || !hasMariaDb)(`loses and doubles nothing (needs PostgreSQL; MariaDB ${mariaDbHint})`, async () => {
  const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
  const random = randomFrom(seed);
  const data = newDataFolder();
  const start = (): Promise<Product> => startProduct({ data, environment: { DANQING_SOURCE_NETWORKS: 'loopback' } });
  const servers = await Promise.all([postgres(), mariadb()]);
  let product = await start();
  try {
    let rows = lot;
    for (const { fill } of servers) await fill(1, rows);
    for (const { name, place, secret } of servers) {
      const pull = { query: 'SELECT * FROM orders', read: 'new', column: 'updated_at', key: 'id' };
      await product.api('POST', '/connections', { name, place, secret, pull, mapping, schedule: { every: 'minutes', minutes: 1 } });
    }
    const runAll = async (): Promise<void> => {
      for (const id of [1, 2]) await product.api('POST', `/connections/${id}/runs`, {}).catch(() => undefined); // one is under way
    };
    for (const victim of ['worker', 'import', 'everything', 'worker', 'postgres', 'import', 'everything', 'worker'] as const) {
      await pause(500 + random() * 4000);
      const dead = victim === 'import' ? killImport(product) : kill(product, victim);
      console.log(`KILL_SEED=${seed}: kill -9 ${victim} (${dead} processes), ${rows} rows`);
      if (victim === 'everything') product = await start();
      for (const { fill } of servers) await fill(rows + 1, rows + lot / 4);
      rows += lot / 4;
      await pause(1500);
      await runAll();
    }
    const have = async (): Promise<Readonly<Record<string, number>>> => passedOf(product).catch(() => ({}));
    for (let attempt = 0; attempt < 240; attempt++) {
      const now = await have();
      if (servers.every(({ name }) => (now[name] ?? 0) >= rows)) break;
      await runAll();
      await pause(1000);
    }
    await runAll(); // the border again
    await pause(5000);
    await untilDrained(product);
    expect(await passedOf(product)).toMatchObject({ postgres: rows, mysql: rows });
    console.log(`${rows} rows of each server are here once`, JSON.stringify((await pipelineState(product)).sources));
  } finally {
    await product.stop();
    for (const { stop } of servers) await stop();
  }
});
