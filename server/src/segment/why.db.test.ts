import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';

const now = '2026-12-01T12:00:00+08:00';
let test: Definitions;

beforeAll(async () => {
  test = await openDefinitions(now);
  await test.addProfiles({ 1: { city: '上海' }, 2: { city: '杭州' }, 3: {} });
  await test.stores.pg.query(
    `INSERT INTO identify.profile (id, workspace, root_id, created_at) SELECT id, $1, CASE id WHEN 9 THEN 1 ELSE id END, now() FROM unnest('{1,2,3,9}'::bigint[]) AS id`,
    [test.workspace],
  );
  const trait = {
    workspace: test.workspace,
    trait: 'city',
    origin_id: 1,
    profile_id: 1,
    ts: '2026-05-01 00:00:00.000',
    trust: 1,
    value: '上海',
    message_id: 't1',
    source: 'crm',
  };
  await test.stores.clickhouse.insert('trait_change', Buffer.from(JSON.stringify(trait)));
  await test.addEvents([
    { profile: 1, at: '2026-11-24T10:00:00+08:00' },
    { profile: 9, at: '2026-11-27T10:00:00+08:00' },
    { profile: 1, at: '2026-11-30T10:00:00+08:00' },
    { profile: 2, at: '2026-11-20T10:00:00+08:00' },
    { profile: 2, at: '2026-11-28T10:00:00+08:00' },
  ]);
  // Profile 9 was merged into 1, and the events say so.
  for (const table of ['event', 'event_timeline']) await test.stores.clickhouse.command(`UPDATE ${table} SET profile_id = 1 WHERE origin_id = 9`);
  const rule = {
    all: [
      { did: 'Order Completed', count: { op: 'gte', value: 3 }, window: { last: 30, unit: 'day' } },
      { trait: 'city', op: 'in', value: ['上海', '杭州'] },
    ],
  };
  await test.call('POST', '/segments', { key: 'regulars', rule });
  await test.settle();
});
afterAll(() => test.close());

it('proves a membership down to the events and the source of a trait, and foretells its end', async () => {
  const { status, body } = await test.call('GET', '/segments/regulars/why?profile=1');
  expect(status).toBe(200);
  expect(body).toMatchObject({ segment: 'regulars', profile: 1, mergedFrom: null, holds: true });
  const [orders, city] = body.proof.parts;
  expect(orders).toMatchObject({ path: '/all/0', kind: 'did', holds: true, actual: 3, needed: { op: 'gte', value: 3 }, missing: null });
  expect(orders.sentence.zh).toBe('过去 30 天内完成订单至少 3 次');
  expect(orders.events).toHaveLength(3);
  expect(orders.events[0]).toMatchObject({ event: 'Order Completed', at: '2026-11-30T02:00:00.000Z', messageId: expect.stringMatching(/^m\d+$/) });
  expect(city).toMatchObject({ holds: true, actual: '上海', origin: { value: '上海', source: 'crm', messageId: 't1', at: '2026-05-01T00:00:00.000Z' } });
  // The third newest order leaves the window 30 days after it.
  expect(body.proof.turns.at).toBe('2026-12-24T02:00:00.000Z');
  expect(body.proof.turns.because.zh).toBe('2026-11-24 10:00 的“Order Completed”移出时间窗口');
});

it('says what is missing, and until when it would do', async () => {
  const { body } = await test.call('GET', '/segments/regulars/why?profile=2');
  expect(body).toMatchObject({ holds: false, isMember: false });
  expect(body.proof.missing).toEqual({ zh: '2 个条件中有 1 个不满足', en: '1 of 2 conditions does not hold' });
  expect(body.proof.parts[0].missing).toEqual({
    zh: '已有 2 次，还差 1 次（须在 2026-12-20 10:00 之前）',
    en: '2 of 3; 1 more before 2026-12-20 10:00 would do',
  });
  expect(body.proof.turns).toBeNull();
  const unknown = await test.call('GET', '/segments/regulars/why?profile=3&limit=1');
  expect(unknown.body.proof.parts[1].missing.zh).toBe('没有值，要求是“上海”、“杭州”之一');
});

it('answers for a merged profile with the one it became, and as of a moment', async () => {
  const { body } = await test.call('GET', '/segments/regulars/why?profile=9&at=2026-11-28');
  expect(body).toMatchObject({ profile: 1, mergedFrom: 9, holds: false, at: '2026-11-27T16:00:00.000Z' });
  expect(body.proof.parts[0].actual).toBe(2);
});

it('knows no profile and no segment that does not exist', async () => {
  expect((await test.call('GET', '/segments/regulars/why?profile=77')).status).toBe(404);
  expect((await test.call('GET', '/segments/none/why?profile=1')).status).toBe(404);
  expect((await test.call('GET', '/segments/regulars/why')).status).toBe(400);
});
