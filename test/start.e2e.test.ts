import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kill } from './kill/victims.ts';
import { isRunning, treeOf } from './processes.ts';
import { type Product, startProduct } from './product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isNew: true });
});
afterAll(() => product.stop());

it('is alive and ready', async () => {
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${product.url}/readyz`);
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ready' });
});

it('begins with the workspace default and its source web', async () => {
  expect(await product.api('GET', '/workspaces')).toMatchObject({ items: [{ key: 'default', timezone: 'Asia/Shanghai' }] });
  expect(await product.api('GET', '/sources')).toMatchObject({ items: [{ name: 'web', kind: 'stream' }] });
});

it('keeps its secrets to their owner and shows no key that was given to it', () => {
  expect(statSync(join(product.data, 'secrets.json')).mode & 0o077).toBe(0);
  expect(product.output()).not.toContain(product.adminKey);
  expect(readFileSync(join(product.data, 'secrets.json'), 'utf8')).toContain('postgresPassword');
});

it('explains itself, and where each setting comes from', async () => {
  const doctor = await product.danqing('doctor', '--json');
  expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
  expect(doctor.code).toBe(0);
  const config = await product.danqing('config', '--json');
  expect(JSON.parse(config.stdout)).toContainEqual(expect.objectContaining({ name: 'data', value: product.data, origin: 'environment' }));
  expect(config.stdout).not.toContain(product.adminKey);
});

it('refuses a second start in the same data folder', async () => {
  await expect(startProduct({ data: product.data })).rejects.toThrow('DQ_DATA_LOCKED');
});

it('starts what falls again: worker, API, PostgreSQL, ClickHouse', async () => {
  for (const part of ['worker.ts', 'bin/postgres -D', 'clickhouse-host.ts', 'api.ts']) {
    const victim = treeOf(product.process.pid ?? 0).find(({ command }) => command.includes(part));
    expect(victim, part).toBeDefined();
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    await expect
      .poll(() => treeOf(product.process.pid ?? 0).some(({ pid, command }) => pid !== victim?.pid && command.includes(part)), { timeout: 30_000 })
      .toBe(true);
    await expect
      .poll(
        () =>
          fetch(`${product.url}/readyz`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 30_000 },
      )
      .toBe(200);
  }
});

it('leaves nothing behind when it is stopped, and comes back with the same keys', async () => {
  const pids = treeOf(product.process.pid ?? 0).map(({ pid }) => pid);
  await product.stop({ keepData: true });
  expect(product.process.exitCode).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
  const secrets = readFileSync(join(product.data, 'secrets.json'), 'utf8');
  product = await startProduct({ data: product.data });
  expect(readFileSync(join(product.data, 'secrets.json'), 'utf8')).toBe(secrets);
});

it('starts at once after everything was killed, though the dead may still stand in the process table', async () => {
  kill(product, 'everything');
  product = await startProduct({ data: product.data });
  expect(product.output()).not.toContain('unexpectedly');
});

it('leaves no orphan when the supervisor is killed, and starts again at once', async () => {
  const pids = treeOf(product.process.pid ?? 0).map(({ pid }) => pid);
  product.process.kill('SIGKILL');
  product = await startProduct({ data: product.data });
  expect(pids.filter(isRunning)).toEqual([]);
});
