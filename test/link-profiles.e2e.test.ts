import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeColumns, madeRecords } from '../server/testing/linkage/people.ts';
import { scorePartition } from '../server/testing/linkage/score.ts';
import { sendAll } from './collecting.ts';
import { kill } from './kill/victims.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

const records = [...madeRecords(1_000, 8)];
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const ask = async (method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(JSON.stringify(await product.api(method, path, body)));

async function untilDone(id: unknown): Promise<Readonly<Record<string, unknown>>> {
  for (let look = 0; look < 300; look++) {
    const run = await ask('GET', `/identity/linkage/runs/${String(id)}`);
    if (run['finishedAt'] !== null) return run;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('the run does not end');
}

async function untilBegun(id: unknown): Promise<void> {
  for (let look = 0; look < 600; look++) {
    if ((await ask('GET', `/identity/linkage/runs/${String(id)}`))['state'] !== 'waiting') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the run does not begin');
}

const rootOf = async (place: number): Promise<number> => Number((await ask('GET', `/profiles/lookup?kind=card_no&value=c${place}`))['id']);

it('people who are known by several cards are found, linked though the worker is killed meanwhile, and one of them is taken apart again', async () => {
  // A trait named phone would be an identifier.
  const names = madeColumns.map((column) => (column === 'phone' ? 'tel' : column));
  const messages = records.map(({ cells }, place) => ({
    messageId: `m${place}`,
    type: 'identify',
    identifiers: { card_no: `c${place}` },
    anonymousId: `a${place}`,
    traits: Object.fromEntries(names.flatMap((name, at) => (cells[at] === '' ? [] : [[name, cells[at]]]))),
  }));
  await sendAll(product, messages);
  await untilDrained(product, { atLeast: messages.length });
  const { comparisons } = await ask('POST', '/identity/linkage/propose');
  await ask('PUT', '/identity/linkage', { comparisons });
  const { id } = await ask('POST', '/identity/linkage/runs', {});
  await untilBegun(id);
  kill(product, 'worker');
  const run = await untilDone(id);
  expect(run).toMatchObject({ state: 'done', mode: 'full', records: records.length, attempts: 2 });
  expect(Number(run['links'])).toBeGreaterThan(100);
  await untilDrained(product);
  const roots: number[] = [];
  for (let from = 0; from < records.length; from += 100) roots.push(...(await Promise.all(records.slice(from, from + 100).map((_, at) => rootOf(from + at)))));
  const score = scorePartition(
    records.map(({ person }) => person),
    roots,
  );
  // None was made twice.
  expect(new Set(roots).size).toBe(records.length - Number(run['links']));
  expect(score.precision).toBeGreaterThan(0.99);
  expect(score.f1).toBeGreaterThan(0.95);
  const joined = roots.findIndex((root, place) => roots.indexOf(root) !== place);
  const { merges } = await ask('GET', `/profiles/${roots[joined] ?? 0}/identity`);
  const [merge]: readonly { id: number; author: string; homes: readonly number[] }[] = JSON.parse(JSON.stringify(merges));
  expect(merge?.author).toBe(`linkage run ${String(run['id'])}`);
  const { profiles } = await ask('POST', '/identity/unmerge', { mergeId: merge?.id });
  expect(profiles).toHaveLength(2);
  const again = await untilDone((await ask('POST', '/identity/linkage/runs', { mode: 'full' }))['id']);
  expect(again).toMatchObject({ state: 'done' });
  const ids: readonly { id: number }[] = JSON.parse(JSON.stringify(profiles));
  for (const { id } of ids) expect(await ask('GET', `/profiles/${id}`)).not.toHaveProperty('mergedFrom');
});
