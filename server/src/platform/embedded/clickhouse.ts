import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineMemoryBytes, serverConfig, sizesFor, usersConfig } from './clickhouse-config.ts';
import { endBy, pause, poll, type Unit } from './engine.ts';
import { appendTo, tailOf } from './engine-log.ts';
import { commandOf, isRunning } from './process-identity.ts';

export const clickhouseUser = 'app';

export interface ClickHouseOptions {
  readonly data: string;
  readonly port: number;
  readonly password: string;
  readonly logs: string;
  readonly dictionarySources: readonly string[];
  say(message: string): void;
}

const hostFile = fileURLToPath(new URL('./clickhouse-host.ts', import.meta.url));
const drainMs = 30_000;
const othersRunning = `SELECT count() FROM system.processes WHERE query NOT LIKE '%SYSTEM START LISTEN%' AND query NOT LIKE '%sleepEachRow(1)%'`;

export async function clickhouseUnit(options: ClickHouseOptions): Promise<Unit> {
  const dir = join(options.data, 'clickhouse');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const config = writeConfig(options);
  const log = join(options.logs, 'clickhouse.log');
  return {
    name: 'ClickHouse',
    launch: async () => {
      await endOrphan(dir, options.say);
      const output = appendTo(log);
      const child = spawn(process.execPath, ['--max-old-space-size=64', hostFile, dir, String(options.port), config], {
        stdio: ['ignore', output.fd, output.fd, 'ipc'],
        detached: true,
      });
      output.close();
      return child;
    },
    untilReady: (_child, signal) => poll(async () => (await ask(options, 'GET', '/ping')) !== undefined, 40, signal),
    isHealthy: async () => (await ask(options, 'GET', '/ping')) !== undefined,
    end: (child) => drainAndEnd(child, options),
    lastWords: () => tailOf(log),
  };
}

function writeConfig(options: ClickHouseOptions): string {
  const run = join(options.data, 'run');
  mkdirSync(run, { recursive: true });
  const [config, users] = [join(run, 'clickhouse.xml'), join(run, 'clickhouse-users.xml')];
  const sizes = sizesFor(machineMemoryBytes());
  writeFileSync(users, usersConfig(sizes, options), { mode: 0o600 });
  writeFileSync(config, serverConfig(sizes, users, join(options.data, 'exports')), { mode: 0o600 });
  return config;
}

/** The library has no shutdown of its own: what is acknowledged is synced, so the process ends at once when nobody waits for an answer. */
async function drainAndEnd(child: ChildProcess, options: ClickHouseOptions): Promise<void> {
  const deadline = performance.now() + drainMs;
  while (performance.now() < deadline) {
    const running = await ask(options, 'POST', `/?user=${clickhouseUser}`, othersRunning);
    if (running === undefined || running.trim() === '0') break;
    await pause(100);
  }
  await endBy(child, [['SIGKILL', 5_000]]);
}

/** One HTTP exchange; undefined when there is no good answer. The full client is too heavy for the supervisor. */
const ask = (options: ClickHouseOptions, method: string, path: string, body?: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const exchange = request({
      port: options.port,
      host: '127.0.0.1',
      method,
      path,
      timeout: 10_000,
      agent: false,
      headers: { 'X-ClickHouse-Key': options.password, 'X-ClickHouse-User': clickhouseUser },
    });
    exchange.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => resolve(response.statusCode === 200 ? Buffer.concat(chunks).toString() : undefined));
      response.once('error', () => resolve(undefined));
    });
    exchange.once('timeout', () => exchange.destroy());
    exchange.once('error', () => resolve(undefined));
    exchange.end(body);
  });

/** The engine notes its process in `status`; one that outlived its supervisor is ended before a new one starts. */
async function endOrphan(dir: string, say: (message: string) => void): Promise<void> {
  const pid = pidIn(join(dir, 'status'));
  if (pid === undefined || !isRunning(pid) || !commandOf(pid).includes(`${hostFile} ${dir} `)) return;
  say(`ending ClickHouse (process ${pid}) that a former start left behind`);
  process.kill(pid, 'SIGKILL');
  for (let waited = 0; waited < 100 && isRunning(pid); waited++) await pause(50);
}

function pidIn(path: string): number | undefined {
  try {
    const pid = Number(/^PID: (\d+)/m.exec(readFileSync(path, 'utf8'))?.[1]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
