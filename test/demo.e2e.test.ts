import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';

interface Person {
  readonly kind: string;
  readonly person: number;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly events: number;
}

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** Fixed, so that a second run makes the same events whatever the hour. */
const story = ['--days', '200', '--until', '2025-12-01T00:00:00+08:00', '--json'];

async function demo(...args: readonly string[]) {
  const { code, stdout, stderr } = await product.danqing('demo', ...args, ...story);
  expect(stderr).toContain('pipeline');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

async function lookUp(workspace: string, kind: string, value: string) {
  const query = new URLSearchParams({ kind, value });
  const response = await fetch(`${product.url}/api/v1/profiles/lookup?${query}`, {
    headers: { authorization: `Bearer ${product.adminKey}`, 'x-workspace': workspace },
  });
  expect(response.status).toBe(200);
  return response.json();
}

const people = (): readonly Person[] =>
  readFileSync(join(product.data, 'demo-truth', 'people.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

it('fills a workspace with exactly what the truth says, mess and all', async () => {
  const { isExact, flow, totals } = await demo('--customers', '150');
  expect(isExact).toBe(true);
  expect(flow).toEqual({ accepted: totals.sent.all, passed: totals.unique.all, dropped: totals.duplicates, parked: 0, lag: 0 });
});

it('drops everything when it is sent again', async () => {
  const { workspace, flow, totals } = await demo('--customers', '150');
  expect(workspace).toBe('reused');
  expect(flow).toEqual({ accepted: totals.sent.all, passed: 0, dropped: totals.sent.all, parked: 0, lag: 0 });
});

it('makes each customer of a tidy world into one profile, with all identifiers and events', async () => {
  const { isExact } = await demo('--customers', '60', '--tidy', '--workspace', 'tidy');
  expect(isExact).toBe(true);
  const customers = people().filter(({ kind }) => kind === 'customer');
  expect(customers).toHaveLength(60);
  for (const { identifiers, events, person } of customers) {
    const profiles = await Promise.all(identifiers.filter(({ kind }) => kind !== 'device_id').map(({ kind, value }) => lookUp('tidy', kind, value)));
    const found = new Set(profiles.map(({ id, eventCount }) => `${id}: ${eventCount} events`));
    expect([person, ...found]).toEqual([person, expect.stringMatching(`: ${events} events$`)]);
  }
});

it('brings the catalogue and what customers consent to, as the truth has them', async () => {
  const lines = (name: string) =>
    readFileSync(join(product.data, 'demo-truth', name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const ask = async (path: string) => {
    const response = await fetch(`${product.url}/api/v1${path}`, { headers: { authorization: `Bearer ${product.adminKey}`, 'x-workspace': 'tidy' } });
    expect(response.status).toBe(200);
    return response.json();
  };
  const [goods, shops] = [lines('products.jsonl'), lines('shops.jsonl')];
  expect((await ask('/entities')).items).toMatchObject([{ kind: 'product', count: goods.length }, { kind: 'shop', count: shops.length }, { kind: 'staff' }]);
  const risen = goods.find(({ cost, laterCost }) => cost !== laterCost);
  expect(await ask(`/entities/product/${risen.id}`)).toMatchObject({
    attributes: { brand: risen.brand, category: risen.category, cost: risen.laterCost },
    history: [{ attributes: { cost: risen.laterCost } }, { attributes: { cost: risen.cost, brand: risen.brand } }],
  });
  for (const { customerId, said } of lines('consents.jsonl')) {
    const profile = await lookUp('tidy', 'customer_id', customerId);
    const { history } = await ask(`/profiles/${profile.id}/consents`);
    expect(history).toHaveLength(said.length);
  }
});

it('refuses what cannot be', async () => {
  const { code, stderr } = await product.danqing('demo', '--customers', '0.5');
  expect(code).toBe(2);
  expect(stderr).toContain('--customers is a whole number');
});
