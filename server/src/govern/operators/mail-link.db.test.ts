import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { becomeOwner, openBrowser, type TestBrowser, testPassword } from '../../../testing/browser.ts';
import { adminKey, openOperatorsWorld, type OperatorsWorld } from '../../../testing/operators-world.ts';

const letters: { readonly to: readonly string[]; readonly text: string }[] = [];
let world: OperatorsWorld;
let owner: TestBrowser;
let smtp: SMTPServer;
let port = 0;
beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(chunks).toString() });
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
  world = await openOperatorsWorld({ publicUrl: 'https://cdp.example.com/' });
  owner = await becomeOwner(world.app, adminKey);
});
afterAll(async () => {
  await world.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

const invite = (email: string) => owner.ask('POST', '/api/v1/operators/invitations', { email, role: 'viewer' });

/** The text of a letter, whichever way it was encoded for the journey. */
function textOf(letter: string): string {
  const [head = '', ...body] = letter.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString();
  return text.replaceAll('=\r\n', '').replaceAll(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());
}

describe('a one-time link', () => {
  it('is for its maker to pass on while no mail server is set', async () => {
    expect((await invite('first@example.com')).body).toMatchObject({
      isMailed: false,
      link: expect.stringMatching(/^https:\/\/cdp\.example\.com\/welcome\?token=/),
    });
    expect(letters).toEqual([]);
  });

  it('goes to whom it is for by the mail server, in both languages, and works from there', async () => {
    const settings = { host: '127.0.0.1', port, security: 'none', username: '', fromAddress: 'cdp@example.com', fromName: '丹青' };
    expect((await owner.ask('PUT', '/api/v1/mail', settings)).status).toBe(200);
    const made = await invite('second@example.com');
    expect(made.body['isMailed']).toBe(true);
    const text = textOf(letters[0]?.text ?? '');
    expect(letters[0]?.to).toEqual(['second@example.com']);
    expect(text).toContain(String(made.body['link']));
    expect(text).toMatch(/邀请你加入[\s\S]*invites you/);
    const token = new URL(/https:\S+/.exec(text)?.[0] ?? '').searchParams.get('token') ?? '';
    expect((await openBrowser(world.app).ask('POST', '/api/auth/link/use', { token, name: 'Second', password: testPassword })).status).toBe(200);
  });

  it('is made all the same when the mail server is away', async () => {
    await new Promise<void>((resolve) => smtp.close(resolve));
    expect(await invite('third@example.com')).toMatchObject({ status: 201, body: { isMailed: false } });
  });
});

describe('behind a proxy that changes the host', () => {
  it('the public address is this server’s own, and another is not', async () => {
    const from = (origin: string) => owner.ask('PATCH', '/api/v1/me', { name: '掌柜' }, { origin, host: '127.0.0.1:8080' });
    expect([(await from('https://cdp.example.com')).status, (await from('https://cdp.example.com.evil.example')).status]).toEqual([200, 403]);
  });
});
