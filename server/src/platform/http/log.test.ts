import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createHttpShell } from './shell.ts';

it('logs what broke without anything that a query, a cookie or a key may hold', async () => {
  const lines: string[] = [];
  const app = await createHttpShell({ logger: pino({ level: 'trace' }, { write: (line) => lines.push(line) }) });
  app.get('/broken', () => {
    throw new Error('it broke');
  });
  const headers = { cookie: 'danqing.session_token=the-session', authorization: 'Bearer the-key' };
  await app.inject({ url: '/broken?token=the-token&value=13800138000', headers });
  await app.inject({ url: '/nowhere?token=the-token', headers });
  await app.close();
  const log = lines.join('');
  expect(log).toContain('"path":"/broken"');
  expect(log).toContain('it broke');
  for (const secret of ['the-token', 'the-session', 'the-key', '13800138000']) expect(log).not.toContain(secret);
});
