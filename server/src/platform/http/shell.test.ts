import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '#kernel';
import { createHttpShell } from './shell.ts';
import { typed } from './typed.ts';

const Body = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    refresh: Type.Union([Type.Literal('live'), Type.Literal('daily')]),
    value: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  },
  { additionalProperties: false },
);

let app: FastifyInstance;
beforeAll(async () => {
  app = await createHttpShell({ version: '1.2.3', bodyLimit: 1000 });
  const routes = typed(app);
  routes.post('/api/v1/things', { schema: { body: Body } }, (request) => request.body);
  routes.get('/api/v1/things', { schema: { querystring: Type.Object({ limit: Type.Integer({ minimum: 1, default: 7 }) }) } }, (request) => request.query);
  routes.get('/api/v1/things/:id', { schema: { params: Type.Object({ id: Type.Integer() }) } }, (request) => request.params);
  app.get('/api/v1/broken', () => {
    throw new Error('password=hunter2');
  });
  app.get('/api/v1/away', () => {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  });
  app.get('/api/v1/fault', () => {
    throw new Fault('DQ_CONFLICT', 409, 'the key is taken', { errors: [{ path: '/key', code: 'DQ_TAKEN', message: 'is taken', suggestion: 'vip-2' }] });
  });
});
afterAll(() => app.close());

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/things', payload: JSON.stringify(payload), headers: { 'content-type': 'application/json', ...headers } });

describe('a problem document', () => {
  it('names every mistake of a body at once, by JSON Pointer', async () => {
    const answer = await post({ name: '', refresh: 'weekly', 'a/b': 1 });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ code: 'DQ_INVALID', status: 400, title: 'Bad Request', instance: answer.headers['x-request-id'] });
    expect(answer.json().errors).toEqual(
      expect.arrayContaining([
        { path: '/name', code: 'DQ_RANGE', message: expect.any(String) },
        { path: '/refresh', code: 'DQ_NOT_ALLOWED', message: 'must be "live" or "daily"' },
        { path: '/a~1b', code: 'DQ_UNKNOWN_PROPERTY', message: 'is not known here' },
      ]),
    );
    expect(answer.json().errors).toHaveLength(3);
  });

  it('names what is missing', async () => {
    expect((await post({})).json().errors).toEqual([
      { path: '/name', code: 'DQ_REQUIRED', message: 'is required' },
      { path: '/refresh', code: 'DQ_REQUIRED', message: 'is required' },
    ]);
  });

  it('points beside the body for query and path', async () => {
    expect((await app.inject('/api/v1/things?limit=x')).json().errors).toEqual([{ path: '/query/limit', code: 'DQ_TYPE', message: 'must be integer' }]);
    expect((await app.inject('/api/v1/things/x')).json().errors).toEqual([{ path: '/params/id', code: 'DQ_TYPE', message: 'must be integer' }]);
  });

  it('passes a fault on with its code, status and suggestion', async () => {
    const answer = await app.inject('/api/v1/fault');
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'DQ_CONFLICT', detail: 'the key is taken', errors: [{ suggestion: 'vip-2' }] });
  });

  it('keeps what broke inside to the log', async () => {
    const answer = await app.inject('/api/v1/broken');
    expect(answer.json()).toMatchObject({ code: 'DQ_INTERNAL', status: 500, instance: answer.headers['x-request-id'] });
    expect(answer.body).not.toContain('hunter2');
  });

  it('says 503 and when to come back while a database is away', async () => {
    const answer = await app.inject('/api/v1/away');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json().code).toBe('DQ_UNAVAILABLE');
    expect(answer.body).not.toContain('5432');
  });

  it.each([
    ['{"name"', 400, 'DQ_NOT_JSON'],
    ['', 400, 'DQ_NOT_JSON'],
    ['{"__proto__": {"x": 1}}', 400, 'DQ_NOT_JSON'],
    [JSON.stringify({ name: 'x'.repeat(2000) }), 413, 'DQ_TOO_LARGE'],
  ])('refuses the body %j with its status', async (payload, status, code) => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things', payload, headers: { 'content-type': 'application/json' } });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('refuses a media type that it does not read', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things', payload: '<a/>', headers: { 'content-type': 'application/xml' } });
    expect([answer.statusCode, answer.json().code]).toEqual([415, 'DQ_MEDIA_TYPE']);
  });

  it.each(['/nowhere', '/api/v1/things/1/more', '/%zz'])('answers %s, which does not exist', async (url) => {
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(url === '/%zz' ? 400 : 404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('says which methods a path takes', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/api/v1/things/5?x=1' });
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([405, 'DQ_METHOD_NOT_ALLOWED', 'GET, HEAD']);
  });
});

describe('the shell', () => {
  it('takes a body as it is and converts texts of the query', async () => {
    expect((await post({ name: 'a', refresh: 'live', value: '01' })).json()).toEqual({ name: 'a', refresh: 'live', value: '01' });
    expect((await app.inject('/api/v1/things?limit=12')).json()).toEqual({ limit: 12 });
    expect((await app.inject('/api/v1/things')).json()).toEqual({ limit: 7 });
  });

  it('keeps a harmless request id of the caller and replaces a harmful one', async () => {
    const idOf = async (given: string) => (await app.inject({ url: '/api/v1/things', headers: { 'x-request-id': given } })).headers['x-request-id'];
    expect(await idOf('abc-1')).toBe('abc-1');
    expect(await idOf('<script>')).not.toBe('<script>');
  });

  it('forbids sniffing, framing and storing of what the API answers', async () => {
    const { headers } = await app.inject('/api/v1/things');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cache-control': 'no-store' });
  });

  it('describes its routes in OpenAPI 3.1', async () => {
    const answer = (await app.inject('/api/openapi.json')).json();
    expect(answer.openapi).toBe('3.1.0');
    expect(Object.keys(answer.paths)).toContain('/api/v1/things/{id}');
    expect(answer.paths['/api/v1/things'].post.responses.default.content).toHaveProperty(['application/problem+json']);
  });

  it('serves the reference from itself alone', async () => {
    const answer = await app.inject('/api/docs/');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toMatch(/(src|href)="https?:/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  });
});
