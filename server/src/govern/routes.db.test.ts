import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock } from '#kernel';
import { createHttpShell } from '#platform';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { type Access, openAccess } from './access.ts';
import { registerAuthentication } from './authenticate.ts';
import { ensureDefaults } from './defaults.ts';
import { registerIdempotency } from './idempotency.ts';
import { registerGovernRoutes } from './routes.ts';
import { registerInstructionRoutes } from './source/instruction-routes.ts';
import { registerSourceRoutes } from './source/routes.ts';
import { openSourceDirectory, type SourceDirectory } from './sources.ts';

const adminKey = 'the-admin-key';

const clock = fakeClock(Date.UTC(2026, 10, 20, 12));

let stores: TestStores;
let access: Access;
let directory: SourceDirectory;
let app: FastifyInstance;
beforeAll(async () => {
  stores = await openTestStores();
  await ensureDefaults({ pg: stores.pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  [access, directory] = [await openAccess({ pg: stores.pg, adminKey }), await openSourceDirectory(stores.pg, clock)];
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerIdempotency(app, { pg: stores.pg });
  registerGovernRoutes(app, { pg: stores.pg, access, refreshKeys: directory.refresh });
  registerSourceRoutes(app, { pg: stores.pg, clock, activityOf: async () => new Map(), refreshKeys: directory.refresh });
  registerInstructionRoutes(app, { pg: stores.pg });
  app.get('/api/v1/read', () => ({ read: true }));
  app.post('/api/v1/write', () => ({ at: Math.random() }));
  app.post('/api/v1/late', async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { done: true };
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all([access.close(), directory.close()]);
  await stores.close();
});

const call = async (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  key: string | undefined,
  payload?: object,
  headers: Record<string, string> = {},
) => {
  const answer = await app.inject({
    method,
    url,
    ...(payload === undefined ? {} : { payload }),
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json(), headers: answer.headers };
};
const newKey = async (scopes: readonly string[], workspace = 'default'): Promise<string> =>
  (await call('POST', '/api/v1/keys', adminKey, { name: scopes.join('+'), scopes }, { 'x-workspace': workspace })).body.secret;

describe('a key', () => {
  it.each([undefined, 'wrong', 'x'.repeat(5000), ''])('that is %j opens nothing, not even a path that does not exist', async (key) => {
    for (const url of ['/api/v1/sources', '/api/v1/nowhere']) {
      const answer = await call('GET', url, key);
      expect([answer.status, answer.body.code]).toEqual([401, 'DQ_UNAUTHORISED']);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
    }
  });

  it('does what its scopes say and nothing else', async () => {
    const [read, write, admin] = await Promise.all([newKey(['read']), newKey(['write']), newKey(['admin'])]);
    const statuses = async (key: string) => [
      (await call('GET', '/api/v1/read', key)).status,
      (await call('POST', '/api/v1/write', key, {})).status,
      (await call('GET', '/api/v1/keys', key)).status,
    ];
    expect(await statuses(read)).toEqual([200, 403, 403]);
    expect(await statuses(write)).toEqual([403, 200, 403]);
    expect(await statuses(admin)).toEqual([200, 200, 200]);
  });

  it('is stored as a hash, shown once and listed without its secret', async () => {
    const made = await call('POST', '/api/v1/keys', adminKey, { name: 'bi', scopes: ['read'] });
    expect(made.status).toBe(201);
    expect(made.body.secret).toMatch(/^dq_[\w-]{43}$/);
    const listed = await call('GET', '/api/v1/keys', adminKey);
    expect(JSON.stringify(listed.body)).not.toContain(made.body.secret);
    const [row] = await stores.pg.query<{ row: string }>('SELECT api_key::text AS row FROM govern.api_key WHERE id = $1', [made.body.id]);
    expect(row?.row).not.toContain(made.body.secret);
  });

  it('is refused from the moment it is revoked', async () => {
    const made = await call('POST', '/api/v1/keys', adminKey, { name: 'gone', scopes: ['read'] });
    expect((await call('GET', '/api/v1/read', made.body.secret)).status).toBe(200);
    expect((await call('DELETE', `/api/v1/keys/${made.body.id}`, adminKey)).status).toBe(204);
    expect((await call('GET', '/api/v1/read', made.body.secret)).status).toBe(401);
    expect((await call('DELETE', `/api/v1/keys/${made.body.id}`, adminKey)).status).toBe(404);
  });
});

describe('a workspace', () => {
  it('is made by the admin key only, with its source and its own admin key', async () => {
    const made = await call('POST', '/api/v1/workspaces', adminKey, { key: 'shop', name: 'Shop', timezone: 'Europe/London', defaultRegion: 'GB' });
    expect(made.body).toMatchObject({ key: 'shop', timezone: 'Europe/London', defaultRegion: 'GB', writeKey: expect.stringMatching(/^c[A-Za-z0-9]{24}$/) });
    expect((await call('GET', '/api/v1/workspaces', made.body.apiKey)).body.items.map(({ key }: { key: string }) => key)).toEqual(['shop']);
    expect((await call('POST', '/api/v1/workspaces', made.body.apiKey, { key: 'more', name: 'More' })).status).toBe(403);
    expect((await call('POST', '/api/v1/workspaces', adminKey, { key: 'shop', name: 'Again' })).body.code).toBe('DQ_CONFLICT');
  });

  it('refuses a timezone that does not exist', async () => {
    const answer = await call('POST', '/api/v1/workspaces', adminKey, { key: 'mars', name: 'Mars', timezone: 'Mars/Base' });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, '/timezone']);
  });

  it('is closed to the keys of another', async () => {
    const inShop = await newKey(['admin'], 'shop');
    expect((await call('GET', '/api/v1/sources', inShop, undefined, { 'x-workspace': 'default' })).body.code).toBe('DQ_FORBIDDEN');
    const own = await call('POST', '/api/v1/sources', inShop, { name: 'till' });
    const other = await newKey(['admin']);
    expect((await call('POST', `/api/v1/sources/${own.body.id}/rotate`, other)).status).toBe(404);
    expect(JSON.stringify((await call('GET', '/api/v1/sources', other)).body)).not.toContain('till');
  });

  it('collects with a write key from the moment it is shown, and no longer with one that was replaced', async () => {
    const made = await call('POST', '/api/v1/workspaces', adminKey, { key: 'fresh', name: 'Fresh' });
    expect(directory.byWriteKey(made.body.writeKey)).toMatchObject({ name: 'web' });
    const [own, place] = [made.body.apiKey, '/api/v1/sources'];
    const source = await call('POST', place, own, { name: 'till' });
    expect(directory.byWriteKey(source.body.writeKey)).toMatchObject({ id: source.body.id });
    const rotated = await call('POST', `${place}/${source.body.id}/rotate`, own);
    expect([directory.byWriteKey(rotated.body.writeKey)?.id, directory.byWriteKey(source.body.writeKey)]).toEqual([source.body.id, undefined]);
    await call('PATCH', `${place}/${source.body.id}`, own, { isDisabled: true });
    expect(directory.byWriteKey(rotated.body.writeKey)).toMatchObject({ isDisabled: true });
  });

  it('that the admin key names must exist', async () => {
    expect((await call('GET', '/api/v1/sources', adminKey, undefined, { 'x-workspace': 'nowhere' })).status).toBe(404);
  });
});

describe('a source', () => {
  it('shows its write key once, and another one after a rotation', async () => {
    const made = await call('POST', '/api/v1/sources', adminKey, { name: 'app', trust: 80 });
    expect(made.body).toMatchObject({ name: 'app', kind: 'stream', trust: 80, writeKeyHint: made.body.writeKey.slice(-4) });
    const rotated = await call('POST', `/api/v1/sources/${made.body.id}/rotate`, adminKey);
    expect(rotated.body.writeKey).toMatch(/^c[A-Za-z0-9]{24}$/);
    expect(rotated.body.writeKey).not.toBe(made.body.writeKey);
    expect(JSON.stringify((await call('GET', '/api/v1/sources', adminKey)).body)).not.toContain(rotated.body.writeKey);
  });

  it('has a name of its own', async () => {
    expect((await call('POST', '/api/v1/sources', adminKey, { name: 'web' })).status).toBe(409);
  });

  it('is listed page by page', async () => {
    const first = await call('GET', '/api/v1/sources?limit=1', adminKey);
    const second = await call('GET', `/api/v1/sources?limit=1&cursor=${first.body.next}`, adminKey);
    expect([first.body.items[0].name, second.body.items[0].name, second.body.next]).toEqual(['web', 'app', null]);
    expect((await call('GET', '/api/v1/sources?cursor=nonsense', adminKey)).body.errors[0].code).toBe('DQ_CURSOR');
  });

  it('takes a source of any name: rules and events call it by its sound', async () => {
    const made = await call('POST', '/api/v1/sources', adminKey, { name: ' 天猫旗舰店 ' });
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ name: 'tianmaoqijiandian' })]);
    expect((await call('POST', '/api/v1/sources', adminKey, { name: '天猫旗舰店' })).status).toBe(409);
    expect((await call('POST', '/api/v1/sources', adminKey, { name: '天猫旗舰甸' })).body).toMatchObject({ name: 'tianmaoqijiandian-2' });
  });

  it('goes on working by its old key for the grace time, and not a moment longer', async () => {
    const made = (await call('POST', '/api/v1/sources', adminKey, { name: 'graced' })).body;
    const directory = await openSourceDirectory(stores.pg, clock);
    const rotated = (await call('POST', `/api/v1/sources/${made.id}/rotate`, adminKey, { graceHours: 2 })).body;
    await expect.poll(() => directory.byWriteKey(rotated.writeKey)?.name).toBe('graced');
    expect(directory.byWriteKey(made.writeKey)?.name).toBe('graced');
    clock.advance(2 * 3_600_000);
    expect(directory.byWriteKey(made.writeKey)).toBeUndefined();
    expect((await call('GET', `/api/v1/sources/${made.id}`, adminKey)).body.previousKeyUntil).toBeNull();
    await directory.close();
  });

  it('is called something else, trusted more and refused, while its name stays', async () => {
    const { id, writeKey } = (await call('POST', '/api/v1/sources', adminKey, { name: 'kiosk' })).body;
    const changed = await call('PATCH', `/api/v1/sources/${id}`, adminKey, { label: '门店自助机', trust: 80, isDisabled: true });
    expect(changed.body).toMatchObject({ name: 'kiosk', label: '门店自助机', trust: 80, disabledAt: '2026-11-20T14:00:00.000Z' });
    const directory = await openSourceDirectory(stores.pg, clock);
    expect(directory.byWriteKey(writeKey)?.isDisabled).toBe(true);
    await directory.close();
    expect((await call('PATCH', `/api/v1/sources/${id}`, adminKey, { isDisabled: false })).body.disabledAt).toBeNull();
  });

  it('tells how to send to it, with its key only when that is asked for, which the audit log says', async () => {
    const { id, writeKey } = (await call('POST', '/api/v1/sources', adminKey, { name: 'told' })).body;
    const plain = await call('GET', `/api/v1/sources/${id}/instructions`, adminKey);
    expect(JSON.stringify(plain.body)).not.toContain(writeKey);
    const shown = await call('GET', `/api/v1/sources/${id}/instructions?reveal=true`, adminKey);
    expect(shown.body.clients.every((client: object) => JSON.stringify(client).includes(writeKey))).toBe(true);
    const reader = await newKey(['read']);
    expect((await call('GET', `/api/v1/sources/${id}/instructions?reveal=true`, reader)).status).toBe(403);
    expect(await stores.pg.query("SELECT count(*)::int AS n FROM govern.audit WHERE action = 'source.reveal_key'")).toEqual([{ n: 1 }]);
  });
});

