import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '#kernel';
import type { ClickHouse, Postgres } from '#platform';
import { type IdentityWorld, openIdentityWorld } from '../../testing/identity-world.ts';

let world: IdentityWorld;
let clickhouse: ClickHouse;
let pg: Postgres;
beforeAll(async () => {
  world = await openIdentityWorld();
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
const trait = (userId: string, traits: JsonObject): JsonObject => said(userId, { type: 'identify', traits });
async function tell(...all: readonly JsonObject[]): Promise<void> {
  await world.send(all);
  await world.work();
}
const text = async (id: number): Promise<string> => (await world.ask('GET', `/profiles/${id}`)).text;
const history = async (id: number): Promise<JsonObject> => (await world.ask('GET', `/profiles/${id}/identity`)).body;
const idOf = (userId: string): Promise<number> => world.idOf('user_id', userId);
const first = (list: unknown): JsonObject => {
  const [one]: readonly unknown[] = Array.isArray(list) ? list : [];
  if (!isJsonObject(one)) throw new Error('the list is empty');
  return one;
};

describe('a merge by hand', () => {
  it('lets the lowest id survive, keeps who did it and why, and everything leads to the survivor', async () => {
    await tell(trait('h1', { city: 'Beijing' }), trait('h2', { city: 'Shanghai', age: 3 }), said('h2'));
    const [one, two] = [await idOf('h1'), await idOf('h2')];
    const answer = await world.ask('POST', '/identity/merge', { into: two, from: one, reason: 'same card' }, 'Li');
    expect(answer).toMatchObject({ status: 200, body: { mergeId: expect.any(Number) } });
    await world.work();
    expect((await world.ask('GET', `/profiles/${two}`)).body).toMatchObject({ id: one, mergedFrom: two, eventCount: 1, traits: { city: 'Shanghai', age: 3 } });
    expect((await history(two))['merges']).toMatchObject([
      { into: one, from: two, homes: [two, one], cause: 'api', author: 'Li', reason: 'same card', undoneAt: null, link: null, isExact: true },
    ]);
    expect(await clickhouse.query(`SELECT DISTINCT profile_id AS id FROM event WHERE origin_id IN (${one}, ${two})`)).toEqual([{ id: one }]);
  });

  it('of nobody, of one profile with itself, of somebody in another workspace is refused and changes nothing', async () => {
    await tell(said('f1'), said('f2'));
    const [one, two] = [await idOf('f1'), await idOf('f2')];
    const code = async (payload: object, as?: string) => {
      const { status, body } = await world.ask('POST', '/identity/merge', payload, as);
      return [status, body['code']];
    };
    expect(await code({ into: one, from: 999_999 })).toEqual([404, 'DQ_NOT_FOUND']);
    expect(await code({ into: one, from: one })).toEqual([409, 'DQ_SAME_PROFILE']);
    expect(await code({ into: one, from: two }, 'Li@2')).toEqual([404, 'DQ_NOT_FOUND']);
    expect(await code({ into: one })).toEqual([400, 'DQ_INVALID']);
    expect(await idOf('f2')).toBe(two);
  });

  it('comes twice, by two at once: one is told that they are one already', async () => {
    await tell(said('t1'), said('t2'), said('t3'));
    const [one, two, three] = [await idOf('t1'), await idOf('t2'), await idOf('t3')];
    const answers = await Promise.all([
      world.ask('POST', '/identity/merge', { into: one, from: two }),
      world.ask('POST', '/identity/merge', { into: two, from: one }),
      world.ask('POST', '/identity/merge', { into: two, from: three }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409]);
    await world.work();
    expect([await idOf('t2'), await idOf('t3')]).toEqual([one, one]);
    expect(await pg.query('SELECT count(*)::int AS n FROM identify.merge WHERE a_home = ANY($1) OR b_home = ANY($1)', [[one, two, three]])).toEqual([{ n: 2 }]);
  });
});

describe('an unmerge', () => {
  it('of a merge that a message made gives both back, what came since by its own identifiers', async () => {
    await tell(
      trait('w1', { a: 1, both: 'one' }),
      said('w1', { anonymousId: 'wa1' }),
      said(undefined, { anonymousId: 'wb', context: { traits: { b: 2, both: 'b' } } }),
    );
    const [one, other] = [await idOf('w1'), await world.idOf('anonymous_id', 'wb')];
    const before = [await text(one), await text(other)];
    await tell(said('w1', { anonymousId: 'wb' }));
    expect(await world.idOf('anonymous_id', 'wb')).toBe(one);
    const mergeId = first((await history(one))['merges'])['id'];
    const { status, body } = await world.ask('POST', '/identity/unmerge', { mergeId, reason: 'shared tablet' }, 'Wang');
    await world.work();
    expect([status, body['isExact']]).toEqual([200, true]);
    expect(await text(other)).toBe(before[1]);
    // The message that joined them was said by w1, and is the only thing that is new.
    const mine = (await world.ask('GET', `/profiles/${one}`)).body;
    expect(mine).toEqual({ ...JSON.parse(before[0] ?? ''), eventCount: 2 });
    expect(first((await history(other))['merges'])).toMatchObject({ undoneBy: 'Wang', undoReason: 'shared tablet', undoneAt: expect.any(String) });
    expect(await world.ask('POST', '/identity/unmerge', { mergeId })).toMatchObject({ status: 409, body: { code: 'DQ_ALREADY_UNDONE' } });
    expect(await world.ask('POST', '/identity/unmerge', { mergeId }, 'Li@2')).toMatchObject({ status: 404, body: { code: 'DQ_NOT_FOUND' } });
  });

  it('is remembered: messages do not join the two again, an alias does and lifts it', async () => {
    await tell(said('r1'), said(undefined, { anonymousId: 'rb' }), said('r1', { anonymousId: 'rb' }));
    const one = await idOf('r1');
    await world.unmerge(Number(first((await history(one))['merges'])['id']));
    await tell(said('r1', { anonymousId: 'rb' }), said(undefined, { anonymousId: 'rb' }));
    const other = await world.idOf('anonymous_id', 'rb');
    expect(other).not.toBe(one);
    expect((await history(one))['conflicts']).toMatchObject([{ cause: 'separated', kept: one, other, a: { value: 'r1' }, b: { value: 'rb' } }]);
    expect((await history(other))['separations']).toMatchObject([{ profiles: [one, other] }]);
    await tell(said('r1', { type: 'alias', previousId: 'rb' }));
    expect(await world.idOf('anonymous_id', 'rb')).toBe(one);
    expect((await history(one))['separations']).toMatchObject([{ homes: [one, other], profiles: [one, one] }]);
  });

  it('of two that were made and merged in one slice gives the one that never had a mirror row one', async () => {
    await tell(trait('s1', { a: 1 }), said(undefined, { anonymousId: 'sb', context: { traits: { b: 2 } } }), said('s1', { anonymousId: 'sb' }));
    const one = await idOf('s1');
    await world.unmerge(Number(first((await history(one))['merges'])['id']));
    await world.work();
    const other = await world.idOf('anonymous_id', 'sb');
    expect((await world.ask('GET', `/profiles/${other}`)).body).toMatchObject({ id: other, traits: { b: 2 }, eventCount: 1 });
    expect((await world.ask('GET', `/profiles/${one}`)).body['traits']).toEqual({ a: 1 });
    expect(
      await clickhouse.query(`SELECT profile_id AS id, merged_into AS into, kinds FROM profile WHERE profile_id IN (${one}, ${other}) ORDER BY id`),
    ).toEqual([
      { id: one, into: 0, kinds: ['user_id'] },
      { id: other, into: 0, kinds: ['anonymous_id'] },
    ]);
  });

  it('gives each its consents back: the grant that was said for one does not stay beside the other’s refusal', async () => {
    const consent = (marketing: boolean): JsonObject => ({ context: { consent: { categoryPreferences: { marketing } } } });
    await tell(said('c1', consent(true)), said('c2', { ...consent(false), timestamp: '2026-11-19T09:00:00Z' }));
    const [one, two] = [await idOf('c1'), await idOf('c2')];
    const standing = async (id: number) => (await world.ask('GET', `/profiles/${id}`)).body['consents'];
    const merge = await world.merge(one, two);
    await world.work();
    expect(await standing(one)).toMatchObject([{ state: 'refused' }]);
    await tell(said('c1', { ...consent(true), timestamp: '2026-11-19T10:00:00Z' }));
    await tell(said('c1', { ...consent(false), timestamp: '2026-11-19T11:00:00Z' }), said('c1', { ...consent(true), timestamp: '2026-11-19T12:00:00Z' }));
    expect(await standing(one)).toMatchObject([{ state: 'granted' }]);
    await world.unmerge(merge);
    await world.work();
    expect(await standing(one)).toMatchObject([{ state: 'granted', proof: expect.any(String) }]);
    expect(await standing(two)).toMatchObject([{ state: 'refused', reason: 'own' }]);
    expect(
      await clickhouse.query(
        `SELECT origin_id AS origin, profile_id AS profile, count() AS n FROM consent_change WHERE origin_id IN (${one}, ${two}) GROUP BY ALL ORDER BY origin`,
      ),
    ).toEqual([
      { origin: one, profile: one, n: 3 },
      { origin: two, profile: two, n: 1 },
    ]);
  });
});

describe('a worker that dies between the commit and ClickHouse', () => {
  it.each(['UPDATE event ', 'UPDATE trait_change', 'UPDATE profile ', 'UPDATE consent_change', 'DELETE FROM consent_change'])(
    'at %s is followed by one that ends in the same state',
    async (victim) => {
      const name = victim.replaceAll(/\W/g, '').toLowerCase();
      await tell(trait(`${name}1`, { a: 1 }), trait(`${name}2`, { b: 1 }), said(`${name}2`, { context: { consent: { categoryPreferences: { x: false } } } }));
      const [one, two] = [await idOf(`${name}1`), await idOf(`${name}2`)];
      const before = [await text(one), await text(two)];
      const merge = await world.merge(one, two);
      await world.work();
      await tell(said(`${name}1`, { timestamp: '2026-11-19T10:00:00Z', context: { consent: { categoryPreferences: { x: true } } } }));
      await world.unmerge(merge);
      let deaths = 0;
      const mortal = {
        ...clickhouse,
        command: async (...args: Parameters<typeof clickhouse.command>): Promise<void> => {
          if (args[0].trimStart().startsWith(victim) && deaths++ < 1) throw new Error('the process died');
          await clickhouse.command(...args);
        },
      };
      await world.work({ clickhouse: mortal });
      expect(deaths).toBeGreaterThan(0);
      expect(await text(two)).toBe(before[1]);
      const after = JSON.parse(await text(one));
      expect({ ...after, consents: [] }).toEqual({ ...JSON.parse(before[0] ?? ''), eventCount: 1, lastSeenAt: '2026-11-19T10:00:00.000Z' });
    },
  );
});

it('while events flow, all are there once, under their own homes, and merges by hand arrive in their turn', async () => {
  const names = [0, 1, 2, 3];
  await tell(...names.map((n) => trait(`e${n}`, { n })));
  const ids = await Promise.all(names.map((n) => idOf(`e${n}`)));
  const flow = async (): Promise<void> => {
    for (let round = 0; round < 20; round++) await world.send(names.map((n) => said(`e${n}`, { context: { traits: { round } } })));
  };
  const steer = async (): Promise<void> => {
    for (let round = 0; round < 6; round++) {
      const merges = [await world.merge(ids[0] ?? 0, ids[1] ?? 0), await world.merge(ids[1] ?? 0, ids[2] ?? 0)];
      await world.unmerge(merges[round % 2] ?? 0);
      await world.unmerge(merges[(round + 1) % 2] ?? 0);
    }
    await world.merge(ids[2] ?? 0, ids[3] ?? 0);
  };
  const running = world.live.pipeline.start();
  await Promise.all([flow(), steer()]);
  await running.stop();
  await world.work();
  for (const table of ['event', 'event_timeline', 'event_time', 'trait_change']) {
    const rows = await clickhouse.query(
      `SELECT origin_id AS origin, profile_id AS profile, uniqExact((log_position, log_index)) AS n FROM ${table} WHERE origin_id IN (${ids.join()}) GROUP BY ALL ORDER BY origin`,
    );
    expect(rows).toEqual(names.map((n) => ({ origin: ids[n], profile: ids[n === 3 ? 2 : n], n: 21 })));
  }
  const views = await Promise.all(names.map(async (n) => (await world.ask('GET', `/profiles/${ids[n]}`)).body));
  expect(views.map((view) => [view['id'], view['eventCount'], view['traits']])).toEqual(
    names.map((n) => [ids[n === 3 ? 2 : n], n < 2 ? 20 : 40, { n: n < 2 ? n : expect.any(Number), round: 19 }]),
  );
});
