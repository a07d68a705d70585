import { roleCapabilities } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestStores } from '../../testing/stores.ts';
import { routeScopes as scopes } from './route-scopes.ts';
import { addressOf, type Method, openWholeApi, type WholeApi } from './testing.ts';

const adminKey = 'admin-key-of-the-routes-test';

let stores: TestStores;
let app: FastifyInstance;
let whole: WholeApi;
const registered: string[] = [];
const capabilityOf = new Map<string, string | undefined>();
const keys = new Map<string, string>();

beforeAll(async () => {
  whole = await openWholeApi(adminKey);
  ({ app, stores } = whole);
  for (const { method, path, capability } of whole.routes) {
    if (!path.startsWith('/api/v1')) continue;
    registered.push(`${method} ${path}`);
    capabilityOf.set(`${method} ${path}`, capability);
  }
  await call('POST', '/api/v1/workspaces', adminKey, { key: 'other', name: 'Other' });
  for (const workspace of ['default', 'other']) {
    for (const scope of ['read', 'write', 'admin']) {
      const made = await call('POST', '/api/v1/keys', adminKey, { name: scope, scopes: [scope] }, { 'x-workspace': workspace });
      keys.set(`${workspace} ${scope}`, made.json().secret);
    }
  }
});
afterAll(() => whole.close());

const call = (method: Method, url: string, key?: string, payload?: object, headers: Record<string, string> = {}) =>
  app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });

const isMethod = (text: string): text is Method => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(text);

const request = (route: string): { readonly method: Method; readonly url: string } => {
  const [method = '', path = ''] = route.split(' ');
  if (!isMethod(method)) throw new Error(`${method} is not in the table`);
  return { method, url: addressOf(path) };
};

describe('every route under /api/v1', () => {
  it('stands in the table of scopes', () => {
    expect([...new Set(registered)].sort()).toEqual(Object.keys(scopes).sort());
    expect(registered.length).toBeGreaterThan(30);
  });

  it('names the capability that an operator needs, one that some role has', () => {
    const held: readonly string[] = ['self', ...Object.values(roleCapabilities).flat()];
    expect(registered.filter((route) => !held.includes(capabilityOf.get(route) ?? 'nothing'))).toEqual([]);
  });

  it.each(Object.keys(scopes))('%s answers nobody without a key, or with a wrong one', async (route) => {
    const { method, url } = request(route);
    for (const key of [undefined, 'wrong', `c${'a'.repeat(24)}`]) {
      const answer = await call(method, url, key, method === 'GET' || method === 'DELETE' ? undefined : {});
      expect([answer.statusCode, answer.json().code]).toEqual([401, 'DQ_UNAUTHORISED']);
    }
  });

  it.each(Object.entries(scopes))('%s lets in a key with the scope %s and none that lacks it', async (route, needed) => {
    const { method, url } = request(route);
    for (const scope of ['read', 'write', 'admin']) {
      const mayPass = scope === needed || scope === 'admin';
      const answer = await call(method, url, keys.get(`default ${scope}`), method === 'GET' || method === 'DELETE' ? undefined : {});
      const isRefused = answer.statusCode === 401 || (answer.statusCode === 403 && answer.json().code === 'DQ_FORBIDDEN');
      expect({ scope, isRefused: isRefused && !isWorkspaceMaking(route) }).toEqual({ scope, isRefused: !mayPass && !isWorkspaceMaking(route) });
      expect(answer.statusCode).toBeLessThan(500);
    }
  });

  it.each(Object.keys(scopes))('%s refuses a key of another workspace', async (route) => {
    const { method, url } = request(route);
    const answer = await call(method, url, keys.get('other admin'), method === 'GET' || method === 'DELETE' ? undefined : {}, { 'x-workspace': 'default' });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'DQ_FORBIDDEN']);
  });
});

/** Making workspaces asks for more than a scope: the admin key itself. govern's own tests show it. */
const isWorkspaceMaking = (route: string): boolean => route === 'POST /api/v1/workspaces';

