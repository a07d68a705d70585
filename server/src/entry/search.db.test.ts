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
      seesPersonalData: true,
    };
    done();
  });
  registerSearchRoutes(app, { pg, clickhouse, reader, kinds: { of: () => defaultKinds } });
  const pipeline = world.start();
  await world.send([
    person('u-1', { name: '张伟', phone: '13800138000', email: 'Zhang.Wei@Example.com' }),
    person('u-2', { name: '章薇', phone: '13800138001' }),
    person('u-3', { nickname: 'Big Lin', firstName: 'Lin' }),
    person('u-4', { 姓名: '单雄信' }),
    person('138', { name: 'One three eight' }),
  ]);
  await world.settled();
  await pipeline.stop();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function search(q: string, workspace = 1): Promise<readonly { readonly user: string; readonly because: object }[]> {
  const answer = await app.inject({ url: `/api/v1/profiles/search?${new URLSearchParams({ q })}`, headers: { 'x-workspace': String(workspace) } });
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

  it('finds nobody of another workspace, and nobody where nobody is', async () => {
    expect(await users('张', 2)).toEqual([]);
    expect(await users('13800138000', 2)).toEqual([]);
    expect(await users('%')).toEqual([]);
    expect(await users("' OR 1=1 --")).toEqual([]);
  });
});
