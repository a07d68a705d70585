import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, itemsOf, joinAs, openBrowser, operatorIdOf, type TestBrowser, testPassword } from '../../../testing/browser.ts';
import { adminKey, openOperatorsWorld, type OperatorsWorld } from '../../../testing/operators-world.ts';

let world: OperatorsWorld;
let owner: TestBrowser;
beforeAll(async () => {
  world = await openOperatorsWorld();
  owner = await becomeOwner(world.app, adminKey);
  await owner.ask('POST', '/api/v1/workspaces', { key: 'shop', name: 'Shop' });
});
afterAll(() => world.close());

let people = 0;
const newEmail = (): string => `p${people++}@example.com`;
const inShop = { 'x-workspace': 'shop' };
const whoIs = async (browser: TestBrowser): Promise<number> => (await browser.ask('GET', '/api/v1/me')).status;

describe('an operator', () => {
  it('keeps name, language and theme, and nobody else’s', async () => {
    const browser = await joinAs(world.app, owner, 'viewer', newEmail());
    const changed = await browser.ask('PATCH', '/api/v1/me', { name: ' 小林 ', language: 'zh', theme: 'dark' });
    expect(changed.body).toMatchObject({ operator: { name: '小林' }, preferences: { language: 'zh', theme: 'dark' } });
    expect((await browser.ask('PATCH', '/api/v1/me', { theme: null })).body['preferences']).toEqual({ language: 'zh' });
    expect((await owner.ask('GET', '/api/v1/me')).body['preferences']).toEqual({});
    expect((await browser.ask('PATCH', '/api/v1/me', { role: 'admin' })).status).toBe(400);
  });

  it('sees and ends their sessions, one or all others', async () => {
    const email = newEmail();
    const first = await joinAs(world.app, owner, 'viewer', email);
    const [second, third] = [openBrowser(world.app, '10.9.9.9'), openBrowser(world.app)];
    await second.signIn(email);
    await third.signIn(email);
    const sessions = itemsOf(await first.ask('GET', '/api/v1/me/sessions'));
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isCurrent }) => isCurrent === true)).toHaveLength(1);
    const away = sessions.find(({ address }) => address === '10.9.9.9');
    expect(away).toMatchObject({ agent: 'test browser' });
    expect((await first.ask('DELETE', `/api/v1/me/sessions/${String(away?.['id'])}`)).status).toBe(204);
    expect([await whoIs(first), await whoIs(second), await whoIs(third)]).toEqual([200, 401, 200]);
    expect((await first.ask('POST', '/api/v1/me/sessions/end-others', {})).status).toBe(204);
    expect([await whoIs(first), await whoIs(third)]).toEqual([200, 401]);
  });

  it('cannot end somebody else’s session', async () => {
    const browser = await joinAs(world.app, owner, 'viewer', newEmail());
    const [own] = itemsOf(await owner.ask('GET', '/api/v1/me/sessions'));
    expect((await browser.ask('DELETE', `/api/v1/me/sessions/${String(own?.['id'])}`)).status).toBe(404);
    expect(await whoIs(owner)).toBe(200);
  });

  it('changes the password with the old one, which ends all other sessions', async () => {
    const email = newEmail();
    const browser = await joinAs(world.app, owner, 'viewer', email);
    const other = openBrowser(world.app);
    await other.signIn(email);
    const change = (current: string, wanted: string) => browser.ask('POST', '/api/auth/password', { current, new: wanted });
    expect((await change('a wrong password', 'three new words')).code).toBe('DQ_PASSWORD_WRONG');
    expect((await change(testPassword, 'qwertyuiop')).status).toBe(400);
    expect((await change(testPassword, 'three new words')).status).toBe(204);
    expect([await whoIs(browser), await whoIs(other)]).toEqual([200, 401]);
    expect([(await openBrowser(world.app).signIn(email)).status, (await openBrowser(world.app).signIn(email, 'three new words')).status]).toEqual([401, 200]);
  });

  it('may act in the workspaces they belong to and learns of no other', async () => {
    const email = newEmail();
    const browser = await joinAs(world.app, owner, 'analyst', email, 'shop');
    expect((await browser.ask('GET', '/api/v1/me')).body).toMatchObject({ workspace: 'shop', workspaces: [{ key: 'shop', role: 'analyst' }] });
    for (const workspace of ['default', 'no-such-workspace']) {
      const answer = await browser.ask('GET', '/api/v1/me', undefined, { 'x-workspace': workspace });
      expect([answer.status, answer.body['detail']]).toEqual([403, 'you do not belong to this workspace']);
    }
    expect(itemsOf(await browser.ask('GET', '/api/v1/workspaces')).map(({ key }) => key)).toEqual(['shop']);
  });

  it('gets 403 on a route that names no capability', async () => {
    expect((await owner.ask('GET', '/api/v1/forgotten')).code).toBe('DQ_FORBIDDEN');
  });
});

