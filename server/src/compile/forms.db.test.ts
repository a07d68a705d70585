/** The forms told as stories: what each finds at its edges, where random data seldom comes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleJson } from '@danqing/contracts';
import { flatRow, flatten, type JsonObject } from '#kernel';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { compileMembers, parseRule } from './index.ts';

let stores: TestStores;
let workspace = 0;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const time = (iso: string): string => new Date(iso).toISOString().replace('T', ' ').replace('Z', '');

interface Story {
  /** Profile, moment, name, properties. */
  readonly events?: readonly (readonly [profile: number, at: string, name: string, properties?: JsonObject])[];
  /** Kind, key, moment, attributes. */
  readonly entities?: readonly (readonly [kind: string, key: string, at: string, attributes: JsonObject])[];
  readonly traits?: readonly (readonly [profile: number, traits: JsonObject])[];
}

/** Writes a story into a workspace of its own and gives back what finds members in it. */
async function tell({ events = [], entities = [], traits = [] }: Story, timezone = 'UTC') {
  workspace++;
  const own = workspace;
  const insert = async (table: string, rows: readonly object[]): Promise<void> => {
    if (rows.length > 0) await stores.clickhouse.insert(table, Buffer.from(rows.map((row) => JSON.stringify({ workspace: own, ...row })).join('\n')));
  };
  await insert(
    'event_feed',
    events.map(([profile, at, name, properties = {}], index) => ({
      event: name,
      origin_id: profile,
      profile_id: profile,
      ts: time(at),
      type: name === '$group' ? 'group' : 'track',
      group_id: properties['group'] ?? '',
      message_id: String(index),
      properties: flatRow(flatten(properties)),
    })),
  );
  await insert(
    'entity',
    entities.map(([kind, key, at, attributes]) => ({ kind, key, ts: time(at), attributes: flatRow(flatten(attributes)) })),
  );
  const known = new Map([...events.map(([profile]) => [profile, {}] as const), ...traits]);
  await insert(
    'profile',
    [...known].map(([id, values]) => ({ profile_id: id, merged_into: 0, traits: flatRow(flatten(values)) })),
  );
  return async (rule: RuleJson, at: string): Promise<readonly number[]> => {
    const parsed = parseRule(rule, { tags: new Map(), segments: new Map() });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
    const context = { workspace: own, timezone, at: Date.parse(at), now: true, hasAliases: false, tags: new Map(), segments: new Map() };
    const { sql, params } = compileMembers(parsed.rule, context);
    const rows = await stores.clickhouse.query<{ profile_id: number }>(sql, params);
    return rows.map(({ profile_id }) => profile_id).sort((a, b) => a - b);
  };
}

const now = '2026-06-01T00:00:00Z';

describe('elements', () => {
  it('are counted when nothing of them is known', async () => {
    const find = await tell({
      events: [
        [1, now, 'A', { products: [{}, { sku: null }, {}] }],
        [2, now, 'A', { products: [] }],
        [3, now, 'A', { products: { sku: 'x' } }],
      ],
    });
    expect(await find({ did: 'A', each: 'products', count: { op: 'eq', value: 3 } }, now)).toEqual([1]);
    expect(await find({ did: 'A', where: { element: 'products[]', where: { prop: 'sku', op: 'missing' } } }, now)).toEqual([1]);
    expect(await find({ did: 'A', each: 'products', where: { not: { prop: 'sku', op: 'eq', value: 'y' } }, count: { op: 'gte', value: 1 } }, now)).toEqual([1]);
  });
  it('must meet all conditions in one of them, where separate conditions need not', async () => {
    const lines = [
      { sku: 'a', price: 1 },
      { sku: 'b', price: 9 },
    ];
    const find = await tell({
      events: [
        [1, now, 'A', { products: lines }],
        [2, now, 'A', { products: [{ sku: 'a', price: 9 }] }],
      ],
    });
    const sku = { op: 'eq' as const, value: 'a' };
    const price = { op: 'gt' as const, value: 5 };
    const apart = {
      all: [
        { prop: 'products[].sku', ...sku },
        { prop: 'products[].price', ...price },
      ],
    };
    const together = {
      element: 'products[]',
      where: {
        all: [
          { prop: 'sku', ...sku },
          { prop: 'price', ...price },
        ],
      },
    };
    expect(await find({ did: 'A', where: apart }, now)).toEqual([1, 2]);
    expect(await find({ did: 'A', where: together }, now)).toEqual([2]);
  });
  it('see the catalogue as it was at the event, to the millisecond, and its first version before that', async () => {
    const find = await tell({
      entities: [
        ['product', 'p', '2026-02-01T00:00:00.000Z', { brand: 'old' }],
        ['product', 'p', '2026-03-01T00:00:00.000Z', { brand: 'new' }],
      ],
      events: [
        [1, '2026-01-01T00:00:00.000Z', 'A', { products: [{ sku: 'p' }] }],
        [2, '2026-02-28T23:59:59.999Z', 'A', { products: [{ product_id: 'p' }] }],
        [3, '2026-03-01T00:00:00.000Z', 'A', { products: [{ sku: 'unknown', product_id: 'p' }] }],
        [4, '2026-04-01T00:00:00.000Z', 'A', { products: [{ sku: 'unknown' }] }],
      ],
    });
    const of = (brand: string): RuleJson => ({ did: 'A', each: 'products', where: { prop: 'product.brand', op: 'eq', value: brand } });
    expect(await find(of('old'), now)).toEqual([1, 2]);
    expect(await find(of('new'), now)).toEqual([3]);
  });
});

