import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendAll } from './collecting.ts';
import { untilDrained } from './pipeline-state.ts';
import { newDataFolder, type Product, runCommand, startProduct } from './product.ts';

const people = 20;
const messages = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    messageId: `m${from + index}`,
    type: 'track',
    event: 'Order Completed',
    userId: `u${(from + index) % people}`,
    properties: { revenue: from + index },
  }));

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'danqing-test-backup-'));
  product = await startProduct();
});
afterAll(async () => {
  await product.stop();
  await rm(folder, { recursive: true, force: true });
});

const answers = async (of: Product) => ({ state: await untilDrained(of), profile: await of.api('GET', '/profiles/lookup?kind=user_id&value=u7') });

it('gives the same answers after a restore over later data, while the product runs', async () => {
  await sendAll(product, messages(0, 300));
  const before = await answers(product);
  const made = await product.danqing('backup', join(folder, 'one'));
  expect(made.stderr).toBe('');
  expect(made.code).toBe(0);
  await expect
    .poll(
      () =>
        fetch(`${product.url}/readyz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
  await sendAll(product, messages(300, 500));
  expect((await untilDrained(product, { atLeast: 500 })).passed).toBe(500);
  const restored = await product.danqing('restore', join(folder, 'one'));
  expect(restored.stderr).toBe('');
  expect(restored.code).toBe(0);
  await expect
    .poll(
      () =>
        fetch(`${product.url}/readyz`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 60_000 },
    )
    .toBe(200);
  expect(await answers(product)).toEqual(before);
});

it('knows messages that came before the backup as duplicates afterwards', async () => {
  await sendAll(product, messages(0, 100));
  expect(await untilDrained(product, { atLeast: 400 })).toMatchObject({ accepted: 400, passed: 300, dropped: 100, lag: 0 });
});

it('restores into a new data folder of a product that does not run', async () => {
  const data = newDataFolder();
  const restored = await runCommand(data, ['restore', join(folder, 'one'), '--json']);
  expect(restored.stderr).toBe('');
  expect(JSON.parse(restored.stdout)).toMatchObject({ replaced: [] });
  const second = await startProduct({ data });
  try {
    expect(await untilDrained(second)).toMatchObject({ accepted: 300, passed: 300 });
  } finally {
    await second.stop();
  }
});

it('refuses a folder that holds something, and a backup that lacks a file', async () => {
  expect(await product.danqing('backup', join(folder, 'one'))).toMatchObject({ code: 1, stderr: expect.stringContaining('DQ_FOLDER_IN_USE') });
  const imported = join(folder, 'one', 'data', 'log');
  await rm(join(imported, readdirSync(imported)[0] ?? ''), { recursive: true });
  expect(await product.danqing('restore', join(folder, 'one'))).toMatchObject({ code: 1, stderr: expect.stringContaining('DQ_NO_BACKUP') });
});
