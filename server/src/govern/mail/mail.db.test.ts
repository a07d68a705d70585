import type { FastifyInstance } from 'fastify';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock, workspaceId } from '#kernel';
import { createHttpShell, createSeal } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { registerMailRoutes } from './routes.ts';
import { canMail, sendMail } from './send-mail.ts';

const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
const seal = createSeal('secret of the data folder');
const letters: { to: readonly string[]; text: string }[] = [];

let stores: TestStores;
let app: FastifyInstance;
let smtp: SMTPServer;
let port = 0;

beforeAll(async () => {
  stores = await openTestStores();
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.username === 'danqing' && auth.password === 'right' ? done(null, { user: 'danqing' }) : done(new Error('wrong password')),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () => {
      const address = server.address();
      port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve();
    });
  });
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(1),
      timezone: 'UTC',
      defaultRegion: 'CN',
      name: 'admin',
      scopes: ['admin'],
      isInstanceAdmin: true,
      operator: null,
      seesPersonalData: true,
    };
    done();
  });
  registerMailRoutes(app, { pg: stores.pg, seal, clock });
});
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await stores.close();
});

const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
const settings = (more: object = {}) => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  username: 'danqing',
  fromAddress: 'cdp@example.com',
  fromName: '丹青',
  ...more,
});

describe('the mail server of an installation', () => {
  it('is nobody’s until one is entered', async () => {
    expect((await call('GET', '/mail')).json()).toEqual({ settings: null });
    expect(await canMail(stores.pg)).toBe(false);
    await expect(sendMail({ pg: stores.pg, seal }, { to: ['a@example.com'], subject: 's', text: 't' })).rejects.toMatchObject({ code: 'DQ_MAIL_NOT_SET' });
  });

  it('takes letters over SMTP; its password is neither shown nor stored in clear', async () => {
    const shown = await call('PUT', '/mail', settings({ password: 'right' }));
    expect(shown.json().settings).toMatchObject({ host: '127.0.0.1', hasPassword: true, updatedBy: 'admin' });
    expect(shown.body).not.toContain('right');
    const [row] = await stores.pg.query<{ password: Buffer }>('SELECT password FROM govern.mail');
    expect(row?.password.includes('right')).toBe(false);
    expect((await call('POST', '/mail/test', { to: 'ann@example.com' })).json()).toEqual({ isSent: true, problem: null });
    expect(letters.at(-1)?.to).toEqual(['ann@example.com']);
    expect(letters.at(-1)?.text).toContain('From: =?UTF-8?');
  });

  it('keeps its password when the others change, and says what the server says', async () => {
    await call('PUT', '/mail', settings({ fromName: 'CDP' }));
    expect((await call('POST', '/mail/test', { to: 'bob@example.com' })).json().isSent).toBe(true);
    await call('PUT', '/mail', settings({ password: 'wrong' }));
    const tested = (await call('POST', '/mail/test', { to: 'bob@example.com' })).json();
    expect(tested.isSent).toBe(false);
    expect(tested.problem).toMatch(/wrong password/);
  });

  it('sends no clear text where TLS is required', async () => {
    await call('PUT', '/mail', settings({ security: 'starttls', password: 'right' }));
    expect((await call('POST', '/mail/test', { to: 'bob@example.com' })).json().isSent).toBe(false);
  });

  it('refuses headers in names', async () => {
    expect((await call('PUT', '/mail', settings({ fromName: 'x\r\nBcc: y@example.com' }))).statusCode).toBe(400);
  });

  it('can be taken away, and every change stands in the audit log', async () => {
    expect((await call('DELETE', '/mail')).statusCode).toBe(204);
    expect((await call('GET', '/mail')).json()).toEqual({ settings: null });
    const audit = await stores.pg.query<{ action: string }>('SELECT DISTINCT action FROM govern.audit ORDER BY action');
    expect(audit.map(({ action }) => action)).toEqual(['mail.change', 'mail.remove']);
  });
});
