import { type Role, roleCapabilities, roles } from '@danqing/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, joinAs, openBrowser, operatorIdOf, type TestBrowser } from '../../testing/browser.ts';
import { addressOf, type KnownRoute, openWholeApi, type WholeApi } from './testing.ts';

const adminKey = 'admin-key-of-the-roles-test';
/** What the probe answers when a request has passed authorisation; no route answers so itself. */
const passed = 418;

let api: WholeApi;
let owner: TestBrowser;
let isProbing = false;
const inDefault = new Map<Role, TestBrowser>();
const inOther = new Map<Role, TestBrowser>();
beforeAll(async () => {
  // After authorisation and before anything else: 170 routes are asked 30 times each, and none of them does its work.
  api = await openWholeApi(adminKey, (app) =>
    app.addHook('preValidation', async (_request, reply) => {
      if (isProbing) await reply.code(passed).send('');
    }),
  );
  owner = await becomeOwner(api.app, adminKey);
  await owner.ask('POST', '/api/v1/workspaces', { key: 'other', name: 'Other' });
  for (const role of roles) {
    inDefault.set(role, await joinAs(api.app, owner, role, `${role}@default.example`));
    inOther.set(role, await joinAs(api.app, owner, role, `${role}@other.example`, 'other'));
  }
  isProbing = true;
}, 60_000);
afterAll(() => api.close());

const isData = ({ path }: KnownRoute): boolean => path.startsWith('/api/v1');
const guarded = (): readonly KnownRoute[] => api.routes.filter(isData);
const answerTo = async (browser: TestBrowser | undefined, { method, path }: KnownRoute, headers = {}): Promise<number> =>
  (await (browser ?? openBrowser(api.app)).ask(method, addressOf(path), method === 'GET' || method === 'DELETE' ? undefined : {}, headers)).status;

/** Each route with what was answered instead of what had to be. */
async function wrongAnswers(ask: (route: KnownRoute) => Promise<number>, expected: (route: KnownRoute) => number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const route of guarded()) {
    const status = await ask(route);
    if (status !== expected(route)) wrong.push(`${route.method} ${route.path} (${route.capability}): ${status} instead of ${expected(route)}`);
  }
  return wrong;
}

const mayUse = (role: Role, { capability }: KnownRoute): boolean => capability === 'self' || roleCapabilities[role].some((held) => held === capability);

describe.each(roles)('the role %s', (role) => {
  it('uses in its own workspace exactly what the matrix says', async () => {
    const expected = (route: KnownRoute): number => (mayUse(role, route) ? passed : 403);
    expect(await wrongAnswers((route) => answerTo(inDefault.get(role), route), expected)).toEqual([]);
    expect(guarded().length).toBeGreaterThan(140);
    expect(guarded().filter((route) => mayUse(role, route)).length).toBeGreaterThan(10);
  });

  it('uses nothing in another workspace, nor in one that does not exist', async () => {
    for (const workspace of ['other', 'no-such-one'])
      expect(
        await wrongAnswers(
          (route) => answerTo(inDefault.get(role), route, { 'x-workspace': workspace }),
          () => 403,
        ),
      ).toEqual([]);
    expect(
      await wrongAnswers(
        (route) => answerTo(inOther.get(role), route, { 'x-workspace': 'default' }),
        () => 403,
      ),
    ).toEqual([]);
  });
});

describe('whoever is not signed in', () => {
  it('uses nothing', async () => {
    expect(
      await wrongAnswers(
        (route) => answerTo(undefined, route),
        () => 401,
      ),
    ).toEqual([]);
  });

  it('uses nothing with a session that has ended', async () => {
    isProbing = false;
    const browser = await joinAs(api.app, owner, 'admin', 'gone@example.com');
    const cookies = new Map(browser.cookies);
    await browser.ask('POST', '/api/auth/sign-out', {});
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    isProbing = true;
    expect(
      await wrongAnswers(
        (route) => answerTo(browser, route),
        () => 401,
      ),
    ).toEqual([]);
  });
});