describe('what one workspace has', () => {
  it('is not found by the keys of another', async () => {
    const { pg } = stores;
    await pg.query(`INSERT INTO identify.profile (id, workspace, root_id, created_at) VALUES (1, 1, 1, now())`);
    await pg.query(`INSERT INTO identify.identifier VALUES (1, 'email', 'a@example.com', 1, 1, 1, now(), now())`);
    const rule = { any: [] };
    await call('POST', '/api/v1/segments', adminKey, { key: 'some', name: 'Some', rule, refresh: 'manual' });
    const source = (await call('POST', '/api/v1/sources', adminKey, { name: 'app' })).json();
    const key = (await call('POST', '/api/v1/keys', adminKey, { name: 'k', scopes: ['read'] })).json();
    const paths: readonly (readonly [Method, string])[] = [
      ['GET', '/api/v1/profiles/1'],
      ['GET', '/api/v1/profiles/1/events'],
      ['GET', '/api/v1/profiles/1/identity'],
      ['GET', '/api/v1/profiles/lookup?kind=email&value=a@example.com'],
      ['GET', '/api/v1/segments/some'],
      ['GET', '/api/v1/segments/some/members'],
      ['GET', '/api/v1/segments/some/changes'],
      ['POST', '/api/v1/segments/some/compute'],
      ['POST', `/api/v1/sources/${source.id}/rotate`],
      ['DELETE', `/api/v1/keys/${key.id}`],
    ];
    for (const [method, url] of paths) {
      expect({ url, there: (await call(method, url, keys.get('other admin'))).statusCode }).toEqual({ url, there: 404 });
    }
    for (const [method, url] of paths) {
      expect({ url, here: (await call(method, url, adminKey)).statusCode }).not.toEqual({ url, here: 404 });
    }
  });

  it('is not counted for the keys of another', async () => {
    for (const list of ['segments', 'tags']) expect((await call('GET', `/api/v1/${list}`, keys.get('other read'))).json().items).toEqual([]);
    expect((await call('GET', '/api/v1/status', keys.get('other read'))).json().counts).toEqual({ profiles: 0, tags: 0, segments: 0 });
  });
});

describe('what strangers may see', () => {
  it.each(['/healthz', '/readyz', '/', '/api/openapi.json', '/api/docs'])('%s is open', async (url) => {
    expect((await call('GET', url)).statusCode).toBe(200);
  });

  it('says of each engine how it is', async () => {
    expect((await call('GET', '/readyz')).json()).toEqual({ status: 'ready', postgres: 'ready', clickhouse: 'ready', migrations: 'done' });
  });

  it('is metrics on this machine only, and elsewhere with a key', async () => {
    const ask = (remoteAddress: string, headers: Record<string, string> = {}) => app.inject({ url: '/metrics', remoteAddress, headers });
    expect((await ask('127.0.0.1')).statusCode).toBe(200);
    expect((await ask('10.0.0.9')).statusCode).toBe(401);
    expect((await ask('127.0.0.1', { 'x-forwarded-for': '10.0.0.9' })).statusCode).toBe(401);
    expect((await ask('10.0.0.9', { authorization: `Bearer ${keys.get('default write')}` })).statusCode).toBe(403);
    expect((await ask('10.0.0.9', { authorization: `Bearer ${keys.get('default read')}` })).statusCode).toBe(200);
  });

  it('tells in its metrics how live definitions stand', async () => {
    const rules = { plain: { has: 'email' }, ranked: { top: { n: 3, by: { metric: 'orders' } } } };
    for (const [key, rule] of Object.entries(rules)) await call('POST', '/api/v1/segments', keys.get('other write'), { key, rule, refresh: 'live' });
    const { body } = await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' });
    const found = [...body.matchAll(/^danqing_live_definitions\{workspace="2",state="(\w+)".*\} (\d+)$/gm)].map(([, state, value]) => `${state} ${value}`);
    expect(found).toEqual(['followed 1', 'not_followed 1', 'pending 2']);
    expect(body).toMatch(/^danqing_live_drift_profiles\{.*\} 0$/m);
    for (const key of Object.keys(rules)) await call('DELETE', `/api/v1/segments/${key}`, keys.get('other write'));
  });
});
