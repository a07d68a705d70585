import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Fault } from '#kernel';
import { ended, endBy, pause, poll, type Unit } from './engine.ts';
import { appendTo, tailOf } from './engine-log.ts';
import { clearCluster, findPostgresHome, type PostgresHome } from './postgres-home.ts';
import { commandOf, isRunning, isZombie, processesIn } from './process-identity.ts';

export const postgresUser = 'danqing';

export interface PostgresOptions {
  readonly data: string;
  readonly port: number;
  readonly password: string;
  readonly logs: string;
  say(message: string): void;
  /** More `-c` settings. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Modest: the working set of one machine's profiles; the operating system's cache does the rest. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // The build knows pglz only: an update of a page that was not touched since the last checkpoint took 110 µs with it, 45 µs without; the log is four times as long.
  wal_compression: 'off',
  max_wal_size: '2GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '1',
  // Workers of asynchronous reads cost 5 MB each and our look-ups are by key.
  io_method: 'sync',
  jit: 'off',
  autovacuum_naptime: '20s',
  log_checkpoints: 'off',
  log_min_messages: 'warning',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * Runs postgres with a guard beside it: when the pipe on descriptor 3 closes (the supervisor is gone, however it died), the guard asks for a fast
 * shutdown. `exec` keeps the number of the child, and the double fork keeps the guard from being postgres' own child.
 */
const guarded = 'pid=$$; ( ( trap "" INT TERM HUP; read -r _ <&3; kill -INT "$pid" ) & ) >/dev/null 2>&1 </dev/null; exec "$@" 3<&-';

export async function postgresUnit(options: PostgresOptions): Promise<Unit> {
  const home = findPostgresHome(options.data, options.say);
  const log = join(options.logs, 'postgres.log');
  await makeWay(home.dir, options.say);
  if (!existsSync(join(home.dir, 'PG_VERSION'))) await initialise(home, options, log);
  refuseOtherVersion(home.dir);
  const all = { ...settings, ...options.settings, port: String(options.port) };
  const args = ['-D', home.dir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  return {
    name: 'PostgreSQL',
    launch: async () => {
      await makeWay(home.dir, options.say);
      const output = appendTo(log);
      // A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends the engines last.
      const child = spawn('/bin/sh', ['-c', guarded, 'danqing-postgres', join(home.bin, 'postgres'), ...args], {
        cwd: '/',
        stdio: ['ignore', output.fd, output.fd, 'pipe'],
        detached: true,
        env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
        ...home.as,
      });
      output.close();
      // The guard goes with the process it guards, before its number can be used again.
      child.once('exit', () => child.stdio[3]?.destroy());
      return child;
    },
    // By number, since a crash leaves the file of the process before. `exec` made the child itself the postmaster.
    untilReady: (child, signal) => poll(() => isServing(home.dir, child.pid), 20, signal),
    isHealthy: () => answers(options.port),
    end: endPostgres,
    lastWords: () => tailOf(log),
  };
}

/** Fast shutdown, then immediate (which recovers from the log at the next start), then none. */
const endPostgres = (child: ChildProcess): Promise<void> =>
  endBy(child, [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ]);

async function initialise(home: PostgresHome, options: PostgresOptions, log: string): Promise<void> {
  mkdirSync(home.dir, { recursive: true, mode: 0o700 });
  clearCluster(home.dir);
  const passwordFile = `${home.dir}.password`;
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (home.as.uid !== undefined && home.as.gid !== undefined) chownSync(passwordFile, home.as.uid, home.as.gid);
  const output = appendTo(log);
  // The builtin provider compares bytes itself, in the same order as the C library's C.UTF-8: look-ups of texts take a sixth less.
  const locale = ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', home.dir, '-U', postgresUser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...locale, '--no-instructions'];
  const child = spawn(join(home.bin, 'initdb'), args, { cwd: '/', stdio: ['ignore', output.fd, output.fd], env: { PATH: '/usr/bin:/bin' }, ...home.as });
  await ended(child);
  output.close();
  rmSync(passwordFile, { force: true });
  if (child.exitCode === 0) return;
  const reason = tailOf(log);
  if (reason.includes('No space left'))
    throw new Fault('DQ_DISK_FULL', 507, `PostgreSQL's files do not fit on the disk of ${home.dir}; make room and start again`);
  throw new Fault('DQ_ENGINE_FAILED', 500, `PostgreSQL's files could not be made in ${home.dir}: ${reason}`);
}

function refuseOtherVersion(dir: string): void {
  const version = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  if (version !== '18')
    throw new Fault(
      'DQ_DATA_FROM_NEWER_VERSION',
      500,
      `${dir} was written by PostgreSQL ${version}, this version of Danqing brings 18; start the version that wrote it, or restore a backup`,
    );
}

/** What postmaster.pid says: line 1 the process, line 8 its state. */
function stateOf(dir: string): { readonly pid: number | undefined; readonly status: string } {
  try {
    const lines = readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return { pid: Number.isInteger(pid) && pid > 0 ? pid : undefined, status: lines[7]?.trim() ?? '' };
  } catch {
    return { pid: undefined, status: '' };
  }
}

function isServing(dir: string, wanted: number | undefined): boolean {
  const { pid, status } = stateOf(dir);
  return pid === wanted && status === 'ready';
}

/** Nothing of a former life stands in the way of a start in this folder. */
async function makeWay(dir: string, say: (message: string) => void): Promise<void> {
  await endOrphan(dir, say);
  await forgetZombie(dir);
}

/** A postgres of this very folder that outlived its supervisor is ended before a new one starts. */
async function endOrphan(dir: string, say: (message: string) => void): Promise<void> {
  const { pid } = stateOf(dir);
  if (pid === undefined || !isRunning(pid) || !commandOf(pid).includes(`-D ${dir} `)) return;
  say(`ending PostgreSQL (process ${pid}) that a former start left behind`);
  for (const [signal, times] of [
    ['SIGINT', 200],
    ['SIGQUIT', 100],
    ['SIGKILL', 100],
  ] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < times && isRunning(pid); waited++) await pause(50);
    if (!isRunning(pid)) return;
  }
}

/** Sends an SSLRequest, which a living server answers with one byte. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 10_000 });
    const settle = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])));
    socket.once('data', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });

/**
 * A dead postmaster whose exit code nobody has asked for still answers to its number, and PostgreSQL takes it for another one that runs in this folder.
 * Its note goes once nothing works in the folder any more; PostgreSQL itself still refuses when somebody holds the folder's shared memory.
 */
async function forgetZombie(dir: string): Promise<void> {
  const { pid } = stateOf(dir);
  if (pid === undefined || !isZombie(pid)) return;
  const folder = realpathSync(dir);
  for (let waited = 0; waited < 200 && processesIn(folder).length > 0; waited++) await pause(50);
  if (processesIn(folder).length === 0) rmSync(join(dir, 'postmaster.pid'), { force: true });
}
