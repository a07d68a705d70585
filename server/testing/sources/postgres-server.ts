import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectPostgres, type Postgres } from '#platform';

/** A PostgreSQL server of the machine's own package, in a folder of its own; it outlives the product that reads it. */
export interface TestPostgresServer {
  readonly port: number;
  readonly pg: Postgres;
  stop(): Promise<void>;
}

const bin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1) ?? '';

/** Debian: apt-get install postgresql. */
export const hasPostgresServer = existsSync(join(bin, 'initdb'));

const nobody = 65_534;

export async function startPostgresServer(port: number): Promise<TestPostgresServer> {
  const data = mkdtempSync(join(tmpdir(), 'danqing-test-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, nobody, nobody);
  const as = isRoot ? { uid: nobody, gid: nobody } : {};
  const made = spawnSync(join(bin, 'initdb'), ['-D', join(data, 'db'), '-U', 'danqing', '-A', 'trust', '-N', '--locale=C.UTF-8'], {
    ...as,
    cwd: data,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`no PostgreSQL could be set up: ${made.stdout}${made.stderr}`);
  const child = spawn(join(bin, 'postgres'), ['-D', join(data, 'db'), '-p', String(port), '-h', '127.0.0.1', '-k', data, '-c', 'fsync=off'], {
    ...as,
    cwd: data,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const pg = connectPostgres(`postgres://danqing@127.0.0.1:${port}/postgres`, { maxConnections: 2 });
  for (let attempt = 1; ; attempt++) {
    try {
      await pg.query('SELECT 1');
      break;
    } catch (error) {
      if (attempt >= 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    pg,
    stop: async () => {
      await pg.close();
      child.kill('SIGQUIT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
