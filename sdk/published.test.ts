/** What npm would publish: built, small, and usable from TypeScript as it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCollector } from '../server/src/collect/testing.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'danqing-sdk-published-'));
const run = (args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
};
const names = ['web', 'node'] as const;
const manifestOf = (name: string): Record<string, unknown> & { version: string } => JSON.parse(readFileSync(join(root, 'sdk', name, 'package.json'), 'utf8'));

beforeAll(() => {
  const words = run(['scripts/build-sdk.mjs'], root);
  if (words !== '') throw new Error(words);
  mkdirSync(join(folder, 'node_modules/@danqing'), { recursive: true });
  for (const name of names) symlinkSync(join(root, 'sdk', name), join(folder, 'node_modules/@danqing', name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the script for pages', () => {
  it('is at most 8 KB on the wire', () => {
    const built = readFileSync(join(root, 'sdk/web/dist/danqing.js'));
    const zipped = gzipSync(built, { level: 9 }).length;
    expect(zipped).toBeLessThanOrEqual(8 * 1024);
    expect(zipped).toBeGreaterThan(2 * 1024); // an empty build would be small too
    expect(statSync(join(root, 'sdk/web/dist/danqing.js.gz')).size).toBe(zipped);
  });

  it('is served by the collector as it was built, compressed for those who can read it', async () => {
    const collector = await startCollector();
    const built = readFileSync(join(root, 'sdk/web/dist/danqing.js'), 'utf8');
    for (const encoding of ['gzip, br', 'identity']) {
      const answer = await fetch(`${collector.url}/danqing.js`, { headers: { 'accept-encoding': encoding } });
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-encoding')]).toEqual([
        200,
        'text/javascript; charset=utf-8',
        encoding === 'identity' ? null : 'gzip',
      ]);
      expect(await answer.text()).toBe(built);
    }
    await collector.close();
  });

  it('knows its version', () => {
    const text = readFileSync(join(root, 'sdk/web/dist/danqing.js'), 'utf8');
    expect(text).toContain(manifestOf('web').version);
  });
});

describe.each(names)('the package of sdk/%s', (name) => {
  it('holds every file that it names, its licence and its description, and needs no other package', () => {
    const manifest = manifestOf(name);
    const targets = JSON.stringify(manifest['exports']).match(/\.\/dist\/[^"]+/g) ?? [];
    expect(targets.length).toBeGreaterThan(1);
    for (const file of [...targets, 'LICENSE', 'README.md', 'README.zh-CN.md']) expect([file, existsSync(join(root, 'sdk', name, file))]).toEqual([file, true]);
    expect(Object.keys(manifest).filter((key) => key.endsWith('ependencies'))).toEqual([]);
    expect(manifest).toMatchObject({ license: 'Apache-2.0', sideEffects: false });
  });

  it('has the version of the product', () => {
    expect(manifestOf(name).version).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  });
});

it('knows a tracking plan by its types, in Node and with a bundler', () => {
  const program = (right: string, wrong: string): string => `
    import { createDanqing as web } from '@danqing/web';
    import { createDanqing as node } from '@danqing/node';
    interface Plan { 'Order Completed': { order_id: string; revenue: number }; 'Cart Viewed': { items?: number } }
    const page = web<Plan>({ writeKey: 'c', host: 'https://data.example.com' });
    const service = node<Plan>({ writeKey: 'c', host: 'https://data.example.com' });
    web({ writeKey: 'c', host: 'https://data.example.com' }).track('Anything', { at: 'all' });
    node({ writeKey: 'c', host: 'https://data.example.com' }).track({ userId: 'u', event: 'Anything' });
    ${right}
    ${wrong}`;
  const check = (text: string, module: string, resolution: string): readonly string[] => {
    writeFileSync(join(folder, 'program.ts'), text);
    const options = [
      '--pretty',
      'false',
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
      '--types',
      '',
      '--module',
      module,
    ];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    return run([tsc, ...options, '--moduleResolution', resolution, 'program.ts'], folder).match(/^program\.ts\(\d+/gm) ?? [];
  };
  const right = `page.track('Order Completed', { order_id: 'o', revenue: 1 }); page.track('Cart Viewed');
    service.track({ userId: 'u', event: 'Order Completed', properties: { order_id: 'o', revenue: 1 } }); service.track({ anonymousId: 'a', event: 'Cart Viewed' });`;
  const wrong = `page.track('Order Completed');
    page.track('Order Done');
    page.track('Order Completed', { order_id: 1, revenue: 1 });
    service.track({ userId: 'u', event: 'Order Completed' });
    service.track({ userId: 'u', event: 'Cart Viewed', properties: { items: 'two' } });
    service.track({ event: 'Cart Viewed' });`;
  expect(check(program(right, ''), 'nodenext', 'nodenext')).toEqual([]);
  expect(check(program(right, wrong), 'esnext', 'bundler').length).toBe(6);
});