describe('a sequence', () => {
  it('wants each step strictly later, though steps of one millisecond stand between', async () => {
    const find = await tell({
      events: [
        [1, '2026-01-01T00:00:00.000Z', 'A'],
        [1, '2026-01-01T00:00:00.000Z', 'B'],
        [2, '2026-01-01T00:00:00.000Z', 'A'],
        [2, '2026-01-02T00:00:00.000Z', 'A'],
        [2, '2026-01-02T00:00:00.000Z', 'B'],
        [3, '2026-01-01T00:00:00.000Z', 'B'],
        [3, '2026-01-01T00:00:00.001Z', 'A'],
      ],
    });
    expect(await find({ sequence: [{ event: 'A' }, { event: 'B' }] }, now)).toEqual([2]);
    expect(await find({ sequence: [{ event: 'A' }, { event: 'A' }] }, now)).toEqual([2]);
    expect(await find({ sequence: [{ event: 'A' }, { event: 'B' }], within: { n: 1, unit: 'day' } }, now)).toEqual([2]);
    expect(await find({ sequence: [{ event: 'A' }, { event: 'B' }], within: { n: 23, unit: 'hour' } }, now)).toEqual([]);
  });
  it('counts months by the calendar, where clocks skip an hour forward', async () => {
    // One month after 8 February, 02:30 in New York is 8 March, 03:30, because 02:30 is skipped.
    const [first, last] = ['2026-02-08T07:30:00.000Z', '2026-03-08T07:30:00.000Z'];
    const find = await tell(
      {
        events: [
          [1, first, 'A'],
          [1, last, 'B'],
          [2, first, 'A'],
          [2, '2026-03-08T07:30:00.001Z', 'B'],
        ],
      },
      'America/New_York',
    );
    expect(await find({ sequence: [{ event: 'A' }, { event: 'B' }], within: { n: 1, unit: 'month' } }, now)).toEqual([1]);
  });
});

describe('days that come back', () => {
  it('are told by the clocks of the workspace', async () => {
    const people = {
      traits: [
        [1, { birthday: '1990-06-02' }],
        [2, { birthday: '1990-06-01T18:00:00Z' }],
        [3, { birthday: '2001-02-29' }],
        [4, { birthday: '1912-06-02' }],
      ],
    } as const;
    const find = await tell(people, 'Asia/Shanghai');
    // 23:30 in Shanghai on 1 June, and half an hour later.
    expect(await find({ anniversary: 'birthday', next: 0, unit: 'day' }, '2026-06-01T15:30:00Z')).toEqual([]);
    expect(await find({ anniversary: 'birthday', next: 0, unit: 'day' }, '2026-06-01T16:00:00Z')).toEqual([1, 2, 4]);
    expect(await find({ anniversary: 'birthday', next: 366, unit: 'day' }, now)).toEqual([1, 2, 4]);
  });
});

describe('an account', () => {
  it('has the events of all its members together, and its own attributes', async () => {
    const find = await tell({
      entities: [['account', 'acme', '2026-01-01T00:00:00Z', { plan: 'gold', seats: 40 }]],
      events: [
        [1, '2026-01-01T00:00:00Z', '$group', { group: 'acme' }],
        [2, '2026-01-02T00:00:00Z', '$group', { group: 'acme' }],
        [3, '2026-01-02T00:00:00Z', '$group', { group: 'globex' }],
        [1, '2026-02-01T00:00:00Z', 'Login'],
        [2, '2026-02-02T00:00:00Z', 'Login'],
        [3, '2026-02-02T00:00:00Z', 'Login'],
        [4, '2026-02-02T00:00:00Z', 'Login'],
      ],
    });
    expect(await find({ account: { did: 'Login', count: { op: 'eq', value: 2 } } }, now)).toEqual([1, 2]);
    expect(await find({ account: { all: [{ trait: 'seats', op: 'gte', value: 40 }, { not: { did: 'Upgrade' } }] } }, now)).toEqual([1, 2]);
    expect(await find({ account: { not: { trait: 'plan', op: 'eq', value: 'gold' } } }, now)).toEqual([3]);
    expect(await find({ account: { all: [] } }, '2026-01-01T12:00:00Z')).toEqual([1]);
  });
});
