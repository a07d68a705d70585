import type { FastifyInstance, FastifyRequest } from 'fastify';
import { defaultKinds } from '#clean';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifySlice } from '#identify';
import { type JsonObject, systemClock, workspaceId } from '#kernel';
import { createHttpShell, type Postgres } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { registerProfileRoutes } from '../routes.ts';
import { EventLines } from '../event-lines.ts';
import { writeProfiles } from '../write.ts';
import { openProfileReader } from './reader.ts';

let stores: TestStores;
let app: FastifyInstance;
const statements: string[] = [];

/** Notes what is asked, to show that look-ups share queries. */
const noting = (pg: Postgres): Postgres => ({
  ...pg,
  query: (sql, values) => {
    statements.push(sql);
    return pg.query(sql, values);
  },
});

let position = 0;
async function send(workspace: number, ...messages: readonly JsonObject[]): Promise<readonly number[]> {
  position += 1;
  const events = messages.map((message, index) =>
    cleanMessage({ event: 'Order Completed', messageId: `m${position}-${index}`, ...message }, { workspace, position }, index),
  );
  const identity = await stores.pg.transaction(async (tx) => {
    const identified = await identifySlice(tx, events, position);
    await writeProfiles(tx, events, identified, Date.UTC(2026, 10, 21));
    return identified;
  });
  const lines = new EventLines();
  for (const event of events) lines.add(event);
  lines.stamp(identity.homeOf, identity.profileOf);
  await stores.clickhouse.insert('event_feed', lines.bytes());
  return identity.profileOf;
}

beforeAll(async () => {
  stores = await openTestStores();
  app = await createHttpShell();
  const caller = (workspace: number): FastifyRequest['caller'] => ({
    workspace: workspaceId(workspace),
    timezone: 'Asia/Shanghai',
    defaultRegion: 'CN',
    name: 'test',
    scopes: ['read'],
    isInstanceAdmin: false,
    operator: null,
    seesPersonalData: true,
  });
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = caller(Number(request.headers['x-workspace'] ?? 1));
    done();
  });
  const pg = noting(stores.pg);
  const sourceName = (id: number): string | undefined => (id === 1 ? 'web' : undefined);
  const results = {
    tagsOf: async (_workspace: number, ids: readonly number[]) => new Map(ids.map((id) => [id, { tier: 'gold', spent: 12.5 }])),
    segmentsOf: async (_workspace: number, ids: readonly number[]) => new Map(ids.map((id) => [id, ['vip']])),
  };
  const reader = openProfileReader({ pg, clickhouse: stores.clickhouse, sourceName, clock: systemClock(), results });
  registerProfileRoutes(app, { pg, clickhouse: stores.clickhouse, reader, sourceName, kinds: { of: () => defaultKinds } });
});
afterAll(async () => {
  await app.close();
  await stores.close();
});

const get = async (path: string, workspace = 1) => {
  const answer = await app.inject({ url: `/api/v1/profiles/${path}`, headers: { 'x-workspace': String(workspace) } });
  return { status: answer.statusCode, body: answer.json() };
};
const messageIds = (page: { readonly items: readonly { readonly messageId: string }[] }): readonly string[] => page.items.map(({ messageId }) => messageId);

