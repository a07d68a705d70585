import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Message, sendAll } from './collecting.ts';
import { untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';

const people = 1_300;
let product: Product;
let folder: string;

/** An identify and an order each; then the last two people turn out to be one. */
function messages(): readonly Message[] {
  const at = '2026-01-01T00:00:00.000Z';
  const told = Array.from({ length: people }, (_, n): readonly Message[] => [
    { messageId: `i${n}`, type: 'identify', anonymousId: `a${n}`, timestamp: at, traits: { name: `客户 "${n}"`, city: n % 2 === 0 ? '上海' : '武汉' } },
    { messageId: `o${n}`, type: 'track', anonymousId: `a${n}`, timestamp: at, event: 'Order Completed', properties: { revenue: n, items: ['x', 'y'] } },
  ]);
  const last = [people - 2, people - 1].map((n): Message => ({ messageId: `l${n}`, type: 'identify', userId: 'same', anonymousId: `a${n}`, timestamp: at }));
  return [...told.flat(), ...last];
}

beforeAll(async () => {
  product = await startProduct();
  folder = mkdtempSync(join(tmpdir(), 'danqing-export-'));
  const sent = messages();
  await sendAll(product, sent);
  await untilDrained(product, { atLeast: sent.length });
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function exported(name: string, ...args: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const { code, stderr } = await product.danqing('export', ...args, '--out', out);
  expect(`${code} ${stderr}`).toMatch(/^0 .* written to /);
  return readFileSync(out, 'utf8');
}

it('writes every profile once, merged ones as one, as CSV with chosen columns', async () => {
  const text = await exported('people.csv', 'profiles', '--columns', 'id,user_id,traits.name,traits.city,eventCount');
  const [head, ...lines] = text.trimEnd().split('\r\n');
  expect(head).toBe('\uFEFFid,user_id,traits.name,traits.city,eventCount');
  expect(lines).toHaveLength(people - 1);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(people - 1);
  expect(lines.filter((line) => line.includes(',same,'))).toEqual([expect.stringMatching(/,武汉|,上海/)]);
  expect(lines.find((line) => line.includes(',same,'))).toMatch(/,2$/);
  expect(lines[0]).toContain('"客户 ""');
});

it('writes the members of a segment, and says when there is none of that name', async () => {
  await product.api('POST', '/segments', { key: 'wuhan', name: '武汉', rule: { trait: 'city', op: 'eq', value: '武汉' }, refresh: 'manual' });
  for (let look = 0; look < 200; look++) {
    const segment = await product.api('GET', '/segments/wuhan');
    if (typeof segment === 'object' && segment !== null && 'state' in segment && segment.state === 'ready') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const lines = (await exported('wuhan.jsonl', 'profiles', '--segment', 'wuhan')).trimEnd().split('\n');
  expect(lines.every((line) => JSON.parse(line).traits.city === '武汉')).toBe(true);
  expect(lines.length).toBe(people / 2);
  const none = await product.danqing('export', 'profiles', '--segment', 'nobody');
  expect(none.code).toBe(1);
  expect(none.stderr).toContain('nobody');
});

it('writes every event once, whoever it belongs to now', async () => {
  const lines = (await exported('orders.jsonl', 'events', '--event', 'Order Completed')).trimEnd().split('\n');
  const orders = lines.map((line) => JSON.parse(line));
  expect(new Set(orders.map(({ messageId }) => messageId)).size).toBe(people);
  expect(orders).toHaveLength(people);
  expect(new Set(orders.map(({ profile }) => profile)).size).toBe(people - 1);
  expect(orders.find(({ messageId }) => messageId === 'o7')).toMatchObject({ event: 'Order Completed', properties: { revenue: 7, items: ['x', 'y'] } });
  expect(await exported('none.jsonl', 'events', '--from', '2026-01-02')).toBe('');
});
