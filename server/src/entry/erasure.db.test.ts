import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { type ErasureWorld, openErasureWorld } from '../../testing/erasure-world.ts';

let world: ErasureWorld;
let clickhouse: ClickHouse;
let pg: Postgres;
beforeAll(async () => {
  world = await openErasureWorld();
  ({ clickhouse, pg } = world.live.pipeline.stores);
});
afterAll(() => world.close());

let messages = 0;
const said = (userId: string | undefined, more: JsonObject = {}): JsonObject => ({
  type: 'track',
  event: 'Seen',
  messageId: `m${String(++messages).padStart(4, '0')}`,
  timestamp: '2026-11-19T08:00:00Z',
  ...(userId === undefined ? {} : { userId }),
  ...more,
});
async function tell(...all: readonly JsonObject[]): Promise<void> {
  await world.send(all);
  await world.work();
}
const status = async (path: string): Promise<number> => (await world.ask('GET', path)).status;
const text = async (id: number): Promise<string> => (await world.ask('GET', `/profiles/${id}`)).text;
const idOf = (userId: string): Promise<number> => world.idOf('user_id', userId);
const tables = ['event', 'event_timeline', 'event_time', 'event_activity', 'trait_change', 'consent_change'];
const rowsOf = async (origin: number): Promise<number> => {
  let rows = 0;
  for (const table of tables) {
    const [row] = await clickhouse.query<{ n: number }>(`SELECT count() AS n FROM ${table} WHERE origin_id = {origin:UInt64}`, { origin });
    rows += row?.n ?? 0;
  }
  return rows;
};

describe('a person', () => {
  it('is forgotten whole: nobody finds them, nothing is left of them, and the answer says what went', async () => {
    await tell(
      said('w1', { type: 'identify', traits: { email: 'w1@x.cn', city: 'Beijing' }, anonymousId: 'wa1' }),
      said('w1', { context: { consent: { categoryPreferences: { marketing: true } } } }),
      said('w2'),
    );
    const [one, other] = [await idOf('w1'), await text(await idOf('w2'))];
    expect(await rowsOf(one)).toBeGreaterThan(0);
    const answer = await world.erase({ kind: 'email', value: 'W1@x.cn' });
    expect(answer).toMatchObject({ state: 'scrubbing', scope: 'profile', profiles: [one], author: 'test', error: null });
    expect(answer['removed']).toEqual(
      expect.arrayContaining([
        { store: 'clickhouse', what: 'events', count: 2 },
        { store: 'postgres', what: 'identifiers', count: 3 },
        { store: 'postgres', what: 'consents', count: 1 },
      ]),
    );
    expect([await status(`/profiles/${one}`), await status('/profiles/lookup?kind=email&value=w1@x.cn'), await rowsOf(one)]).toEqual([404, 404, 0]);
    expect(await pg.query('SELECT count(*)::int AS n FROM identify.edge WHERE b_value = $1', ['w1@x.cn'])).toEqual([{ n: 0 }]);
    expect(await text(await idOf('w2'))).toBe(other);
    expect(await clickhouse.query('SELECT profile_id FROM profile WHERE profile_id = {one:UInt64}', { one })).toEqual([]);
  });

  it('goes from the log too, whatever SDK sent it; others of the same request stay', async () => {
    const item = (id: string, track: number): JsonObject => ({
      type: 'profile_set',
      distinct_id: id,
      time: Date.parse('2026-11-19T08:00:00Z'),
      _track_id: track,
      properties: { email: `${id}@x.cn` },
    });
    const items = [item('sensors-goes', 1), item('sensors-stays', 2)];
    const body = Buffer.from(`data_list=${encodeURIComponent(Buffer.from(JSON.stringify(items)).toString('base64'))}`);
    const { log } = world.live.pipeline;
    const position = log.head();
    await world.live.pipeline.send(items, { protocol: 'sensors', call: 'sa', body });
    await world.work();
    await world.erase({ kind: 'user_id', value: 'sensors-goes' });
    const record = log.at(position);
    expect(record).toMatchObject({ protocol: 'segment', call: 'batch', events: 2 });
    const kept = Buffer.from(record?.body ?? []).toString();
    expect([kept.includes('sensors-goes'), kept.includes('sensors-stays@x.cn')]).toEqual([false, true]);
    expect(await status('/profiles/lookup?kind=email&value=sensors-stays@x.cn')).toBe(200);
  });

  it('who comes back is somebody new', async () => {
    await tell(said('b1', { type: 'identify', traits: { email: 'b1@x.cn', city: 'Beijing' } }));
    const before = await idOf('b1');
    await world.erase({ profile: before });
    await tell(said('b1'));
    const after = await idOf('b1');
    expect(after).toBeGreaterThan(before);
    expect((await world.ask('GET', `/profiles/${after}`)).body).toMatchObject({ traits: {}, eventCount: 1, identifiers: [{ kind: 'user_id', value: 'b1' }] });
  });

  it('of another workspace, or nobody, cannot be asked for', async () => {
    await tell(said('f1'));
    const payload = { profile: await idOf('f1'), scope: 'profile', reason: 'x' };
    expect((await world.ask('POST', '/erasures', payload, 'Li@2')).status).toBe(404);
    expect((await world.ask('POST', '/erasures', { ...payload, profile: 999_999 })).status).toBe(404);
    expect((await world.ask('POST', '/erasures', { profile: 1, reason: 'x' })).status).toBe(400);
  });

  it('may leave events behind, under a profile of nobody, without what tells who it was', async () => {
    const order = { order_id: 'o1', revenue: 12.5, email: 'k1@x.cn', remark: 'call 13800138001', products: [{ sku: 's1', receiver_name: 'Li' }] };
    await tell(
      said('k1', { type: 'identify', traits: { email: 'k1@x.cn' } }),
      said('k1', { event: 'Order Completed', properties: order, context: { ip: '1.2.3.4', page: { url: 'https://x.cn/?me=k1', path: '/pay' } } }),
    );
    const answer = await world.erase({ kind: 'user_id', value: 'k1', keepAnonymousEvents: true });
    const nobody = Number(answer['anonymousProfile']);
    expect((await world.ask('GET', `/profiles/${nobody}`)).body).toMatchObject({ identifiers: [], traits: {}, eventCount: 1 });
    const events = await world.ask('GET', `/profiles/${nobody}/events`);
    expect(events.body).toMatchObject({ items: [{ event: 'Order Completed', properties: { order_id: 'o1', revenue: 12.5, products: [{ sku: 's1' }] } }] });
    for (const said of ['k1@x.cn', '13800138001', '1.2.3.4', 'me=k1', 'Li']) expect(events.text).not.toContain(said);
    expect(await clickhouse.query('SELECT revenue, page_path, ip, identifiers FROM event WHERE origin_id = {nobody:UInt64}', { nobody })).toEqual([
      { revenue: 12.5, page_path: '/pay', ip: '', identifiers: [] },
    ]);
  });
});
