import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, itemsOf, joinAs, openBrowser, operatorIdOf, type TestBrowser, testPassword, tokenOf } from '../../../testing/browser.ts';
import { adminKey, openOperatorsWorld, type OperatorsWorld } from '../../../testing/operators-world.ts';

let world: OperatorsWorld;
let owner: TestBrowser;
beforeAll(async () => {
  world = await openOperatorsWorld();
  owner = await becomeOwner(world.app, adminKey);
});
afterAll(() => world.close());

const visitor = (address?: string): TestBrowser => openBrowser(world.app, address);
const minute = 60_000;
let people = 0;
const somebody = async (role: 'viewer' | 'analyst' = 'viewer') => {
  const email = `p${people++}@example.com`;
  return { email, browser: await joinAs(world.app, owner, role, email) };
};

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, other sites do not send, and that opens the API', async () => {
    const { email } = await somebody();
    const browser = visitor();
    const answer = await browser.signIn(email.toUpperCase());
    expect([answer.status, answer.body]).toEqual([200, { next: 'done' }]);
    expect(answer.setCookies[0]).toMatch(/^danqing\.session_token=[^;]+;.*HttpOnly;.*SameSite=Lax$/);
    expect(answer.setCookies[0]).not.toMatch(/Secure|Domain/);
    expect((await browser.ask('GET', '/api/v1/me')).body).toMatchObject({ operator: { email }, role: 'viewer', workspace: 'default' });
  });

  it('marks the cookie Secure behind HTTPS', async () => {
    const answer = await visitor('127.0.0.1').ask(
      'POST',
      '/api/auth/sign-in',
      { email: 'owner@example.com', password: testPassword },
      { 'x-forwarded-proto': 'https' },
    );
    expect(answer.setCookies.length).toBeGreaterThan(0);
    for (const cookie of answer.setCookies) expect(cookie).toMatch(/; Secure$/);
  });

  it('never shows the session token but in the cookie', async () => {
    const { email } = await somebody();
    const browser = visitor();
    const texts = [(await browser.signIn(email)).text, (await browser.ask('GET', '/api/v1/me')).text, (await browser.ask('GET', '/api/v1/me/sessions')).text];
    const token = decodeURIComponent(browser.cookies.get('danqing.session_token') ?? '').split('.')[0] ?? '';
    expect(token.length).toBeGreaterThan(20);
    for (const text of texts) expect(text).not.toContain(token);
  });

  it('answers wrong passwords, unknown e-mails and people without a workspace alike', async () => {
    const { email, browser } = await somebody();
    const id = await operatorIdOf(browser);
    const wrong = await visitor('10.3.0.1').signIn('owner@example.com', 'not the password');
    const unknown = await visitor('10.3.0.2').signIn('nobody@example.com');
    await owner.ask('PATCH', `/api/v1/operators/${id}`, { isDisabled: true });
    const disabled = await visitor('10.3.0.3').signIn(email);
    const shown = [wrong, unknown, disabled].map(({ status, body: { instance: _instance, ...rest }, setCookies }) => ({ status, rest, setCookies }));
    expect(shown[0]).toMatchObject({ status: 401, rest: { code: 'DQ_SIGN_IN_REFUSED' }, setCookies: [] });
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  it('takes a new session each time: one that was planted before is worth nothing', async () => {
    const { email } = await somebody();
    const browser = visitor();
    browser.cookies.set('danqing.session_token', 'planted.c2lnbmF0dXJl');
    await browser.signIn(email);
    const own = browser.cookies.get('danqing.session_token');
    expect(own).not.toBe('planted.c2lnbmF0dXJl');
    const again = visitor();
    await again.signIn(email);
    expect(again.cookies.get('danqing.session_token')).not.toBe(own);
    const planted = visitor();
    planted.cookies.set('danqing.session_token', 'planted.c2lnbmF0dXJl');
    expect((await planted.ask('GET', '/api/v1/me')).status).toBe(401);
  });

  it('refuses a session whose signature was changed', async () => {
    const { browser } = await somebody();
    const [token = '', signature = ''] = decodeURIComponent(browser.cookies.get('danqing.session_token') ?? '').split('.');
    const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    browser.cookies.set('danqing.session_token', encodeURIComponent(`${token}.${forged}`));
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
  });

  it('ends with signing out', async () => {
    const { browser } = await somebody();
    const kept = new Map(browser.cookies);
    expect((await browser.ask('POST', '/api/auth/sign-out', {})).status).toBe(204);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
  });
});

