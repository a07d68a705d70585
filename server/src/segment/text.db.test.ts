import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

let test: Definitions;
beforeAll(async () => {
  test = await openDefinitions('2026-03-31T12:00:00+08:00');
  await test.addProfiles({ 1: { city: '上海' }, 2: { city: '上海' }, 3: {} });
  await test.addEvents([{ profile: 1, at: '2026-03-30T12:00:00+08:00' }]);
});
afterAll(() => test.close());

const rule = {
  all: [
    { did: 'Order Completed', window: { last: 30, unit: 'day' } },
    { trait: 'city', op: 'eq', value: '上海' },
  ],
};
const text = 'did "Order Completed" in last 30 days and trait city = "上海"';

it('previews a rule that was typed as text as it does its JSON, and answers with both', async () => {
  const typed = await test.call('POST', '/segments/preview', { text: ` ${text} # buyers` });
  expect(typed.status).toBe(200);
  expect(typed.body).toMatchObject({ count: 1, sample: [1], rule, text });
  const sent = await test.call('POST', '/segments/preview', { rule });
  expect(sent.body).toMatchObject({ count: 1, text });
});

it('keeps a segment that was typed as text, and changes it', async () => {
  expect((await test.call('POST', '/segments', { key: 'typed', text })).body).toMatchObject({ rule, text });
  const changed = await test.call('PUT', '/segments/typed', { text: 'not trait city exists' });
  expect(changed.body).toMatchObject({ rule: { not: { trait: 'city', op: 'exists' } }, text: 'not trait city exists' });
  expect((await test.call('GET', '/segments/typed')).body).toMatchObject({ text: 'not trait city exists' });
});

it('says at which line and column a text is wrong, in its words and in its names', async () => {
  const slip = await test.call('POST', '/segments/preview', { text: 'did "Order Completed"\nand trait city == "上海"' });
  expect(slip).toMatchObject({ status: 400, body: { code: 'DQ_RULE_TEXT', errors: [{ path: '/text' }] } });
  expect(slip.body.errors[0].message).toContain('line 2, column 17');
  const name = await test.call('POST', '/segments/preview', { text: 'trait city exists\nand segment nobody' });
  expect(name.body.errors).toMatchObject([{ path: '/text', code: 'DQ_RULE_UNKNOWN_SEGMENT' }]);
  expect(name.body.errors[0].message).toContain('line 2, column 5: there is no segment "nobody"');
});

it('wants exactly one of rule and text', async () => {
  expect((await test.call('POST', '/segments/preview', {})).body.errors).toMatchObject([{ path: '/rule', code: 'DQ_REQUIRED' }]);
  expect((await test.call('POST', '/segments/preview', { rule, text })).body.errors).toMatchObject([{ path: '/text', code: 'DQ_NOT_ALLOWED' }]);
});

it('says names in sentences and keys in texts; where two share a name, the key stands with it', async () => {
  await test.call('POST', '/segments', { key: 'big', name: '大客户', rule });
  const inside = { rule: { segment: 'big' } };
  const said = async () => (await test.call('POST', '/segments/preview', inside)).body;
  expect(await said()).toMatchObject({ text: 'segment big', sentence: { zh: '属于人群“大客户”的人。', en: 'People who are in segment “大客户”.' } });
  await test.call('POST', '/segments', { key: 'bigger', name: '大客户', rule });
  expect((await said()).sentence.zh).toBe('属于人群“大客户 (big)”的人。');
  await test.call('PUT', '/segments/big', { name: 'Big spenders' });
  expect((await said()).sentence.en).toBe('People who are in segment “Big spenders”.');
});
