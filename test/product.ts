/** Starts the whole product in a folder of its own, for end-to-end tests. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = (name: string): string => fileURLToPath(new URL(`../server/src/entry/${name}.ts`, import.meta.url));
const adminKey = 'admin-key-of-the-tests';
const writeKey = 'cTestsTestsTestsTestsTest';

export interface Product {
  /** http://127.0.0.1:port */
  readonly url: string;
  readonly adminKey: string;
  /** Of the source `web`. */
  readonly writeKey: string;
  /** The data folder; kept by `stop({ keepData: true })` for another start. */
  readonly data: string;
  /** The supervisor. */
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** A JSON request to `/api/v1…` with the admin key; throws on a status from 400 on. */
  api(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Runs a command of the command line against this product's data folder. */
  danqing(...args: readonly string[]): Promise<CommandResult>;
  /** Ends it in order (SIGTERM), waits, and removes the data folder. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProductOptions {
  /** An existing data folder; otherwise a copy of the prepared one, or a new one when none is prepared. */
  readonly data?: string;
  /** The very first start, in an empty folder. */
  readonly isNew?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Products that nobody has stopped yet, with their folders. */
const running = new Map<ChildProcess, string>();

/** At the end of a file of tests: a test that failed on its way leaves no product running beside the next ones. */
export async function endProductsLeft(): Promise<void> {
  for (const [child, data] of running) {
    await endProcess(child);
    await removeFolder(data);
  }
}

const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

export const newDataFolder = (): string => mkdtempSync(join(tmpdir(), 'danqing-test-'));

/** Where a product has started once before (`prepared-data.ts`). Owners and modes are copied too: PostgreSQL asks for them. */
export function copyOfPreparedData(): string {
  const [data, prepared] = [newDataFolder(), process.env['PREPARED_DATA']];
  if (prepared === undefined) return data;
  const { status, stderr } = spawnSync('cp', ['-a', `${prepared}/.`, data], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the prepared data cannot be copied: ${stderr}`);
  return data;
}

/** The environment of a child, without settings that the surroundings may carry. */
const cleanEnvironment = (more: Readonly<Record<string, string>> = {}): Record<string, string | undefined> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('DANQING_') && !['DATABASE_URL', 'CLICKHOUSE_URL', 'LOG_URL'].includes(name)),
  ),
  ...more,
});

/** Starts the product on a free port and waits until it is ready. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const data = options.data ?? (options.isNew === true ? newDataFolder() : copyOfPreparedData());
  const environment = cleanEnvironment({ DANQING_TIMEZONE: 'Asia/Shanghai', DANQING_ADMIN_KEY: adminKey, DANQING_WRITE_KEY: writeKey, ...options.environment });
  const child = spawn(process.execPath, [entry('supervisor'), '--port', '0', '--data', data, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  running.set(child, data);
  child.once('exit', () => running.delete(child));
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const url = await readyUrl(child, () => output);
  const key = environment['DANQING_ADMIN_KEY'] ?? readFileSync(join(data, 'secrets.json'), 'utf8');
  return {
    url,
    adminKey: key,
    writeKey: environment['DANQING_WRITE_KEY'] ?? writeKey,
    data,
    process: child,
    output: () => output,
    api: (method, path, body) => callApi(`${url}/api/v1${path}`, method, key, body),
    danqing: (...args) => runCommand(data, args, environment),
    stop: async ({ keepData = false } = {}) => {
      await endProcess(child);
      if (!keepData) await removeFolder(data);
    },
  };
}

function readyUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const url = /ready at (http:\S+)/.exec(output())?.[1];
      if (url !== undefined) settle(() => resolve(url));
    }, 50);
    const onExit = (code: number | null): void => settle(() => reject(new Error(`the product ended with ${code}: ${output()}`)));
    const settle = (then: () => void): void => {
      clearInterval(look);
      child.off('exit', onExit);
      then();
    };
    child.once('exit', onExit);
  });
}

async function callApi(url: string, method: string, key: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status >= 400) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Runs `danqing …` on a data folder, whether the product runs or not. */
export function runCommand(data: string, args: readonly string[], environment = cleanEnvironment()): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry('danqing'), ...args], { env: { ...environment, DANQING_DATA: data }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}
