import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureDefaults, openAccess, registerAuthentication } from '#govern';
import { fakeClock } from '#kernel';
import { createHttpShell } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { type KindDirectory, openKindDirectory } from './directory.ts';
import { registerConfigRoutes } from './routes.ts';

const adminKey = 'admin-key-of-the-config-test';
let stores: TestStores;
let app: FastifyInstance;
let kinds: KindDirectory;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const access = await openAccess({ pg, adminKey });
  kinds = await openKindDirectory(pg);
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerConfigRoutes(app, { pg, clock: fakeClock(Date.UTC(2026, 10, 20)), kinds });
  closers.push(
    () => app.close(),
    access.close,
    kinds.close,
    () => stores.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

async function call(method: 'GET' | 'PUT', path: string, payload?: object, headers: Record<string, string> = {}) {
  const sent = { method, url: `/api/v1/identity${path}`, headers: { authorization: `Bearer ${adminKey}`, ...headers } };
  const answer = await app.inject(payload === undefined ? sent : { ...sent, payload });
  return { status: answer.statusCode, body: answer.json(), etag: answer.headers['etag'] };
}

it('begins with the defaults, which nobody has changed', async () => {
  const { body, etag } = await call('GET', '/config');
  expect(etag).toBe('"0"');
  expect(body).toMatchObject({ version: 0, author: null, differences: [] });
  expect(body.kinds).toEqual(body.defaults.kinds);
});

it('keeps each version with its author and reason, and counts at once', async () => {
  const all = (await call('GET', '/config')).body.defaults.kinds;
  const stricter = all.map((setting: { kind: string }) => (setting.kind === 'email' ? { ...setting, limit: 2, period: { limit: 1, days: 30 } } : setting));
  const first = await call('PUT', '/config', { kinds: stricter, reason: 'two addresses are enough' });
  expect([first.status, first.etag]).toEqual([200, '"1"']);
  expect(first.body.differences.map(({ path }: { path: string }) => path)).toEqual(['/kinds/email/limit', '/kinds/email/period']);
  expect(kinds.of(1).ruleOf('email')).toMatchObject({ limit: 2, period: { limit: 1, ms: 30 * 86_400_000 } });
  await call('PUT', '/config', { sharing: { partners: 5 } });
  const { items } = (await call('GET', '/config/versions')).body;
  expect(items.map(({ version, author, reason }: { version: number; author: string; reason: string }) => [version, author, reason])).toEqual([
    [2, 'admin', null],
    [1, 'admin', 'two addresses are enough'],
  ]);
  expect((await call('GET', '/config/versions/1')).body.kinds.find((setting: { kind: string }) => setting.kind === 'email').limit).toBe(2);
  expect((await call('GET', '/config/versions/9')).status).toBe(404);
});

it('reaches a process that only listens', async () => {
  const elsewhere = await openKindDirectory(stores.pg);
  closers.unshift(elsewhere.close);
  await call('PUT', '/config', { sharing: { partners: 7 } });
  for (let look = 0; look < 500 && elsewhere.of(1).sharing.partners !== 7; look++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(elsewhere.of(1).sharing.partners).toBe(7);
});

it('refuses a change of what was changed meanwhile, and tells all faults of a wrong one', async () => {
  expect((await call('PUT', '/config', {}, { 'if-match': '"1"' })).status).toBe(412);
  const refused = await call('PUT', '/config', { kinds: [{ kind: 'Card No', blockedPatterns: ['(?=x)'] }] });
  expect([refused.status, refused.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
    400,
    ['/kinds/0/blockedPatterns/0', '/kinds/0/kind', '/kinds'],
  ]);
  expect(refused.body.errors[1].suggestion).toBe('card_no');
});
