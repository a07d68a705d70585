import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpShell } from '#platform';
import { languageOf } from './language.ts';
import { registerPage } from './page-route.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await createHttpShell();
  registerPage(app, { version: '1.2.3', readiness: async () => ({ status: 'not_ready', postgres: 'ready', clickhouse: 'away', migrations: 'unknown' }) });
});
afterAll(() => app.close());

describe('the language', () => {
  it.each([
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    [undefined, 'en-GB,en;q=0.9,zh;q=0.1', 'en'],
    [undefined, 'fr,zh;q=0.5,en;q=0.7', 'en'],
    [undefined, 'fr', 'en'],
    [undefined, 'zh;q=0, en', 'en'],
    [undefined, undefined, 'en'],
    ['zh', 'en', 'zh'],
    ['en', 'zh', 'en'],
    ['xx', 'zh', 'zh'],
  ])('for ?lang=%s and %s is right', (asked, accepted, language) => {
    expect(languageOf(asked, accepted)).toBe(language);
  });
});

describe('the page', () => {
  it('speaks Chinese and English and says how the engines are', async () => {
    const [zh, en] = await Promise.all([app.inject('/?lang=zh'), app.inject('/?lang=en')]);
    expect(zh.body).toContain('<html lang="zh-CN">');
    expect(zh.body).toContain('尚未就绪');
    expect(en.body).toContain('Not ready');
    expect(en.body).toContain('npm run danqing -- doctor');
  });

  it('fetches nothing from outside and runs nothing but its own script', async () => {
    const { body, headers } = await app.inject('/');
    expect(body).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'/);
    expect(body.match(/ style=/g)).toBeNull();
    expect(body.match(/ on[a-z]+=/g)).toBeNull();
  });

  it('puts the host by which the reader came into the snippets', async () => {
    expect((await app.inject({ url: '/', headers: { host: 'cdp.example.com:8443' } })).body).toContain('http://cdp.example.com:8443/v1/track');
  });

  it('shows nothing of a host that is none', async () => {
    const { body } = await app.inject({ url: '/', headers: { host: "x';alert(1)//" } });
    expect(body).toContain('http://localhost:8080/v1/track');
    expect(body).not.toContain('alert(1)');
  });

  it('holds no write key', async () => {
    const keys = (await app.inject('/')).body.match(/\bc[A-Za-z0-9]{24}\b/g) ?? [];
    expect(new Set(keys)).toEqual(new Set([`c${'X'.repeat(24)}`]));
  });
});
