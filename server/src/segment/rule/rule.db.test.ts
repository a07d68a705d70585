import type { FieldScope, RuleProofView, RuleRead, RuleValues, RuleVocabulary } from '@danqing/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../../testing/definitions.ts';
import { registerRuleRoutes } from './routes.ts';

let world: Definitions;
beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  registerRuleRoutes(world.app, {
    ...world.base,
    classOf: () => (scope: FieldScope, path: string) => (scope === 'trait' && path === 'email' ? 'email' : undefined),
  });
  await world.addProfiles({
    1: { city: 'Shanghai', email: 'a@example.com', likes: ['tea', 'silk'] },
    2: { city: 'Shanghai', email: 'b@example.com', likes: ['tea'] },
    3: { city: 'Beijing' },
  });
  await world.stores.pg.query(
    `INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, $1, id, now() FROM unnest('{1,2,3}'::bigint[]) AS id`,
    [world.workspace],
  );
  const lines = (...categories: readonly string[]) => ({ products: categories.map((category) => ({ category })), channel: 'app' });
  await world.addEvents([
    { profile: 1, at: '2026-05-30T00:00:00Z', properties: lines('women', 'women', 'shoes') },
    { profile: 2, at: '2026-04-01T00:00:00Z', properties: lines('women') },
    { profile: 3, at: '2026-05-31T00:00:00Z', event: 'Order Refunded', properties: lines('hats') },
  ]);
  await world.call('POST', '/tags', { key: 'level', definition: { trait: 'city' } });
  await world.settle();
});
afterAll(() => world.close());

const valuesOf = async (query: string): Promise<readonly string[]> => {
  const { status, body } = await world.call('GET', `/rules/values?${query}`);
  expect(status).toBe(200);
  const { items }: RuleValues = body;
  return items.map(({ value, count }) => `${value} ${count}`);
};

it('lists the values of traits, tags and properties, the most frequent first', async () => {
  expect(await valuesOf('of=trait&path=city')).toEqual(['Shanghai 2', 'Beijing 1']);
  expect(await valuesOf('of=trait&path=likes')).toEqual(['tea 2', 'silk 1']);
  expect(await valuesOf('of=tag&path=level')).toEqual(['Shanghai 2', 'Beijing 1']);
  expect(await valuesOf('of=property&path=products[].category&event=Order%20Completed')).toEqual(['women 2', 'shoes 1']);
  expect(await valuesOf('of=property&path=products[].category&event=*')).toEqual(['women 2', 'hats 1', 'shoes 1']);
});

it('finds values that contain what was typed, whatever the case', async () => {
  expect(await valuesOf('of=trait&path=city&search=BEI')).toEqual(['Beijing 1']);
  expect(await valuesOf('of=property&path=products[].category&event=*&search=o')).toEqual(['women 2', 'shoes 1']);
});

it('never lists what names people, and nothing for names that cannot be read', async () => {
  const { body } = await world.call('GET', '/rules/values?of=trait&path=email');
  expect(body).toEqual({ items: [], looked: 0, isPersonal: true });
  expect(await valuesOf('of=tag&path=nothing')).toEqual([]);
  expect(await valuesOf('of=property&path=a..b&event=*')).toEqual([]);
});

it('reads a rule in either spelling, and says where it cannot', async () => {
  const { body } = await world.call('POST', '/rules/read', { text: 'did "Order Completed" in last 30 days' });
  const read: RuleRead = body;
  expect(read.rule).toEqual({ did: 'Order Completed', window: { last: 30, unit: 'day' } });
  expect(read.sentence.zh).toContain('完成过订单');
  const wrong = await world.call('POST', '/rules/read', { rule: { all: [{ tag: 'lefel', op: 'eq', value: 'x' }] } });
  expect(wrong.status).toBe(400);
  expect(wrong.body.errors).toMatchObject([{ path: '/rule/all/0/tag', code: 'DQ_RULE_UNKNOWN_TAG', suggestion: 'level' }]);
});

it('proves a rule that nobody has kept', async () => {
  const rule = { trait: 'city', op: 'eq', value: 'Shanghai' };
  const ask = async (profile: number): Promise<RuleProofView> => (await world.call('POST', '/rules/why', { rule, profile })).body;
  expect(await ask(1)).toMatchObject({ holds: true, proof: { kind: 'trait', actual: 'Shanghai' } });
  expect(await ask(3)).toMatchObject({ holds: false, proof: { actual: 'Beijing' } });
});

it('names everything that a rule may name', async () => {
  const { body } = await world.call('GET', '/rules/vocabulary');
  const vocabulary: RuleVocabulary = body;
  expect(vocabulary.tags).toMatchObject([{ key: 'level', type: 'text', fields: [] }]);
  expect(vocabulary.metrics.find(({ key }) => key === 'net_sales')).toMatchObject({ zh: '净销售额', unit: 'money' });
  expect(vocabulary.holidays.some(({ key }) => key === 'spring_festival')).toBe(true);
  expect(vocabulary.context.find(({ path }) => path === '$utm.source')).toMatchObject({ zh: '广告来源' });
  expect(vocabulary.events.map(({ name }) => name)).not.toContain('Webinar Attended');
  expect(vocabulary.usual.events.find(({ key }) => key === 'Webinar Attended')).toMatchObject({ zh: '参加直播', en: 'Webinar Attended' });
  expect(vocabulary.usual.properties.find(({ key }) => key === 'products[].brand')).toMatchObject({ zh: '商品的品牌' });
});
