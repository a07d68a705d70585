import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import type { FastifyInstance } from 'fastify';
import { createHttpShell } from '#platform';
import { openProfileReader, registerSearchRoutes } from '#profile';
import { workspaceId } from '#kernel';
import { openTestPipeline, type TestPipeline } from '../pipeline/testing.ts';

let world: TestPipeline;
let app: FastifyInstance;

const person = (userId: string, traits: object): object => ({ type: 'identify', messageId: userId, userId, traits });

beforeAll(async () => {
  world = await openTestPipeline();
  const { pg, clickhouse } = world.stores;
  const reader = openProfileReader({ pg, clickhouse, sourceName: () => 'web', clock: world.clock });
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(Number(request.headers['x-workspace'] ?? 1)),
      timezone: 'Asia/Shanghai',
      defaultRegion: 'CN',
      name: 'test',
      scopes: ['read'],
      isInstanceAdmin: false,
      operator: null,
      seesPersonalData: request.headers['x-masked'] === undefined,
    };
    done();
  });
  registerSearchRoutes(app, {
    pg,
    clickhouse,
    reader,
    kinds: { of: () => defaultKinds },
    isPersonalKind: (_workspace, kind) => kind === 'phone' || kind === 'email',
  });
  const pipeline = world.start();
  await world.send([
    person('u-1', { name: '张伟', phone: '13800138000', email: 'Zhang.Wei@Example.com' }),
    person('u-2', { name: '章薇', phone: '13800138001' }),
    person('u-3', { nickname: 'Big Lin', firstName: 'Lin' }),
    person('u-4', { 姓名: '单雄信' }),
    person('138', { name: 'One three eight', company: '武汉青山贸易有限公司' }),
    { type: 'track', messageId: 'o-1', userId: 'u-2', event: 'Order Completed', properties: { order_id: 'SO-20260101-77', revenue: 5 } },
  ]);
  await world.settled();
  await pipeline.stop();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function search(q: string, workspace = 1, headers: Record<string, string> = {}): Promise<readonly { readonly user: string; readonly because: object }[]> {
  const answer = await app.inject({ url: `/api/v1/profiles/search?${new URLSearchParams({ q })}`, headers: { 'x-workspace': String(workspace), ...headers } });
  expect(answer.statusCode).toBe(200);
  return answer.json().items.map(({ profile, because }: { profile: { identifiers: { kind: string; value: string }[] }; because: object }) => ({
    user: profile.identifiers.find(({ kind }) => kind === 'user_id')?.value ?? '',
    because,
  }));
}
const users = async (q: string, workspace?: number): Promise<readonly string[]> => (await search(q, workspace)).map(({ user }) => user).sort();

describe('searching customers', () => {
  it('finds by an identifier of any kind, however it is written', async () => {
    expect(await search('138 0013 8000')).toEqual([{ user: 'u-1', because: { by: 'identifier', kind: 'phone' } }]);
    expect(await users('+86-13800138000')).toEqual(['u-1']);
    expect(await users('ZHANG.WEI@example.com')).toEqual(['u-1']);
    expect(await users('user_id:u-2')).toEqual(['u-2']);
    expect(await users('u-3')).toEqual(['u-3']);
    expect((await search('138'))[0]).toEqual({ user: '138', because: { by: 'identifier', kind: 'user_id' } });
  });

  it('finds by a name or a part of one, in whatever field it stands', async () => {
    expect(await search('张')).toEqual([{ user: 'u-1', because: { by: 'name' } }]);
    expect(await users('big l')).toEqual(['u-3']);
    expect(await users('LIN')).toEqual(['u-3']);
    expect(await users('雄信')).toEqual(['u-4']);
  });

  it('finds Chinese names by their sound', async () => {
    expect(await users('zhangwei')).toEqual(['u-1', 'u-2']);
    expect(await users('zw')).toEqual(['u-1', 'u-2']);
    expect(await users('shanxiong')).toEqual(['u-4']);
  });

  it('finds by an order’s number and by the company', async () => {
    expect(await search('SO-20260101-77')).toEqual([{ user: 'u-2', because: { by: 'order' } }]);
    expect(await search('青山贸易')).toEqual([{ user: '138', because: { by: 'company' } }]);
  });

  it('finds by the last four digits and by a word of an address, in full-width letters too', async () => {
    expect((await search('8001'))[0]).toEqual({ user: 'u-2', because: { by: 'part', kind: 'phone' } });
    expect(await search('zhang')).toContainEqual({ user: 'u-1', because: { by: 'sound' } });
    expect(await search('wei@example.com')).toEqual([{ user: 'u-1', because: { by: 'part', kind: 'email' } }]);
    expect(await users('１３８００１３８０００')).toEqual(['u-1']);
  });

  it('does not draw out letter by letter what whoever asks sees masked', async () => {
    expect(await users('1380013')).toEqual(['u-1', 'u-2']);
    expect(await search('1380013', 1, { 'x-masked': '1' })).toEqual([]);
    expect(await search('ei@example', 1, { 'x-masked': '1' })).toEqual([]);
    expect(await search('8001', 1, { 'x-masked': '1' })).toEqual([{ user: 'u-2', because: { by: 'part', kind: 'phone' } }]);
    expect(await search('wei@example.com', 1, { 'x-masked': '1' })).toEqual([{ user: 'u-1', because: { by: 'part', kind: 'email' } }]);
  });

  it('finds nobody of another workspace, and nobody where nobody is', async () => {
    expect(await users('张', 2)).toEqual([]);
    for (const text of ['13800138000', '8001', 'wei@example.com', 'SO-20260101-77', '青山']) expect(await users(text, 2)).toEqual([]);
    expect(await users('%')).toEqual([]);
    expect(await users("' OR 1=1 --")).toEqual([]);
  });
});
