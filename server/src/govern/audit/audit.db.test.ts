import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, itemsOf, joinAs, openBrowser, operatorIdOf, type TestBrowser, testPassword } from '../../../testing/browser.ts';
import { adminKey, openOperatorsWorld, type OperatorsWorld } from '../../../testing/operators-world.ts';

let world: OperatorsWorld;
let owner: TestBrowser;
beforeAll(async () => {
  world = await openOperatorsWorld();
  owner = await becomeOwner(world.app, adminKey);
});
afterAll(() => world.close());

const entries = async (query = '') => itemsOf(await owner.ask('GET', `/api/v1/audit${query}`));
const key = { authorization: `Bearer ${adminKey}` };

describe('the audit log', () => {
  it('has every change with who, what and what to, newest first, and no read', async () => {
    await owner.ask('POST', '/api/v1/keys', { name: 'till', scopes: ['write'] });
    await owner.ask('GET', '/api/v1/keys');
    await owner.ask('POST', '/api/v1/keys', { name: 'bi', scopes: ['read'] }, key);
    const [second, first] = await entries();
    expect(first).toMatchObject({
      operator: await operatorIdOf(owner),
      actor: '掌柜',
      action: 'POST /api/v1/keys',
      object: expect.stringMatching(/^keys\/\d+$/),
    });
    expect(second).toMatchObject({ operator: null, actor: 'admin', action: 'POST /api/v1/keys', object: expect.stringMatching(/^keys\/\d+$/) });
    expect((await entries('?action=GET')).length).toBe(0);
  });

  it('has no entry for what was refused or failed', async () => {
    const before = await entries();
    const viewer = await joinAs(world.app, owner, 'viewer', 'viewer@example.com');
    const [newest] = await entries();
    await viewer.ask('POST', '/api/v1/keys', { name: 'forbidden', scopes: ['read'] });
    await owner.ask('DELETE', '/api/v1/keys/999999');
    await owner.ask('POST', '/api/v1/keys', { wrong: true });
    expect((await entries())[0]).toEqual(newest);
    expect(before.length).toBeGreaterThan(0);
  });

  it('has one entry for a request that is repeated under its Idempotency-Key', async () => {
    const send = () => owner.ask('POST', '/api/v1/keys', { name: 'repeated', scopes: ['read'] }, { 'idempotency-key': 'once' });
    expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
    const made = await entries('?action=POST%20/api/v1/keys');
    expect(new Set(made.map(({ object }) => object)).size).toBe(made.length);
  });

  it('has sign-ins, refused ones too, changes of password and of people', async () => {
    const email = 'watched@example.com';
    const browser = await joinAs(world.app, owner, 'viewer', email);
    const id = await operatorIdOf(browser);
    await openBrowser(world.app, '10.66.0.1').signIn(email, 'wrong password');
    await browser.ask('POST', '/api/auth/password', { current: testPassword, new: 'three new words' });
    await owner.ask('PATCH', `/api/v1/operators/${id}`, { role: 'sales' });
    await expect.poll(async () => (await entries(`?operator=${id}`)).map(({ action }) => action)).toContain('session.refused');
    const actions = (await entries(`?operator=${id}`)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['operator.join', 'session.begin', 'session.refused', 'password.change']));
    const [changed] = await entries(`?object=${id}&action=operator.change`);
    expect(changed).toMatchObject({ actor: '掌柜', details: { from: 'viewer', to: 'sales' } });
    expect((await entries('?action=PATCH%20/api/v1/operators')).length).toBe(0);
  });

  it('is read page by page and by filter', async () => {
    const all = await entries('?limit=1000');
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await owner.ask('GET', `/api/v1/audit?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...itemsOf(answer));
      cursor = typeof answer.body['next'] === 'string' ? answer.body['next'] : null;
    }
    expect(paged).toEqual(all);
    expect((await entries('?operator=key')).every(({ operator }) => operator === null)).toBe(true);
    const middle = String(all[3]?.['at']);
    const [later, earlier] = [await entries(`?from=${middle}&limit=1000`), await entries(`?to=${middle}&limit=1000`)];
    expect(later.length + earlier.length).toBe(all.length);
    expect((await owner.ask('GET', '/api/v1/audit?from=yesterday')).status).toBe(400);
  });

  it('belongs to its workspace', async () => {
    await owner.ask('POST', '/api/v1/workspaces', { key: 'quiet', name: 'Quiet' });
    const there = itemsOf(await owner.ask('GET', '/api/v1/audit', undefined, { 'x-workspace': 'quiet' }));
    expect(there.filter(({ action }) => String(action).startsWith('POST'))).toEqual([]);
  });

  it.each(['UPDATE govern.audit SET actor = $$nobody$$', 'DELETE FROM govern.audit', 'TRUNCATE govern.audit'])('refuses: %s', async (sql) => {
    await expect(world.stores.pg.query(sql)).rejects.toThrow('append-only');
  });

  it('holds no e-mail of anybody', async () => {
    const rows = await world.stores.pg.query<{ row: string }>('SELECT a::text AS row FROM govern.audit a');
    expect(rows.length).toBeGreaterThan(10);
    for (const { row } of rows) expect(row).not.toContain('@');
  });
});
