import { roleCapabilities } from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestStores } from '../../testing/stores.ts';
import { addressOf, type Method, openWholeApi, type WholeApi } from './testing.ts';

/** What each route under /api/v1 needs. A new route must say so here: the first test below compares. */
const scopes: Readonly<Record<string, 'read' | 'write' | 'admin'>> = {
  'GET /api/v1/workspaces': 'read',
  'POST /api/v1/workspaces': 'admin',
  'GET /api/v1/workspace': 'read',
  'GET /api/v1/onboarding': 'read',
  'PATCH /api/v1/onboarding': 'write',
  'DELETE /api/v1/workspaces/:key': 'admin',
  'GET /api/v1/workspaces/:key/removal': 'read',
  'GET /api/v1/demo': 'read',
  'POST /api/v1/demo': 'admin',
  'GET /api/v1/exports': 'read',
  'POST /api/v1/exports': 'read',
  'GET /api/v1/exports/:id': 'read',
  'GET /api/v1/exports/:id/download': 'read',
  'DELETE /api/v1/exports/:id': 'read',
  'PATCH /api/v1/workspace': 'admin',
  'GET /api/v1/privacy/classification': 'read',
  'PUT /api/v1/privacy/classification': 'admin',
  'GET /api/v1/privacy/classification/versions': 'read',
  'POST /api/v1/profiles/:id/reveal': 'admin',
  'GET /api/v1/sources': 'read',
  'POST /api/v1/sources': 'admin',
  'GET /api/v1/sources/:id': 'read',
  'PATCH /api/v1/sources/:id': 'admin',
  'GET /api/v1/sources/:id/instructions': 'read',
  'GET /api/v1/debugger/events': 'read',
  'GET /api/v1/debugger/stream': 'read',
  'GET /api/v1/catalogue/events': 'read',
  'GET /api/v1/catalogue/events/:event': 'read',
  'PATCH /api/v1/catalogue/events/:event': 'write',
  'GET /api/v1/catalogue/events/:event/properties': 'read',
  'PATCH /api/v1/catalogue/events/:event/properties/:path': 'write',
  'GET /api/v1/catalogue/properties/:path': 'read',
  'GET /api/v1/catalogue/traits': 'read',
  'GET /api/v1/catalogue/traits/:path': 'read',
  'PATCH /api/v1/catalogue/traits/:path': 'write',
  'GET /api/v1/catalogue/identifiers': 'read',
  'PATCH /api/v1/catalogue/identifiers/:path': 'write',
  'GET /api/v1/pipeline/history': 'read',
  'GET /api/v1/pipeline/health': 'read',
  'GET /api/v1/quarantine/groups': 'read',
  'POST /api/v1/quarantine/mend/preview': 'read',
  'POST /api/v1/quarantine/mend': 'write',
  'POST /api/v1/sources/:id/rotate': 'admin',
  'GET /api/v1/keys': 'admin',
  'POST /api/v1/keys': 'admin',
  'DELETE /api/v1/keys/:id': 'admin',
  'GET /api/v1/status': 'read',
  'GET /api/v1/pipeline': 'read',
  'GET /api/v1/quarantine': 'read',
  'POST /api/v1/quarantine/replay': 'write',
  'GET /api/v1/quarantine/replay/:id': 'read',
  'GET /api/v1/imports': 'read',
  'POST /api/v1/imports': 'write',
  'POST /api/v1/imports/dry-run': 'write',
  'POST /api/v1/imports/recognise': 'write',
  'GET /api/v1/imports/recognise/:id': 'read',
  'POST /api/v1/imports/recognise/:id/mapping': 'read',
  'GET /api/v1/imports/:id/dry-run': 'read',
  'GET /api/v1/imports/:id/rejected.csv': 'read',
  'GET /api/v1/imports/:id': 'read',
  'POST /api/v1/imports/:id/cancel': 'write',
  'GET /api/v1/profiles': 'read',
  'GET /api/v1/events': 'read',
  'GET /api/v1/profiles/lookup': 'read',
  'GET /api/v1/profiles/search': 'read',
  'GET /api/v1/profiles/:id': 'read',
  'POST /api/v1/profiles/query': 'read',
  'GET /api/v1/views': 'read',
  'GET /api/v1/views/quick': 'read',
  'POST /api/v1/views': 'write',
  'PUT /api/v1/views/arrangement': 'write',
  'PUT /api/v1/views/:id': 'write',
  'DELETE /api/v1/views/:id': 'write',
  'POST /api/v1/lists/:key/changes': 'write',
  'GET /api/v1/lists/:key/changes/:id': 'read',
  'GET /api/v1/profiles/:id/events': 'read',
  'GET /api/v1/profiles/:id/identity': 'read',
  'GET /api/v1/profiles/:id/traits': 'read',
  'GET /api/v1/profiles/:id/summary': 'read',
  'GET /api/v1/profiles/:id/rank': 'read',
  'GET /api/v1/profiles/:id/tags': 'read',
  'GET /api/v1/profiles/:id/crowds': 'read',
  'GET /api/v1/profiles/:id/care': 'read',
  'GET /api/v1/profiles/:id/file': 'read',
  'POST /api/v1/profiles/:id/care': 'write',
  'PATCH /api/v1/care/:id': 'write',
  'DELETE /api/v1/care/:id': 'write',
  'POST /api/v1/care/:id/restore': 'write',
  'GET /api/v1/care/:id/versions': 'read',
  'GET /api/v1/care/assignees': 'read',
  'GET /api/v1/care/due': 'read',
  'GET /api/v1/identity/merges/:id/sides': 'read',
  'GET /api/v1/profiles/:id/consents': 'read',
  'POST /api/v1/profiles/:id/consents': 'write',
  'POST /api/v1/consents': 'write',
  'POST /api/v1/identity/merge': 'write',
  'POST /api/v1/identity/unmerge': 'write',
  'GET /api/v1/accounts/lookup': 'read',
  'GET /api/v1/accounts/:key': 'read',
  'GET /api/v1/accounts/:key/identity': 'read',
  'POST /api/v1/accounts/merge': 'write',
  'POST /api/v1/accounts/unmerge': 'write',
  'GET /api/v1/erasures': 'admin',
  'POST /api/v1/erasures': 'admin',
  'GET /api/v1/erasures/:id': 'admin',
  'GET /api/v1/identity/config': 'read',
  'PUT /api/v1/identity/config': 'admin',
  'GET /api/v1/identity/config/versions': 'read',
  'GET /api/v1/identity/config/versions/:version': 'read',
  'POST /api/v1/identity/config/preview': 'read',
  'POST /api/v1/identity/config/apply': 'admin',
  'GET /api/v1/identity/config/apply/:id': 'read',
  'GET /api/v1/identity/report': 'read',
  'GET /api/v1/profiles/:id/identity/graph': 'read',
  'GET /api/v1/identity/conflicts': 'read',
  'POST /api/v1/identity/conflicts/decide': 'write',
  'GET /api/v1/identity/shared': 'read',
  'POST /api/v1/identity/shared/decide': 'write',
  'POST /api/v1/identity/shared/split': 'write',
  'GET /api/v1/identity/linkage': 'read',
  'PUT /api/v1/identity/linkage': 'admin',
  'GET /api/v1/identity/linkage/versions': 'read',
  'POST /api/v1/identity/linkage/propose': 'read',
  'POST /api/v1/identity/linkage/runs': 'write',
  'GET /api/v1/identity/linkage/runs': 'read',
  'GET /api/v1/identity/linkage/runs/:id': 'read',
  'POST /api/v1/identity/linkage/runs/:id/cancel': 'write',
  'POST /api/v1/identity/linkage/sample': 'write',
  'GET /api/v1/identity/linkage/review': 'read',
  'POST /api/v1/identity/linkage/review/:id': 'write',
  'GET /api/v1/entities': 'read',
  'POST /api/v1/entities': 'write',
  'GET /api/v1/entities/:kind': 'read',
  'GET /api/v1/entities/:kind/:key': 'read',
  'PUT /api/v1/entities/:kind/:key': 'write',
  'DELETE /api/v1/entities/:kind/:key': 'write',
  'GET /api/v1/tags': 'read',
  'POST /api/v1/tags': 'write',
  'GET /api/v1/tags/:key': 'read',
  'PUT /api/v1/tags/:key': 'write',
  'DELETE /api/v1/tags/:key': 'write',
  'POST /api/v1/tags/:key/compute': 'write',
  'GET /api/v1/tags/:key/distribution': 'read',
  'GET /api/v1/tags/:key/values': 'read',
  'POST /api/v1/tags/:key/values': 'write',
  'POST /api/v1/tags/:key/upload': 'write',
  'GET /api/v1/tags/:key/quality': 'read',
  'GET /api/v1/traits/:path/quality': 'read',
  'GET /api/v1/tags/:key/versions': 'read',
  'GET /api/v1/tags/:key/dependencies': 'read',
  'GET /api/v1/tags/:key/runs': 'read',
  'GET /api/v1/tags/:key/snapshots': 'read',
  'GET /api/v1/tag-categories': 'read',
  'POST /api/v1/tag-categories': 'write',
  'POST /api/v1/tag-categories/move': 'write',
  'POST /api/v1/tag-categories/remove': 'write',
  'POST /api/v1/tags/place': 'write',
  'POST /api/v1/tags/preview': 'read',
  'GET /api/v1/profiles/:id/tags/:key/history': 'read',
  'GET /api/v1/packs': 'read',
  'GET /api/v1/packs/:key': 'read',
  'POST /api/v1/packs/:key/adopt': 'write',
  'GET /api/v1/stream': 'read',
  'GET /api/v1/live': 'read',
  'POST /api/v1/live/reconcile': 'write',
  'POST /api/v1/segments/:key/dry-run': 'read',
  'POST /api/v1/tags/:key/dry-run': 'read',
  'GET /api/v1/sql/schema': 'read',
  'POST /api/v1/sql/check': 'read',
  'POST /api/v1/sql/runs': 'read',
  'GET /api/v1/sql/runs': 'read',
  'GET /api/v1/sql/runs/:id': 'read',
  'GET /api/v1/sql/runs/:id/rows': 'read',
  'DELETE /api/v1/sql/runs/:id': 'read',
  'POST /api/v1/sql/runs/:id/list': 'write',
  'POST /api/v1/sql/runs/:id/segment': 'write',
  'GET /api/v1/sql/runs/:id/download': 'read',
  'GET /api/v1/questions': 'read',
  'POST /api/v1/questions': 'write',
  'GET /api/v1/questions/:id': 'read',
  'PUT /api/v1/questions/:id': 'write',
  'DELETE /api/v1/questions/:id': 'write',
  'GET /api/v1/questions/:id/versions': 'read',
  'POST /api/v1/questions/:id/run': 'read',
  'GET /api/v1/segments': 'read',
  'POST /api/v1/segments': 'write',
  'POST /api/v1/segments/preview': 'read',
  'GET /api/v1/segments/previews/:id': 'read',
  'DELETE /api/v1/segments/previews/:id': 'read',
  'GET /api/v1/rules/vocabulary': 'read',
  'GET /api/v1/rules/key': 'read',
  'GET /api/v1/rules/values': 'read',
  'POST /api/v1/rules/read': 'read',
  'POST /api/v1/rules/why': 'read',
  'POST /api/v1/segments/combine': 'read',
  'POST /api/v1/segments/overlap': 'read',
  'POST /api/v1/segments/portrait': 'read',
  'GET /api/v1/segments/:key/portrait': 'read',
  'GET /api/v1/segments/:key/sizes': 'read',
  'GET /api/v1/segments/:key/dependencies': 'read',
  'GET /api/v1/segment-overview': 'read',
  'GET /api/v1/segment-folders': 'read',
  'POST /api/v1/segment-folders': 'write',
  'PUT /api/v1/segment-folders': 'write',
  'DELETE /api/v1/segment-folders': 'write',
  'POST /api/v1/segment-folders/move': 'write',
  'POST /api/v1/segments/movement': 'read',
  'GET /api/v1/segments/:key/runs': 'read',
  'GET /api/v1/segments/:key/snapshots': 'read',
  'PUT /api/v1/segments/:key/snapshots': 'write',
  'DELETE /api/v1/segments/:key/snapshots': 'write',
  'GET /api/v1/segments/:key/alerts': 'read',
  'POST /api/v1/segments/:key/alerts': 'write',
  'DELETE /api/v1/segments/:key/alerts/:id': 'write',
  'GET /api/v1/list-overview': 'read',
  'POST /api/v1/list-recognition': 'write',
  'GET /api/v1/schemes': 'read',
  'POST /api/v1/schemes': 'write',
  'POST /api/v1/schemes/preview': 'read',
  'GET /api/v1/schemes/:key': 'read',
  'PUT /api/v1/schemes/:key': 'write',
  'DELETE /api/v1/schemes/:key': 'write',
  'POST /api/v1/schemes/:key/compute': 'write',
  'GET /api/v1/schemes/:key/why': 'read',
  'GET /api/v1/schemes/:key/sizes': 'read',
  'GET /api/v1/schemes/:key/value': 'read',
  'GET /api/v1/schemes/:key/movement': 'read',
  'GET /api/v1/schemes/:key/movers': 'read',
  'GET /api/v1/schemes/:key/trend': 'read',
  'GET /api/v1/schemes/:key/strategy': 'read',
  'PUT /api/v1/schemes/:key/strategy': 'write',
  'GET /api/v1/schemes/:key/strategy/history': 'read',
  'GET /api/v1/lists': 'read',
  'POST /api/v1/lists': 'write',
  'GET /api/v1/lists/:key': 'read',
  'PUT /api/v1/lists/:key': 'write',
  'DELETE /api/v1/lists/:key': 'write',
  'GET /api/v1/lists/:key/members': 'read',
  'POST /api/v1/lists/:key/members': 'write',
  'POST /api/v1/lists/:key/members/remove': 'write',
  'POST /api/v1/lists/:key/rematch': 'write',
  'GET /api/v1/lists/:key/unmatched': 'read',
  'GET /api/v1/segments/:key': 'read',
  'PUT /api/v1/segments/:key': 'write',
  'DELETE /api/v1/segments/:key': 'write',
  'POST /api/v1/segments/:key/compute': 'write',
  'GET /api/v1/segments/:key/members': 'read',
  'GET /api/v1/segments/:key/changes': 'read',
  'GET /api/v1/segments/:key/why': 'read',
  'GET /api/v1/tags/:key/why': 'read',
  'GET /api/v1/mail': 'admin',
  'PUT /api/v1/mail': 'admin',
  'DELETE /api/v1/mail': 'admin',
  'POST /api/v1/mail/test': 'admin',
  'GET /api/v1/me': 'read',
  'PATCH /api/v1/me': 'write',
  'GET /api/v1/me/sessions': 'read',
  'DELETE /api/v1/me/sessions/:id': 'write',
  'POST /api/v1/me/sessions/end-others': 'write',
  'GET /api/v1/operators': 'admin',
  'PATCH /api/v1/operators/:id': 'admin',
  'DELETE /api/v1/operators/:id': 'admin',
  'POST /api/v1/operators/:id/end-sessions': 'admin',
  'POST /api/v1/operators/:id/reset-link': 'admin',
  'GET /api/v1/operators/invitations': 'admin',
  'POST /api/v1/operators/invitations': 'admin',
  'DELETE /api/v1/operators/invitations/:id': 'admin',
  'POST /api/v1/operators/owner-link': 'admin',
  'GET /api/v1/audit': 'admin',
  'GET /api/v1/home': 'read',
  'GET /api/v1/notifications': 'read',
  'POST /api/v1/notifications/read': 'write',
  'GET /api/v1/notifications/preferences': 'read',
  'PUT /api/v1/notifications/preferences': 'write',
  'GET /api/v1/history': 'read',
  'GET /api/v1/comments': 'read',
  'POST /api/v1/comments': 'write',
  'PATCH /api/v1/comments/:id': 'write',
  'DELETE /api/v1/comments/:id': 'write',
  'POST /api/v1/comments/:id/resolve': 'write',
  'GET /api/v1/colleagues': 'read',
  'GET /api/v1/proposals': 'read',
  'GET /api/v1/proposals/:id': 'read',
  'POST /api/v1/proposals/:id/approve': 'write',
  'POST /api/v1/proposals/:id/reject': 'write',
  'POST /api/v1/proposals/:id/withdraw': 'write',
  'GET /api/v1/approvals': 'read',
  'PUT /api/v1/approvals': 'admin',
  'GET /api/v1/alerts': 'read',
  'POST /api/v1/alerts': 'write',
  'PUT /api/v1/alerts/:id': 'write',
  'DELETE /api/v1/alerts/:id': 'write',
  'POST /api/v1/alerts/:id/snooze': 'write',
  'GET /api/v1/alert-history': 'read',
  'POST /api/v1/alert-history/:id/acknowledge': 'write',
  'GET /api/v1/alert-channels': 'read',
  'POST /api/v1/alert-channels': 'write',
  'PUT /api/v1/alert-channels/:id': 'write',
  'DELETE /api/v1/alert-channels/:id': 'write',
  'POST /api/v1/alert-channels/:id/test': 'write',
  'GET /api/v1/alert-deliveries': 'read',
  'POST /api/v1/alert-deliveries/:id/retry': 'write',
  'GET /api/v1/tasks': 'read',
  'GET /api/v1/tasks/:kind/:id': 'read',
  'POST /api/v1/tasks/:kind/:id/stop': 'write',
};

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
