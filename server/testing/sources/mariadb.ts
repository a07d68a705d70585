import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';

/** A MariaDB (or MySQL) server of the machine's own package, in a folder of its own. */
export interface TestMariaDb {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  run(sql: string, values?: readonly (string | number)[]): Promise<void>;
  stop(): Promise<void>;
}

const binary = ['/usr/sbin/mariadbd', '/usr/sbin/mysqld', '/usr/local/bin/mariadbd'].find((path) => existsSync(path));
const installer = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'].find((path) => existsSync(path));

/** Debian: apt-get install mariadb-server-core mariadb-client-core. */
export const hasMariaDb = binary !== undefined && installer !== undefined;
export const mariaDbHint = 'is skipped without a server: install Debian’s mariadb-server-core and mariadb-client-core';

const account = { user: 'danqing', password: 'a-word-of-the-test', database: 'shop' };
const nobody = 65_534;

export async function startMariaDb(): Promise<TestMariaDb> {
  const data = mkdtempSync(join(tmpdir(), 'danqing-test-mariadb-'));
  const isRoot = process.getuid?.() === 0;
  mkdirSync(join(data, 'db'));
  if (isRoot) for (const path of [data, join(data, 'db')]) chownSync(path, nobody, nobody);
  const as = isRoot ? ['--user=nobody'] : [];
  const made = spawnSync(
    installer ?? '',
    ['--no-defaults', `--datadir=${join(data, 'db')}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...as],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`no MariaDB could be set up: ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const child = spawn(
    binary ?? '',
    [
      '--no-defaults',
      `--datadir=${join(data, 'db')}`,
      `--socket=${join(data, 's')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--innodb-buffer-pool-size=32M',
      '--innodb-flush-log-at-trx-commit=0',
      `--pid-file=${join(data, 'pid')}`,
      ...as,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const root = await connected(port);
  await root.query(`CREATE DATABASE ${account.database} CHARACTER SET utf8mb4`);
  await root.query(`CREATE USER '${account.user}'@'127.0.0.1' IDENTIFIED BY '${account.password}'`);
  await root.query(`GRANT ALL ON ${account.database}.* TO '${account.user}'@'127.0.0.1'`);
  await root.query(`USE ${account.database}`);
  return {
    port,
    ...account,
    run: async (sql, values = []) => {
      await root.query(sql, [...values]);
    },
    stop: async () => {
      root.destroy();
      child.kill('SIGKILL');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function connected(port: number): Promise<mysql.Connection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await mysql.createConnection({ host: '127.0.0.1', port, user: 'root', timezone: 'Z' });
    } catch (error) {
      if (attempt >= 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