describe('a stranger who guesses', () => {
  it('is locked out of an account after five wrong passwords, with the right one too, until 15 minutes have passed', async () => {
    const { email } = await somebody();
    const guesser = visitor('10.4.0.1');
    const statuses = [];
    for (let guess = 0; guess < 7; guess++) statuses.push((await guesser.signIn(email, `wrong password ${guess}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const locked = await guesser.signIn(email);
    expect([locked.status, locked.code]).toEqual([429, 'DQ_LOCKED_OUT']);
    expect((await visitor('10.4.0.2').signIn(email)).status).toBe(200);
    world.clock.advance(15 * minute + 1000);
    expect((await guesser.signIn(email)).status).toBe(200);
  });

  it('is locked out from many addresses together after twenty', async () => {
    const { email } = await somebody();
    for (let guess = 0; guess < 20; guess++) await visitor(`10.5.0.${guess}`).signIn(email, 'wrong password');
    expect((await visitor('10.5.1.1').signIn(email)).code).toBe('DQ_LOCKED_OUT');
    world.clock.advance(16 * minute);
  });

  it('is locked out by address after thirty on different accounts, known or not', async () => {
    const guesser = visitor('10.6.0.1');
    for (let guess = 0; guess < 30; guess++) expect((await guesser.signIn(`x${guess}@example.com`)).status).toBe(401);
    expect((await guesser.signIn('x99@example.com')).code).toBe('DQ_LOCKED_OUT');
    world.clock.advance(16 * minute);
  });

  it('wins nothing by guessing all at once', async () => {
    const { email } = await somebody();
    const guesser = visitor('10.7.0.1');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, guess) => guesser.signIn(email, `wrong password ${guess}`)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    world.clock.advance(16 * minute);
  });

  it('learns from a lock-out nothing about whether the account exists', async () => {
    const guesser = visitor('10.8.0.1');
    for (let guess = 0; guess < 5; guess++) await guesser.signIn('no-such@example.com');
    expect((await guesser.signIn('no-such@example.com')).code).toBe('DQ_LOCKED_OUT');
    world.clock.advance(16 * minute);
  });

  it('may send sixty requests a minute', async () => {
    const flood = visitor('10.9.0.1');
    let refused = 0;
    for (let time = 0; time < 65; time++) if ((await flood.ask('POST', '/api/auth/sign-out', {})).code === 'DQ_TOO_MANY') refused++;
    expect(refused).toBe(5);
    world.clock.advance(2 * minute);
  });

  it('cannot find links by trying', async () => {
    const guesser = visitor('10.10.0.1');
    for (let guess = 0; guess < 30; guess++) {
      expect((await guesser.ask('POST', '/api/auth/link', { token: `guessed-token-number-${guess}` })).code).toBe('DQ_LINK_GONE');
    }
    expect((await guesser.ask('POST', '/api/auth/link', { token: 'guessed-token-number-31' })).code).toBe('DQ_LOCKED_OUT');
    world.clock.advance(16 * minute);
  });
});

describe('another site', () => {
  it.each([
    ['without the header', { 'x-danqing-console': null }],
    ['without an Origin', { origin: null }],
    ['with its own Origin', { origin: 'https://evil.example' }],
    ['with an opaque Origin', { origin: 'null' }],
  ])('changes nothing %s, in nobody’s name', async (_how, headers) => {
    const { email, browser } = await somebody();
    const tries = [
      browser.ask('PATCH', '/api/v1/me', { name: 'Taken' }, headers),
      browser.ask('POST', '/api/auth/password', { current: testPassword, new: 'another three words' }, headers),
      browser.ask('POST', '/api/auth/sign-out', {}, headers),
      visitor().ask('POST', '/api/auth/sign-in', { email, password: testPassword }, headers),
    ];
    for (const answer of await Promise.all(tries)) expect([answer.status, answer.code]).toEqual([403, 'DQ_CROSS_SITE']);
    expect((await browser.ask('GET', '/api/v1/me')).body).toMatchObject({ operator: { name: 'viewer of default' } });
  });

  it('cannot send the console’s header: no answer allows it by CORS', async () => {
    const answer = await world.app.inject({
      method: 'OPTIONS',
      url: '/api/v1/me',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' },
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the brand', () => {
  it('is asked of the owner as long as the first workspace has no name, and never overwrites one', async () => {
    const named = async () => (await world.stores.pg.query<{ name: string }>(`SELECT name FROM govern.workspace WHERE key = 'default'`))[0]?.name;
    const link = async () => tokenOf(await owner.ask('POST', '/api/v1/operators/owner-link', {}, { authorization: `Bearer ${adminKey}` }));
    const person = { name: 'Brand Owner', email: 'brand@example.com', password: testPassword };
    expect(await named()).toBe('Default');
    const token = await link();
    expect((await visitor().ask('POST', '/api/auth/link', { token })).body).toMatchObject({ kind: 'owner', asksBrand: true });
    expect((await visitor().ask('POST', '/api/auth/link/use', { token, ...person, brand: ' 山野茶事 ' })).status).toBe(200);
    expect(await named()).toBe('山野茶事');
    const again = await link();
    expect((await visitor().ask('POST', '/api/auth/link', { token: again })).body).toMatchObject({ asksBrand: false });
    expect((await visitor().ask('POST', '/api/auth/link/use', { token: again, ...person, brand: 'Another' })).status).toBe(200);
    expect(await named()).toBe('山野茶事');
  });
});

describe('a one-time link', () => {
  it('works once, and not at the same time twice', async () => {
    const made = await owner.ask('POST', '/api/v1/operators/invitations', { email: 'twice@example.com', role: 'viewer' });
    const use = () => visitor().ask('POST', '/api/auth/link/use', { token: tokenOf(made), name: 'Twice', password: testPassword });
    const statuses = (await Promise.all([use(), use()])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await use()).code).toBe('DQ_LINK_GONE');
  });

  it('ends with its time, with a newer one and by being taken back', async () => {
    const invite = async () => tokenOf(await owner.ask('POST', '/api/v1/operators/invitations', { email: 'late@example.com', role: 'viewer' }));
    const look = async (token: string) => (await visitor().ask('POST', '/api/auth/link', { token })).status;
    const [first, second] = [await invite(), await invite()];
    expect([await look(first), await look(second)]).toEqual([410, 200]);
    world.clock.advance(7 * 24 * 60 * minute);
    expect(await look(second)).toBe(410);
    const third = await invite();
    const [invitation] = itemsOf(await owner.ask('GET', '/api/v1/operators/invitations'));
    expect(invitation).toMatchObject({ email: 'late@example.com', role: 'viewer', isExpired: false });
    expect((await owner.ask('DELETE', `/api/v1/operators/invitations/${String(invitation?.['id'])}`)).status).toBe(204);
    expect(await look(third)).toBe(410);
  });

  it('is stored as a hash and stands in no list and no log', async () => {
    const made = await owner.ask('POST', '/api/v1/operators/invitations', { email: 'hash@example.com', role: 'viewer' });
    const rows = await world.stores.pg.query<{ row: string }>('SELECT l::text AS row FROM govern.one_time_link l UNION ALL SELECT a::text FROM govern.audit a');
    expect(rows.length).toBeGreaterThan(5);
    for (const { row } of rows) expect(row).not.toContain(tokenOf(made));
    expect((await owner.ask('GET', '/api/v1/operators/invitations')).text).not.toContain(tokenOf(made));
  });

  it('opens no account that exists without its password', async () => {
    const { email } = await somebody();
    await owner.ask('POST', '/api/v1/workspaces', { key: 'second', name: 'Second' });
    const made = await owner.ask('POST', '/api/v1/operators/invitations', { email, role: 'admin' }, { 'x-workspace': 'second' });
    const guessed = await visitor('10.11.0.1').ask('POST', '/api/auth/link/use', { token: tokenOf(made), name: 'Thief', password: 'a password of my own' });
    expect([guessed.status, guessed.code]).toEqual([403, 'DQ_PASSWORD_WRONG']);
    const joined = visitor();
    expect((await joined.ask('POST', '/api/auth/link/use', { token: tokenOf(made), password: testPassword })).status).toBe(200);
    expect((await joined.ask('GET', '/api/v1/me', undefined, { 'x-workspace': 'second' })).body['role']).toBe('admin');
  });

  it('sets a new password and ends every session of before', async () => {
    const { email, browser } = await somebody();
    const id = await operatorIdOf(browser);
    const made = await owner.ask('POST', `/api/v1/operators/${id}/reset-link`, {});
    expect((await visitor().ask('POST', '/api/auth/link', { token: tokenOf(made) })).body).toMatchObject({ kind: 'reset', email });
    expect((await visitor().ask('POST', '/api/auth/link/use', { token: tokenOf(made), password: 'three other words' })).status).toBe(200);
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
    expect([(await visitor().signIn(email)).status, (await visitor().signIn(email, 'three other words')).status]).toEqual([401, 200]);
  });

  it('makes another owner, and refuses passwords that are guessed first', async () => {
    const link = async () => tokenOf(await visitor().ask('POST', '/api/v1/operators/owner-link', {}, { authorization: `Bearer ${adminKey}` }));
    const token = await link();
    const person = { token, name: 'Second owner', email: 'second-owner@example.com' };
    for (const password of ['1234567890', 'aaaaaaaaaaaa', 'second-owner@example.com'])
      expect((await visitor().ask('POST', '/api/auth/link/use', { ...person, password })).status).toBe(400);
    expect((await visitor().ask('POST', '/api/auth/link/use', { ...person, password: 'short' })).status).toBe(400);
    expect((await visitor().ask('POST', '/api/auth/link/use', { ...person, password: testPassword })).status).toBe(200);
    expect((await visitor().ask('GET', '/api/auth/state')).body).toEqual({ isSetUp: true });
  });
});