describe('an admin', () => {
  it('changes a role, which counts with the next request', async () => {
    const browser = await joinAs(world.app, owner, 'viewer', newEmail());
    const id = await operatorIdOf(browser);
    expect((await browser.ask('GET', '/api/v1/keys')).status).toBe(403);
    expect((await owner.ask('PATCH', `/api/v1/operators/${id}`, { role: 'admin' })).body).toMatchObject({ role: 'admin', isDisabled: false });
    expect((await browser.ask('GET', '/api/v1/keys')).status).toBe(200);
  });

  it('disables somebody, whose sessions end at once, and lets them in again', async () => {
    const email = newEmail();
    const browser = await joinAs(world.app, owner, 'viewer', email);
    const path = `/api/v1/operators/${await operatorIdOf(browser)}`;
    await owner.ask('PATCH', path, { isDisabled: true });
    expect([await whoIs(browser), (await openBrowser(world.app).signIn(email)).status]).toEqual([401, 401]);
    await owner.ask('PATCH', path, { isDisabled: false });
    expect((await openBrowser(world.app).signIn(email)).status).toBe(200);
  });

  it('removes somebody: session, password and all', async () => {
    const email = newEmail();
    const browser = await joinAs(world.app, owner, 'viewer', email);
    const id = await operatorIdOf(browser);
    expect((await owner.ask('DELETE', `/api/v1/operators/${id}`)).status).toBe(204);
    expect([await whoIs(browser), (await openBrowser(world.app).signIn(email)).status]).toEqual([401, 401]);
    const rows = await world.stores.pg.query('SELECT 1 FROM govern.operator WHERE id = $1', [id]);
    expect(rows).toHaveLength(0);
  });

  it('removes somebody from this workspace only', async () => {
    const email = newEmail();
    const browser = await joinAs(world.app, owner, 'viewer', email);
    const id = await operatorIdOf(browser);
    await world.stores.pg.query(
      `INSERT INTO govern.operator_role (operator, workspace, role) SELECT $1, id, 'viewer' FROM govern.workspace WHERE key = 'shop'`,
      [id],
    );
    await owner.ask('DELETE', `/api/v1/operators/${id}`);
    expect((await browser.ask('GET', '/api/v1/me')).body).toMatchObject({ workspace: 'shop' });
  });

  it('cannot change themselves or the owner, nor people of another workspace', async () => {
    const admin = await joinAs(world.app, owner, 'admin', newEmail());
    const stranger = await joinAs(world.app, owner, 'viewer', newEmail(), 'shop');
    const change = async (id: string) => (await admin.ask('PATCH', `/api/v1/operators/${id}`, { role: 'viewer' })).status;
    expect([await change(await operatorIdOf(admin)), await change(await operatorIdOf(owner)), await change(await operatorIdOf(stranger))]).toEqual([
      409, 403, 404,
    ]);
    expect((await admin.ask('POST', '/api/v1/operators/owner-link', {})).code).toBe('DQ_OWNER_ONLY');
    expect((await admin.ask('POST', `/api/v1/operators/${await operatorIdOf(owner)}/reset-link`, {})).status).toBe(403);
  });

  it('cannot take over, by a new password, somebody who is more elsewhere', async () => {
    const email = newEmail();
    const target = await joinAs(world.app, owner, 'viewer', email);
    const id = await operatorIdOf(target);
    const admin = await joinAs(world.app, owner, 'admin', newEmail());
    expect((await admin.ask('POST', `/api/v1/operators/${id}/reset-link`, {})).status).toBe(201);
    await world.stores.pg.query(
      `INSERT INTO govern.operator_role (operator, workspace, role) SELECT $1, id, 'admin' FROM govern.workspace WHERE key = 'shop'`,
      [id],
    );
    expect((await admin.ask('POST', `/api/v1/operators/${id}/reset-link`, {})).status).toBe(403);
    expect((await owner.ask('POST', `/api/v1/operators/${id}/reset-link`, {})).status).toBe(201);
  });

  it('sees who belongs to the workspace, and nobody else', async () => {
    const emails = (headers = {}) => owner.ask('GET', '/api/v1/operators', undefined, headers).then((answer) => itemsOf(answer).map(({ email }) => email));
    const email = newEmail();
    await joinAs(world.app, owner, 'sales', email, 'shop');
    expect(await emails(inShop)).toContain(email);
    expect(await emails()).not.toContain(email);
  });
});

describe('a stream that is open', () => {
  const openStream = async (browser: TestBrowser): Promise<{ readonly end: Promise<string> }> => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${address}/api/v1/flow`, { headers: { cookie } });
    expect(response.status).toBe(200);
    const ended = (): string => 'ended';
    return { end: response.text().then(ended, ended) };
  };
  let address: string;
  beforeAll(async () => {
    address = await world.app.listen({ port: 0, host: '127.0.0.1' });
  });
  const look = ({ end }: { readonly end: Promise<string> }): Promise<string> => Promise.race([end, sleep(200, 'open')]);

  it.each([
    ['is removed', (id: string) => owner.ask('DELETE', `/api/v1/operators/${id}`)],
    ['gets another role', (id: string) => owner.ask('PATCH', `/api/v1/operators/${id}`, { role: 'sales' })],
    ['is signed out by an admin', (id: string) => owner.ask('POST', `/api/v1/operators/${id}/end-sessions`, {})],
  ])('ends when its operator %s, and nobody else’s does', async (_what, change) => {
    const [leaving, staying] = [await joinAs(world.app, owner, 'viewer', newEmail()), await joinAs(world.app, owner, 'viewer', newEmail())];
    const [theirs, others] = [await openStream(leaving), await openStream(staying)];
    await change(await operatorIdOf(leaving));
    expect(await theirs.end).toBe('ended');
    expect(await look(others)).toBe('open');
    await owner.ask('POST', `/api/v1/operators/${await operatorIdOf(staying)}/end-sessions`, {});
    expect(await others.end).toBe('ended');
  });

  it('is refused without a session', async () => {
    expect((await fetch(`${address}/api/v1/flow`)).status).toBe(401);
  });
});
