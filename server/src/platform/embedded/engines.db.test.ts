import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectClickHouse, connectPostgres, type Postgres } from '#platform';
import { type Engines, openDataFolder, prepareEngines } from '#platform/boot';

let data: string;
let said: string[];
let engines: Engines | undefined;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'danqing-test-'));
  said = [];
});
afterEach(async () => {
  await engines?.stop();
  engines = undefined;
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

const prepare = (more: { readonly databaseUrl?: string; readonly clickhouseUrl?: string } = {}): Promise<Engines> =>
  prepareEngines({
    data,
    postgresPassword: 'secret-of-postgres',
    clickhousePassword: 'secret-of-clickhouse',
    say: (message) => said.push(message),
    onHopeless: (reason) => said.push(reason),
    ...more,
  });

const start = async (): Promise<Engines> => {
  openDataFolder(data).release();
  engines = await prepare();
  await engines.start();
  return engines;
};

const withPostgres = async <T>(url: string, work: (pg: Postgres) => Promise<T>): Promise<T> => {
  const pg = connectPostgres(url, { maxConnections: 1 });
  try {
    return await work(pg);
  } finally {
    await pg.close();
  }
};

const clickhouseAnswers = async (url: string, sql: string): Promise<string> => {
  const response = await fetch(url, { method: 'POST', body: sql });
  return `${response.status} ${await response.text()}`;
};

it('keeps rows of both engines over kill -9 of both, on the same ports', async () => {
  const { databaseUrl, clickhouseUrl, units } = await start();
  const [base, analytics] = [databaseUrl.replace(/danqing$/, 'postgres'), clickhouseUrl.replace(/danqing$/, 'default')];
  await withPostgres(base, async (pg) => {
    await pg.query('CREATE TABLE kept (n int)');
    await pg.query('INSERT INTO kept VALUES (7)');
  });
  const clickhouse = connectClickHouse(analytics);
  await clickhouse.command('CREATE DATABASE test_kept ENGINE = Atomic');
  await clickhouse.command('CREATE TABLE test_kept.kept (n UInt8) ENGINE = MergeTree ORDER BY n SETTINGS fsync_after_insert = 1, fsync_part_directory = 1');
  await clickhouse.insert('test_kept.kept', Buffer.from('{"n":7}'));
  for (const unit of units) unit.child?.kill('SIGKILL');
  await expect.poll(() => units.map(({ restarts, isReady }) => restarts > 0 && isReady), { timeout: 60_000 }).toEqual([true, true]);
  expect(await withPostgres(base, (pg) => pg.query('SELECT n FROM kept'))).toEqual([{ n: 7 }]);
  expect(await clickhouse.query('SELECT n FROM test_kept.kept')).toEqual([{ n: 7 }]);
  await clickhouse.close();
  expect(said.filter((line) => line.includes('unexpectedly'))).toHaveLength(2);
});

it('lets nobody in without the password', async () => {
  const { databaseUrl, clickhouseUrl } = await start();
  const guest = databaseUrl.replace('secret-of-postgres', 'guess').replace(/danqing$/, 'postgres');
  await expect(withPostgres(guest, (pg) => pg.query('SELECT 1'))).rejects.toThrow('password');
  const { port } = new URL(clickhouseUrl);
  expect(await clickhouseAnswers(`http://127.0.0.1:${port}/?user=app&password=guess`, 'SELECT 1')).toContain('AUTHENTICATION_FAILED');
  for (const sql of ['CREATE TABLE t (n UInt8) ENGINE = Memory', "SELECT * FROM file('/etc/passwd', LineAsString)", 'SHOW USERS', 'SYSTEM SHUTDOWN'])
    expect(await clickhouseAnswers(`http://127.0.0.1:${port}/`, sql), sql).toContain('ACCESS_DENIED');
});

it('starts nothing for servers that are named, and uses them as they are', async () => {
  engines = await prepare({ databaseUrl: 'postgres://elsewhere/d', clickhouseUrl: 'http://elsewhere/d' });
  expect(engines).toMatchObject({ databaseUrl: 'postgres://elsewhere/d', clickhouseUrl: 'http://elsewhere/d', units: [], ports: {} });
  expect(existsSync(join(data, 'postgres'))).toBe(false);
});

it('refuses files of another PostgreSQL', async () => {
  const { stop } = await start();
  await stop();
  writeFileSync(join(data, 'postgres', 'PG_VERSION'), '19\n');
  await expect(prepare()).rejects.toMatchObject({ code: 'DQ_DATA_FROM_NEWER_VERSION' });
});

it('ends engines that outlived their supervisor before it starts its own', async () => {
  const { stop, units, databaseUrl } = await start();
  await stop();
  // The guard is left out here: so PostgreSQL stays alone, as it would after a kill of everything else.
  const bin = units[0]?.child?.spawnargs.find((word) => word.endsWith('/bin/postgres')) ?? '';
  const asUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const orphan = spawn(
    bin,
    ['-D', join(data, 'postgres'), '-p', new URL(databaseUrl).port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { stdio: 'ignore', cwd: '/', ...asUser },
  );
  await expect.poll(() => existsSync(join(data, 'postgres', 'postmaster.pid')), { timeout: 30_000 }).toBe(true);
  engines = await prepare();
  expect(said).toContainEqual(expect.stringContaining(`ending PostgreSQL (process ${orphan.pid})`));
  await engines.start();
});

it('gives up, with the reason, on an engine that never comes to serve', async () => {
  openDataFolder(data).release();
  const blocked = await prepare();
  engines = blocked;
  writeFileSync(join(data, 'postgres', 'postgresql.conf'), 'nonsense = 1\n');
  void blocked.start();
  await expect.poll(() => said.some((line) => line.startsWith('PostgreSQL does not start') && line.includes('nonsense')), { timeout: 60_000 }).toBe(true);
});

it('leaves no engine behind when its supervisor is killed', async () => {
  const script = fileURLToPath(new URL('../../../testing/hold-engines.ts', import.meta.url));
  const holder = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = await new Promise<number[]>((resolve) => holder.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()))));
  expect(pids).toHaveLength(2);
  holder.kill('SIGKILL');
  await expect.poll(() => pids.filter((pid) => existsSync(`/proc/${pid}`)), { timeout: 30_000 }).toEqual([]);
});