describe('a profile', () => {
  it('is found by an identifier as people write it, with all that is known', async () => {
    const traits = { email: 'Ada@Example.com', address: { city: '上海', floor: 3 }, isMember: true, likes: ['tea', 2] };
    const [id] = await send(
      1,
      { type: 'identify', userId: 'ada', traits, timestamp: '2026-03-01T10:00:00Z' },
      { userId: 'ada', timestamp: '2026-03-02T10:00:00Z' },
      { userId: 'ada', timestamp: '2026-02-02T10:00:00Z' },
    );
    const { status, body } = await get(`lookup?kind=email&value=${encodeURIComponent(' ADA@example.com')}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      identifiers: expect.arrayContaining([
        { kind: 'email', value: 'ada@example.com', firstSeen: '2026-03-01T10:00:00.000Z', lastSeen: '2026-03-01T10:00:00.000Z', source: 'web' },
        { kind: 'user_id', value: 'ada', firstSeen: '2026-02-02T10:00:00.000Z', lastSeen: '2026-03-02T10:00:00.000Z', source: 'web' },
      ]),
      traits,
      tags: { tier: 'gold', spent: 12.5 },
      segments: ['vip'],
      consents: [],
      createdAt: '2026-02-02T10:00:00.000Z',
      updatedAt: expect.any(String),
      eventCount: 2,
      firstSeenAt: '2026-02-02T10:00:00.000Z',
      lastSeenAt: '2026-03-02T10:00:00.000Z',
    });
    expect((await get(String(id))).body).toEqual(body);
  });

  it('is not found by what identifies nobody, by a stranger, or in another workspace', async () => {
    expect((await get('lookup?kind=phone&value=138****1234')).body).toMatchObject({ status: 404, errors: [{ code: 'DQ_IDENTIFIES_NOBODY' }] });
    expect((await get('lookup?kind=email&value=nobody@example.com')).status).toBe(404);
    expect((await get('lookup?kind=email&value=ada@example.com', 2)).status).toBe(404);
    expect((await get('999999')).status).toBe(404);
    expect((await get('1', 2)).status).toBe(404);
    expect((await get('0')).status).toBe(400);
  });

  it('that was merged away answers with its survivor, whose events are those of both', async () => {
    const [visitor = 0, customer = 0] = await send(1, { anonymousId: 'v1', event: 'Product Viewed' }, { userId: 'bea' });
    await send(1, { anonymousId: 'v1', userId: 'bea', event: 'Signed In' });
    const survivor = await get(String(customer));
    expect(survivor.body).toMatchObject({ id: visitor, mergedFrom: customer, eventCount: 3 });
    expect((await get(String(visitor))).body).not.toHaveProperty('mergedFrom');
    const { body } = await get(`${customer}/identity`);
    expect(body.merges).toMatchObject([{ into: visitor, from: customer, cause: 'event', undoneAt: null }]);
    expect(body.edges).toMatchObject([{ kind: 'together', source: 'web' }]);
  });

  it('shows the links that were not followed', async () => {
    const [first, second] = await send(1, { anonymousId: 'shared', userId: 'c1' }, { userId: 'c2' });
    await send(1, { anonymousId: 'shared', userId: 'c2' });
    const { body } = await get(`${first}/identity`);
    expect(body.conflicts).toMatchObject([{ kind: 'user_id', kept: second, other: first }]);
    expect(body.merges).toEqual([]);
  });

  it('without events has none', async () => {
    const [id] = await send(1, { type: 'identify', userId: 'quiet' });
    expect((await get(String(id))).body).toMatchObject({ eventCount: 0, traits: {} });
  });
});

describe('the timeline', () => {
  it('goes from the newest back, page by page, and misses and repeats nothing within one millisecond', async () => {
    const same = { userId: 'dan', timestamp: '2026-05-01T00:00:00.123Z' };
    const [id] = await send(
      1,
      ...Array.from({ length: 5 }, () => same),
      { userId: 'dan', timestamp: '2026-05-02T00:00:00Z' },
      { userId: 'dan', timestamp: '2025-12-31T23:59:59Z' },
    );
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`${id}/events?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...messageIds(body));
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(seen).toEqual([5, 4, 3, 2, 1, 0, 6].map((index) => `m${position}-${index}`));
  });

  it('shows one event name when asked, and properties and context with their types', async () => {
    const [id] = await send(
      1,
      { userId: 'eve', event: 'A', properties: { n: 1, s: '1', list: [{ x: true }] }, context: { page: { path: '/p' } } },
      { userId: 'eve', event: 'B' },
    );
    const { body } = await get(`${id}/events?event=A`);
    expect(body).toMatchObject({
      next: null,
      items: [{ event: 'A', type: 'track', source: 'web', properties: { n: 1, s: '1', list: [{ x: true }] }, context: { page: { path: '/p' } } }],
    });
    expect(body.items).toHaveLength(1);
  });

  it('refuses a cursor that it did not give', async () => {
    expect((await get('1/events?cursor=abc')).body.errors).toMatchObject([{ path: '/query/cursor', code: 'DQ_CURSOR' }]);
  });
});

it('reads many profiles that are asked for together with one statement for identities and one for traits', async () => {
  const ids = await send(1, ...Array.from({ length: 40 }, (_, index) => ({ userId: `many-${index}` })));
  statements.length = 0;
  const answers = await Promise.all(ids.map((_, index) => get(`lookup?kind=user_id&value=many-${index}`)));
  expect(answers.map(({ body }) => body.id)).toEqual(ids);
  expect(statements.length).toBeLessThan(10);
});
