import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workOnErasures } from '#govern';
import { isJsonObject, type JsonObject } from '#kernel';
import { readPipelineState } from '#pipeline';
import { type ErasureWorld, openErasureWorld } from '../../testing/erasure-world.ts';
import { mortalClickhouse, mortalPostgres } from '../../testing/live/mortal.ts';
import { erasureParticipants } from './erasure.ts';

let world: ErasureWorld;
beforeAll(async () => {
  world = await openErasureWorld();
});
afterAll(() => world.close());

let messages = 0;
const said = (userId: string, more: JsonObject = {}): JsonObject => ({
  type: 'track',
  event: 'Seen',
  messageId: `c${++messages}`,
  timestamp: '2026-11-19T08:00:00Z',
  userId,
  ...more,
});
const countOf = (answer: JsonObject, what: string): number => {
  const removed: readonly unknown[] = Array.isArray(answer['removed']) ? answer['removed'] : [];
  const line = removed.find((one) => isJsonObject(one) && one['what'] === what);
  return isJsonObject(line) ? Number(line['count']) : 0;
};
const flowNow = () => {
  const { stores, log, deps } = world.live.pipeline;
  return readPipelineState({ pg: stores.pg, log, sources: deps.sources });
};

it.each([true, false])('a worker that dies at one statement after the other comes to the same end (the last one reaches the engine: %s)', async (isHeard) => {
  const { pipeline, call } = world.live;
  const { pg, clickhouse } = pipeline.stores;
  const [user, other] = [`die${String(isHeard)}`, `stay${String(isHeard)}`];
  if (isHeard) await call('POST', '/segments', { key: 'seen', name: 'Seen', rule: { did: 'Seen' }, refresh: 'live' });
  await world.send([
    said(user, { type: 'identify', traits: { email: `${user}@x.cn` }, anonymousId: `a${user}` }),
    said(user, { context: { consent: { categoryPreferences: { marketing: true } } } }),
    said(other, { anonymousId: `a${user}` }),
  ]);
  await world.send([{ ...said(user), event: ' ' }]);
  await world.work();
  await world.follow();
  const id = await world.idOf('user_id', user);
  const twin = (await world.ask('GET', `/profiles/${await world.idOf('user_id', other)}`)).body;
  const erasure = await world.request({ profile: id });
  const stateOf = async (): Promise<unknown> => (await world.ask('GET', `/erasures/${erasure}`)).body['state'];
  let lives = 0;
  for (let left = 1; left < 60 && (await stateOf()) !== 'scrubbing'; left++) {
    const fate = { left, isHeard };
    const stores = { pg: mortalPostgres(pg, fate), clickhouse: mortalClickhouse(clickhouse, fate) };
    const participants = erasureParticipants({
      ...pipeline.deps,
      ...stores,
      changes: world.live.deps.changes,
      ledger: join(pipeline.folder, 'erasures.jsonl'),
    });
    const running = pipeline.start({ ...stores, tombstones: world.deps.tombstones });
    for (let look = 0; look < 30 && fate.left > 0; look++) {
      pipeline.clock.advance(1000);
      await workOnErasures({ ...world.deps, pg: stores.pg, participants }).catch(() => undefined);
      await world.follow();
    }
    await running.stop();
    lives++;
  }
  await world.carryOut();
  expect(lives).toBeGreaterThan(10);
  const answer = (await world.ask('GET', `/erasures/${erasure}`)).body;
  expect(answer).toMatchObject({ state: 'scrubbing', profiles: [id] });
  expect([countOf(answer, 'events'), countOf(answer, 'identifiers'), countOf(answer, 'consents'), countOf(answer, 'messages in quarantine')]).toEqual([
    2, 3, 1, 1,
  ]);
  for (const table of ['event', 'event_timeline', 'event_time', 'trait_change', 'consent_change'])
    expect({ table, rows: await clickhouse.query(`SELECT 1 FROM ${table} WHERE origin_id = {id:UInt64}`, { id }) }).toEqual({ table, rows: [] });
  expect((await world.ask('GET', `/profiles/${await world.idOf('user_id', other)}`)).body).toEqual(twin);
  expect(await flowNow()).toMatchObject({ parked: 0, lag: 0, dropped: isHeard ? 1 : 2 });
});

it('while events flow, everything that came before is erased and everything after is somebody new, once each', async () => {
  const names = ['f0', 'f1', 'f2'];
  const rounds = 40;
  await world.send(names.map((name) => said(name)));
  await world.work();
  const [id = 0] = await Promise.all(names.map((name) => world.idOf('user_id', name)));
  const running = world.live.pipeline.start({ tombstones: world.deps.tombstones });
  const erasures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await world.send(names.map((name) => said(name)));
    if (round === 10) erasures.push(await world.request({ profile: id }));
    if (round > 10) await workOnErasures(world.deps);
  }
  await running.stop();
  await world.carryOut();
  const answer = (await world.ask('GET', `/erasures/${String(erasures[0])}`)).body;
  const sent = rounds + 1;
  expect(await world.idOf('user_id', 'f0')).toBeGreaterThan(id);
  const left = (await world.ask('GET', '/profiles/lookup?kind=user_id&value=f0')).body;
  expect(countOf(answer, 'events') + Number(left['eventCount'])).toBe(sent);
  expect(countOf(answer, 'events')).toBeGreaterThanOrEqual(12);
  for (const name of ['f1', 'f2']) expect((await world.ask('GET', `/profiles/lookup?kind=user_id&value=${name}`)).body).toMatchObject({ eventCount: sent });
  const flow = await flowNow();
  expect(flow.accepted).toBe(flow.passed + flow.dropped + flow.parked);
});
