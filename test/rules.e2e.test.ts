/** The rule language over HTTP, sentence by sentence of its contract: who is found was worked out by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, sendAll } from './collecting.ts';
import { pipelineState, untilDrained } from './pipeline-state.ts';
import { type Product, startProduct } from './product.ts';
import { lookupProfile } from './profiles.ts';
import { momentStories } from './rules/moments.ts';
import { foundIn, noon, peopleOf, preview, type Story, tell, traits } from './rules/people.ts';
import { valueStories } from './rules/values.ts';

const buyers: Story = {
  name: 'buyers',
  people: { ann: [traits({ city: 'Shanghai' })], bob: [traits({ city: 'Beijing' })], cem: [] },
  questions: [],
};
const stories = [...valueStories, ...momentStories, buyers];

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  await tell(product, stories);
});
afterAll(() => product.stop());

describe.each(stories.filter(({ questions }) => questions.length > 0))('of $name', (story) => {
  let people: ReadonlyMap<number, string>;
  beforeAll(async () => {
    people = await peopleOf(product, story);
  });

  it.each(story.questions.map(([rule, found, at = noon]) => ({ text: JSON.stringify(rule), rule, found, at })))(
    '$text finds "$found"',
    async ({ rule, found, at }) => {
      expect(await foundIn(product, story, people, rule, at)).toBe(found);
    },
  );
});

/** A request with its status, where `product.api` would throw. */
async function ask(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${product.adminKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const buyersAre = async (rule: object): Promise<string> => foundIn(product, buyers, await peopleOf(product, buyers), rule);
const idOf = async (person: string): Promise<number> => (await lookupProfile(product, 'user_id', `buyers/${person}`)).id;

/** Until what has arrived is in live definitions too. */
async function untilLive(): Promise<void> {
  for (;;) {
    await untilDrained(product, { everyMs: 50 });
    const state: unknown = await pipelineState(product);
    if (JSON.stringify(state).includes('"live":{"pending":0}')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a preview', () => {
  it('answers in the shape of the contract; its total does not depend on the moment', async () => {
    const now = await product.api('POST', '/segments/preview', { rule: { did: 'Sold' } });
    expect(now).toMatchObject({
      count: 6,
      sentence: { zh: expect.any(String), en: expect.any(String) },
      sample: expect.any(Array),
      elapsedMs: expect.any(Number),
      sql: expect.any(String),
      dependencies: { events: ['Sold'] },
      warnings: [],
    });
    const [everyone, before] = [await preview(product, { all: [] }), await preview(product, { all: [] }, '1999-01-01')];
    expect({ count: before.count, total: before.total }).toEqual({ count: everyone.total, total: everyone.total });
    expect((await preview(product, { any: [] })).count).toBe(0);
  });

  it('warns of names that no data has brought, with the nearest that exists, and of none that has just arrived', async () => {
    expect(await product.api('POST', '/segments/preview', { rule: { did: 'Sold', where: { prop: 'revenu', op: 'gt', value: 1 } } })).toMatchObject({
      warnings: [{ path: '/rule/where/prop', suggestion: 'revenue' }],
    });
    await sendAll(product, [{ messageId: 'brand-new', type: 'track', event: 'Brand New', userId: 'buyers/cem' }]);
    await untilDrained(product, { everyMs: 50 });
    expect(await product.api('POST', '/segments/preview', { rule: { did: 'Brand New' } })).toMatchObject({ count: 1, warnings: [] });
  });

  it('warns of the same names when a rule is kept, and keeps it', async () => {
    const rule = { all: [{ did: 'Sold', where: { prop: 'revenu', op: 'gt', value: 1 } }] };
    const warnings = [{ path: '/rule/all/0/where/prop', suggestion: 'revenue' }];
    expect(await ask('POST', '/segments', { key: 'warned', rule })).toMatchObject({ status: 201, body: { key: 'warned', warnings } });
    expect(await ask('PUT', '/segments/warned', { name: 'Warned' })).toMatchObject({ status: 200, body: { warnings: [] } });
    expect(await ask('PUT', '/segments/warned', { rule })).toMatchObject({ status: 200, body: { warnings } });
    expect(await ask('POST', '/tags', { key: 'warned', definition: { rule } })).toMatchObject({
      status: 201,
      body: { warnings: [{ path: '/definition/rule/all/0/where/prop', suggestion: 'revenue' }] },
    });
    expect(await ask('PUT', '/tags/warned', { definition: { rule: { did: 'Sold' } } })).toMatchObject({ status: 200, body: { warnings: [] } });
    await Promise.all([ask('DELETE', '/segments/warned'), ask('DELETE', '/tags/warned')]);
  });

  it('names all faults of a rule at once, each with its JSON Pointer', async () => {
    const rule = { all: [{ trait: 'a', op: 'eqq', value: 1 }, { did: 'A', window: { last: 3, unit: 'dayz' } }, { segment: 'nobody' }, { foo: 1 }] };
    expect(await ask('POST', '/segments/preview', { rule })).toMatchObject({
      status: 400,
      body: {
        code: 'DQ_INVALID',
        errors: [
          { path: '/rule/all/0/op', suggestion: 'eq' },
          { path: '/rule/all/1/window/unit', suggestion: 'day' },
          { path: '/rule/all/2/segment' },
          { path: '/rule/all/3' },
        ],
      },
    });
  });

  it('samples the same people each time, and of n exactly n', async () => {
    const [tenth, again, fifth] = await Promise.all([10, 10, 50].map((percent) => preview(product, { sample: { percent, seed: 'spring' } })));
    expect(again?.sample).toEqual(tenth?.sample);
    expect(fifth?.sample).toEqual(expect.arrayContaining([...(tenth?.sample ?? [])]));
    expect((await preview(product, { sample: { n: 7, seed: 'spring' } })).count).toBe(7);
  });
});

describe('consents, lists, accounts and the catalogue', () => {
  it('count as soon as they are recorded', async () => {
    const consent = (person: string, rest: object) => ({ identifier: { kind: 'user_id', value: `buyers/${person}` }, purpose: 'marketing', ...rest });
    await product.api('POST', '/consents', {
      consents: [
        consent('ann', { state: 'granted', at: '2025-11-01T00:00:00Z' }),
        consent('ann', { state: 'refused', channel: 'email', at: '2025-11-02T00:00:00Z' }),
        consent('bob', { state: 'granted', channel: 'sms', at: '2025-11-01T00:00:00Z' }),
      ],
    });
    expect(await buyersAre({ consent: 'marketing' })).toBe('ann');
    expect(await buyersAre({ consent: 'marketing', channel: 'email' })).toBe('');
    expect(await buyersAre({ consent: 'marketing', channel: 'sms' })).toBe('ann bob');
    await product.api('POST', '/lists', { key: 'guests', kind: 'user_id', values: ['buyers/bob', 'nobody'] });
    expect(await buyersAre({ list: 'guests' })).toBe('bob');
  });

  it('join what members of an account did with what the account is, and products with their brand', async () => {
    const said = [
      { type: 'group', userId: 'buyers/ann', groupId: 'acme', traits: { industry: 'retail' }, timestamp: '2025-01-01T00:00:00Z' },
      { type: 'group', userId: 'buyers/bob', groupId: 'acme', timestamp: '2025-01-01T00:00:00Z' },
      { type: 'track', userId: 'buyers/bob', event: 'Order Completed', properties: { products: [{ sku: 'cup', price: 5, quantity: 3 }] } },
    ];
    await sendAll(
      product,
      said.map((one, index) => ({ ...one, messageId: `acme-${index}` })),
    );
    await untilDrained(product, { everyMs: 50 });
    expect(await buyersAre({ account: { all: [{ trait: 'industry', op: 'eq', value: 'retail' }, { did: 'Order Completed' }] } })).toBe('ann bob');
    await product.api('PUT', '/entities/product/cup', { attributes: { brand: 'Clay' } });
    await untilDrained(product, { everyMs: 50 });
    const clay = { prop: 'product.brand', op: 'eq', value: 'Clay' };
    expect(await buyersAre({ did: 'Order Completed', each: 'products', where: clay, sum: 'amount', op: 'eq', value: 15 })).toBe('bob');
  });
});

describe('a segment', () => {
  const rule = { all: [{ trait: 'story', op: 'eq', value: 'buyers' }, { did: 'Bought' }] };

  it('is made once, follows its people, tells who came, and why', async () => {
    expect((await ask('POST', '/segments', { key: 'bought', name: 'Bought', rule, refresh: 'live' })).status).toBe(201);
    expect((await ask('POST', '/segments', { key: 'bought', name: 'Bought', rule, refresh: 'live' })).status).toBe(409);
    await untilLive();
    await sendAll(product, [{ messageId: 'bought-1', type: 'track', event: 'Bought', userId: 'buyers/ann' }]);
    await untilLive();
    const ann = await idOf('ann');
    expect(await product.api('GET', '/segments/bought')).toMatchObject({ state: 'ready', count: 1, computedAt: expect.any(String) });
    expect(await product.api('GET', '/segments/bought/members')).toEqual({ items: [ann], next: null });
    expect(await product.api('GET', '/segments/bought/changes')).toMatchObject({ items: [{ profile: ann, change: 'entered', at: expect.any(String) }] });
    expect(await product.api('GET', '/segments/bought/changes?since=2099-01-01')).toMatchObject({ items: [] });
    expect(JSON.stringify(await product.api('GET', `/segments/bought/why?profile=${ann}`))).toContain('bought-1');
    expect(await product.api('GET', `/profiles/${ann}`)).toMatchObject({ segments: ['bought'] });
  });

  it('can be part of others, never of itself, and stays while others need it', async () => {
    expect(await buyersAre({ not: { segment: 'bought' } })).toBe('bob cem');
    expect((await ask('POST', '/segments', { key: 'rest', name: 'Rest', rule: { not: { segment: 'bought' } }, refresh: 'manual' })).status).toBe(201);
    expect(await ask('PUT', '/segments/bought', { rule: { segment: 'rest' } })).toMatchObject({ status: 400, body: { errors: [{ code: 'DQ_RULE_CYCLE' }] } });
    expect((await ask('DELETE', '/segments/bought')).status).toBe(409);
    expect((await ask('GET', '/segments/nothing/members')).status).toBe(404);
  });
});

describe('the rest', () => {
  it('tags give each person a value, which rules read', async () => {
    const cases = [{ rule: { trait: 'city', op: 'eq', value: 'Shanghai' }, value: 'near' }];
    await product.api('POST', '/tags', { key: 'reach', name: 'Reach', category: 'x', definition: { cases, else: 'far' }, refresh: 'live' });
    await untilLive();
    expect(await product.api('GET', `/profiles/${await idOf('ann')}`)).toMatchObject({ tags: { reach: 'near' } });
    expect(await buyersAre({ tag: 'reach', op: 'eq', value: 'far' })).toBe('bob cem');
    expect(await buyersAre({ tag: 'reach', op: 'gt', value: 'far' })).toBe('ann');
  });

  it('what is parked can be run again by a request without a body, and every event stays accounted for', async () => {
    expect((await collect(product, '/v1/track', { messageId: 'lost', type: 'track', event: 'Nobody' })).status).toBe(200);
    const before = await untilDrained(product, { everyMs: 50, atLeast: 1 });
    expect(before.parked).toBe(1);
    expect((await ask('POST', '/quarantine/replay')).status).toBe(202);
    const { accepted, passed, dropped, parked, lag } = await untilDrained(product);
    expect(accepted).toBe(passed + dropped + parked + lag);
  });

  it('danqing tells of a rule that is wrong, or not there, and ends with 1 or 2', async () => {
    const missing = await product.danqing('segment', 'preview', '/no/such/rule.json');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('/no/such/rule.json cannot be read')]);
    expect((await product.danqing('profile', 'user_id:nobody', '--json')).code).toBe(1);
  });
});
