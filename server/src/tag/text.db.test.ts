import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let test: Definitions;
beforeAll(async () => {
  test = await openDefinitions('2026-12-01T12:00:00+08:00');
  await test.addProfiles({ 1: {}, 2: {} });
  await test.addEvents([{ profile: 1, at: '2026-11-30T10:00:00+08:00' }]);
});
afterAll(() => test.close());

it('keeps a tag that was typed as text, shows its text and sentence, and changes it by text', async () => {
  const text = 'when did "Order Completed" then "buyer"\nelse "nobody"';
  const { status, body } = await test.call('POST', '/tags', { key: 'level', text });
  expect(status).toBe(201);
  expect(body).toMatchObject({ text, definition: { cases: [{ rule: { did: 'Order Completed' }, value: 'buyer' }], else: 'nobody' } });
  expect(body.sentence.zh).toBe('依次判断：完成过订单，则为“buyer”；否则为“nobody”。');
  await test.settle();
  expect((await test.call('GET', '/tags/level/distribution')).body.values).toContainEqual({ value: 'buyer', count: 1 });
  const changed = await test.call('PUT', '/tags/level', { text: 'when did "Order Completed" at least 2 times then "buyer"' });
  expect(changed.body.definition).toEqual({ cases: [{ rule: { did: 'Order Completed', count: { op: 'gte', value: 2 } }, value: 'buyer' }] });
  expect((await test.call('GET', '/tags')).body.items[0].text).toBe('when did "Order Completed" at least 2 times then "buyer"');
});

it('refuses a text that cannot be read, and both at once or neither', async () => {
  const slip = await test.call('POST', '/tags', { key: 'slip', text: 'when did "A" than "x"' });
  expect(slip).toMatchObject({ status: 400, body: { code: 'DQ_RULE_TEXT', errors: [{ suggestion: 'then' }] } });
  expect((await test.call('POST', '/tags', { key: 'both', text: 'manual', definition: { manual: true } })).status).toBe(400);
  expect((await test.call('POST', '/tags', { key: 'none' })).body.errors).toMatchObject([{ path: '/definition' }]);
});
