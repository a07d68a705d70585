import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';

interface Person {
  readonly kind: string;
  readonly name: string;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly messages: number;
}

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const inDemo = async (path: string): Promise<Response> =>
  fetch(`${product.url}/api/v1${path}`, { headers: { authorization: `Bearer ${product.adminKey}`, 'x-workspace': 'demo' } });

const people = (): readonly Person[] =>
  readFileSync(join(product.data, 'demo-truth', 'people.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('fills a workspace with exactly what the truth says, mess and all', async () => {
  const { code, stdout, stderr } = await product.danqing('demo', '--customers', '150', '--days', '200', '--json');
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout);
  expect(result.isExact).toBe(true);
  expect(result.flow).toEqual({
    accepted: result.totals.sent.all,
    passed: result.totals.unique.all,
    dropped: result.totals.duplicates,
    parked: 0,
    lag: 0,
  });
});

it('drops everything when it is sent again', async () => {
  const { code, stdout, stderr } = await product.danqing('demo', '--customers', '150', '--days', '200', '--json', '--truth', join(product.data, 'again'));
  expect(code, stderr).toBe(0);
  const { flow, totals, workspace } = JSON.parse(stdout);
  expect(workspace).toBe('reused');
  expect(flow.passed).toBe(0);
  expect(flow.dropped).toBe(totals.sent.all);
});

it('makes tidy customers into one profile each, with all their identifiers and events', async () => {
  const { code, stdout, stderr } = await product.danqing('demo', '--customers', '60', '--days', '200', '--tidy', '--workspace', 'tidy', '--json');
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).isExact).toBe(true);
  for (const person of people().filter(({ kind }) => kind === 'customer')) {
    const ids = new Set<number>();
    let seen = 0;
    for (const { kind, value } of person.identifiers.filter((identifier) => identifier.kind !== 'device_id')) {
      const response = await fetch(`${product.url}/api/v1/profiles/lookup?kind=${encodeURIComponent(kind)}&value=${encodeURIComponent(value)}`, {
        headers: { authorization: `Bearer ${product.adminKey}`, 'x-workspace': 'tidy' },
      });
      expect(response.status, `${kind}=${value}`).toBe(200);
      const profile = await response.json();
      ids.add(profile.id);
      seen = profile.eventCount;
    }
    expect(ids.size, person.name).toBe(1);
    expect(seen).toBeGreaterThan(0);
  }
  expect((await inDemo('/pipeline')).status).toBe(200);
});

it('refuses what cannot be', async () => {
  const { code, stderr } = await product.danqing('demo', '--customers', '0.5');
  expect(code).toBe(2);
  expect(stderr).toContain('--customers is a whole number');
});
