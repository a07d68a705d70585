import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, joinAs, openBrowser, operatorIdOf, type TestBrowser, testPassword, tokenOf } from '../../../testing/browser.ts';
import { adminKey, openOperatorsWorld, type OperatorsWorld } from '../../../testing/operators-world.ts';
import { totpOf } from '../../../testing/totp.ts';

let world: OperatorsWorld;
let owner: TestBrowser;
beforeAll(async () => {
  world = await openOperatorsWorld();
  owner = await becomeOwner(world.app, adminKey);
});
afterAll(() => world.close());

interface Guarded {
  readonly email: string;
  readonly browser: TestBrowser;
  readonly uri: string;
  readonly backupCodes: readonly string[];
}
let people = 0;
async function guarded(): Promise<Guarded> {
  const email = `p${people++}@example.com`;
  const browser = await joinAs(world.app, owner, 'analyst', email);
  const { body } = await browser.ask('POST', '/api/auth/two-factor/enable', { password: testPassword });
  const uri = String(body['uri']);
  const confirmed = await browser.ask('POST', '/api/auth/two-factor/confirm', { code: totpOf(uri) });
  expect(confirmed.status).toBe(204);
  return { email, browser, uri, backupCodes: Array.isArray(body['backupCodes']) ? body['backupCodes'].map(String) : [] };
}
const visitor = (address?: string): TestBrowser => openBrowser(world.app, address);
const wrongCode = (uri: string): string => String((Number(totpOf(uri)) + 500_000) % 1_000_000).padStart(6, '0');

describe('the second factor', () => {
  it('is asked for after the password, which alone opens nothing', async () => {
    const { email, uri } = await guarded();
    const browser = visitor();
    expect((await browser.signIn(email)).body).toEqual({ next: 'code' });
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
    const wrong = await browser.ask('POST', '/api/auth/verify', { code: wrongCode(uri) });
    expect([wrong.status, wrong.code]).toEqual([403, 'DQ_CODE_WRONG']);
    expect((await browser.ask('POST', '/api/auth/verify', { code: totpOf(uri) })).body).toEqual({ next: 'done' });
    expect((await browser.ask('GET', '/api/v1/me')).body).toMatchObject({ operator: { hasTwoFactor: true } });
  });

  it('does not count before a code has confirmed it', async () => {
    const email = `p${people++}@example.com`;
    const browser = await joinAs(world.app, owner, 'analyst', email);
    await browser.ask('POST', '/api/auth/two-factor/enable', { password: testPassword });
    expect((await visitor().signIn(email)).body).toEqual({ next: 'done' });
  });

  it('is given by a backup code too, each of which works once', async () => {
    const { email, backupCodes } = await guarded();
    const [code = ''] = backupCodes;
    expect(backupCodes.length).toBeGreaterThan(5);
    const enter = async () => {
      const browser = visitor();
      await browser.signIn(email);
      return (await browser.ask('POST', '/api/auth/verify', { code, kind: 'backup' })).status;
    };
    expect([await enter(), await enter()]).toEqual([200, 403]);
  });

  it('cannot be guessed: a sign-in ends after five wrong codes, the account is locked after ten', async () => {
    const { email, uri } = await guarded();
    const guesses: (string | undefined)[] = [];
    for (let round = 0; round < 2; round++) {
      const guesser = visitor(`10.2.${round}.1`);
      await guesser.signIn(email);
      for (let guess = 0; guess < 6; guess++) guesses.push((await guesser.ask('POST', '/api/auth/verify', { code: wrongCode(uri) })).code);
    }
    expect(guesses.filter((code) => code === 'DQ_CODE_WRONG')).toHaveLength(10);
    const right = visitor('10.2.9.1');
    await right.signIn(email);
    expect((await right.ask('POST', '/api/auth/verify', { code: totpOf(uri) })).code).toBe('DQ_LOCKED_OUT');
  });

  it('is not asked for on a device that is trusted, until the password is set anew', async () => {
    const { email, uri, browser } = await guarded();
    const trusted = visitor();
    await trusted.signIn(email);
    await trusted.ask('POST', '/api/auth/verify', { code: totpOf(uri), trustDevice: true });
    await trusted.ask('POST', '/api/auth/sign-out', {});
    expect((await trusted.signIn(email)).body).toEqual({ next: 'done' });
    const made = await owner.ask('POST', `/api/v1/operators/${await operatorIdOf(browser)}/reset-link`, {});
    expect((await visitor().ask('POST', '/api/auth/link/use', { token: tokenOf(made), password: 'three other words' })).body).toEqual({ next: 'code' });
    expect((await trusted.signIn(email, 'three other words')).body).toEqual({ next: 'code' });
  });

  it('goes when an admin says that it is lost, and when its owner turns it off with the password', async () => {
    const { email, browser, uri } = await guarded();
    const made = await owner.ask('POST', `/api/v1/operators/${await operatorIdOf(browser)}/reset-link`, { clearsTwoFactor: true });
    expect((await visitor().ask('POST', '/api/auth/link/use', { token: tokenOf(made), password: testPassword })).body).toEqual({ next: 'done' });
    expect((await visitor().signIn(email)).body).toEqual({ next: 'done' });
    const second = await guarded();
    expect((await second.browser.ask('POST', '/api/auth/two-factor/disable', { password: 'a wrong password' })).code).toBe('DQ_PASSWORD_WRONG');
    expect((await second.browser.ask('POST', '/api/auth/two-factor/disable', { password: testPassword })).status).toBe(204);
    expect((await visitor().signIn(second.email)).body).toEqual({ next: 'done' });
    expect(uri).toContain('Danqing');
  });

  it('keeps its secret encrypted', async () => {
    const { uri, backupCodes } = await guarded();
    const rows = await world.stores.pg.query<{ row: string }>('SELECT t::text AS row FROM govern.operator_two_factor t');
    for (const { row } of rows) {
      expect(row).not.toContain(new URL(uri).searchParams.get('secret'));
      expect(row).not.toContain(backupCodes[0]);
    }
  });
});