describe('whoever is disabled', () => {
  it('uses nothing here, while their other workspace stays open to them', async () => {
    isProbing = false;
    const browser = await joinAs(api.app, owner, 'admin', 'half@example.com');
    const id = await operatorIdOf(browser);
    await api.stores.pg.query(
      `INSERT INTO govern.operator_role (operator, workspace, role) SELECT $1, id, 'viewer' FROM govern.workspace WHERE key = 'other'`,
      [id],
    );
    await owner.ask('PATCH', `/api/v1/operators/${id}`, { isDisabled: true });
    isProbing = true;
    expect(
      await wrongAnswers(
        (route) => answerTo(browser, route, { 'x-workspace': 'default' }),
        () => 403,
      ),
    ).toEqual([]);
    expect(
      await wrongAnswers(
        (route) => answerTo(browser, route, { 'x-workspace': 'other' }),
        (route) => (mayUse('viewer', route) ? passed : 403),
      ),
    ).toEqual([]);
  });

  it('uses nothing at all when there is no other', async () => {
    isProbing = false;
    const browser = await joinAs(api.app, owner, 'admin', 'off@example.com');
    await owner.ask('PATCH', `/api/v1/operators/${await operatorIdOf(browser)}`, { isDisabled: true });
    isProbing = true;
    expect(
      await wrongAnswers(
        (route) => answerTo(browser, route),
        () => 401,
      ),
    ).toEqual([]);
  });
});

describe('the owner', () => {
  it('is admin in every workspace', async () => {
    for (const workspace of ['default', 'other'])
      expect(
        await wrongAnswers(
          (route) => answerTo(owner, route, { 'x-workspace': workspace }),
          () => passed,
        ),
      ).toEqual([]);
  });
});

describe('another site', () => {
  it('changes nothing in the owner’s name by any route', async () => {
    const cases = [{ 'x-danqing-console': null }, { origin: null }, { origin: 'https://evil.example' }];
    for (const headers of cases)
      expect(
        await wrongAnswers(
          (route) => answerTo(owner, route, headers),
          ({ method }) => (method === 'GET' ? passed : 403),
        ),
      ).toEqual([]);
  });
});

describe('the matrix', () => {
  const routesOf = (role: Role): readonly KnownRoute[] => guarded().filter((route) => mayUse(role, route));
  it('keeps people, keys, workspaces for admins', () => {
    const kept = ['operators.manage', 'keys.manage', 'workspaces.manage'];
    for (const role of roles) expect(routesOf(role).some(({ capability = '' }) => kept.includes(capability))).toBe(role === 'admin');
  });

  it('lets viewers and managers change nothing but what is their own', () => {
    const changes = (['viewer', 'manager'] as const)
      .flatMap(routesOf)
      .filter(({ method, capability = '' }) => method !== 'GET' && !/(self|\.read|comments\.write)$/.test(capability));
    expect(changes).toEqual([]);
  });
});

// The API reference is registered by the shell itself, before this list begins: it describes the product, which is open source, and holds no data.
describe('what needs no session', () => {
  it('is this and nothing else', () => {
    const open = api.routes.filter((route) => !isData(route)).map(({ method, path }) => `${method} ${path}`);
    const isKnown = (route: string): boolean => /^GET \/(sign-in|welcome|w\/\*|assets\/\*|[\w-]+\.(svg|js))?$/.test(route);
    expect([...new Set(open)].filter((route) => !isKnown(route)).sort()).toEqual([
      'GET /api/auth/state',
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'POST /api/auth/link',
      'POST /api/auth/link/use',
      'POST /api/auth/password',
      'POST /api/auth/sign-in',
      'POST /api/auth/sign-out',
      'POST /api/auth/two-factor/backup-codes',
      'POST /api/auth/two-factor/confirm',
      'POST /api/auth/two-factor/disable',
      'POST /api/auth/two-factor/enable',
      'POST /api/auth/verify',
    ]);
  });

  it('changes no password and no second factor without a session', async () => {
    isProbing = false;
    const bodies: Readonly<Record<string, object>> = {
      '/api/auth/password': { current: 'anything at all', new: 'three new words' },
      '/api/auth/two-factor/enable': { password: 'anything at all' },
      '/api/auth/two-factor/confirm': { code: '123456' },
      '/api/auth/two-factor/disable': { password: 'anything at all' },
      '/api/auth/two-factor/backup-codes': { password: 'anything at all' },
    };
    for (const [url, body] of Object.entries(bodies))
      expect({ url, status: (await openBrowser(api.app).ask('POST', url, body)).status }).toEqual({ url, status: 401 });
  });
});