describe('an Idempotency-Key', () => {
  const under = (key: string) => ({ 'idempotency-key': key });

  it('makes a repeated write answer as the first did', async () => {
    const first = await call('POST', '/api/v1/write', adminKey, { a: 1 }, under('k1'));
    const again = await call('POST', '/api/v1/write', adminKey, { a: 1 }, under('k1'));
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
  });

  it('refuses another request under a used key', async () => {
    expect((await call('POST', '/api/v1/write', adminKey, { a: 2 }, under('k1'))).body.code).toBe('DQ_IDEMPOTENCY_KEY_REUSED');
  });

  it('is one per workspace', async () => {
    expect((await call('POST', '/api/v1/write', await newKey(['write'], 'shop'), { a: 2 }, under('k1'))).status).toBe(200);
  });

  it('lets one of two that come together run', async () => {
    const statuses = (await Promise.all([1, 2].map(() => call('POST', '/api/v1/late', adminKey, {}, under('k2'))))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('keeps no refusal and no secret', async () => {
    expect((await call('POST', '/api/v1/sources', adminKey, { name: 'web' }, under('k3'))).status).toBe(409);
    expect((await call('POST', '/api/v1/sources', adminKey, { name: 'till' }, under('k3'))).status).toBe(201);
    const again = await call('POST', '/api/v1/sources', adminKey, { name: 'till' }, under('k3'));
    expect(again.body).toMatchObject({ name: 'till' });
    expect(again.body).not.toHaveProperty('writeKey');
  });
});
