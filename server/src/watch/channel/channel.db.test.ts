import type { FastifyInstance } from 'fastify';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakeClock, objectAt, workspaceId } from '#kernel';
import { createHttpShell, createOutbound, createSeal } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { deliverDue, startDeliveries } from './deliver.ts';
import { putDelivery } from './delivery.store.ts';
import type { Message } from './message.ts';
import { registerChannelRoutes } from './routes.ts';
import { type SendDeps } from './send.ts';
import { signatureOf } from './webhook.ts';

const clock = fakeClock(Date.parse('2026-06-01T12:00:00Z'));
const seal = createSeal('secret of the data folder');
const botSecret = 'SECbot';

let stores: TestStores;
let app: FastifyInstance;
let server: Server;
let base = '';
let deps: SendDeps;
/** What the other side answers next, by path; without one, as it does when all is well. */
const answers = new Map<string, { status?: number; headers?: Record<string, string>; body: object }[]>();
const heard: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];

/** The other sides, as their documentation has them: they check what was signed. */
function answerAs(url: URL, headers: IncomingMessage['headers'], body: string): { status: number; body: object } {
  const sent: unknown = JSON.parse(body);
  const json = objectAt(sent);
  if (url.pathname === '/wecom')
    return { status: 200, body: url.searchParams.get('key') === 'k' ? { errcode: 0, errmsg: 'ok' } : { errcode: 93000, errmsg: 'invalid webhook url' } };
  if (url.pathname === '/feishu') {
    const wanted = createHmac('sha256', `${String(json['timestamp'])}\n${botSecret}`)
      .update('')
      .digest('base64');
    const isRecent = Math.abs(Number(json['timestamp']) * 1000 - clock.now()) < 3_600_000;
    return {
      status: 200,
      body:
        json['sign'] === wanted && isRecent
          ? { code: 0, msg: 'success' }
          : { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' },
    };
  }
  if (url.pathname === '/dingtalk') {
    const timestamp = url.searchParams.get('timestamp') ?? '';
    const wanted = createHmac('sha256', botSecret).update(`${timestamp}\n${botSecret}`).digest('base64');
    return {
      status: 200,
      body:
        url.searchParams.get('sign') === wanted && url.searchParams.get('access_token') === 't'
          ? { errcode: 0, errmsg: 'ok' }
          : { errcode: 310000, errmsg: 'sign not match' },
    };
  }
  return { status: headers['x-danqing-signature'] === undefined ? 401 : 200, body: {} };
}

beforeAll(async () => {
  stores = await openTestStores();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', base);
      heard.push({ path: url.pathname, headers: request.headers, body });
      const planned = answers.get(url.pathname)?.shift();
      const { status, body: answer } = planned === undefined ? answerAs(url, request.headers, body) : { status: planned.status ?? 200, body: planned.body };
      response.writeHead(status, { 'content-type': 'application/json', ...planned?.headers }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  deps = { pg: stores.pg, seal, clock, outbound: createOutbound({ allowsPrivate: true }) };
  app = await createHttpShell();
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = {
      workspace: workspaceId(1),
      timezone: 'UTC',
      defaultRegion: 'CN',
      name: 'ops',
      scopes: ['read', 'write'],
      isInstanceAdmin: false,
      operator: null,
      seesPersonalData: false,
    };
    done();
  });
  registerChannelRoutes(app, { ...deps, allowsPrivateHooks: true });
});
afterAll(async () => {
  await app.close();
  server.close();
  await stores.close();
});
beforeEach(() => {
  heard.length = 0;
  answers.clear();
});

const call = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url: `/api/v1${url}`, ...(payload === undefined ? {} : { payload }) });
const make = async (input: object) => (await call('POST', '/alert-channels', { language: 'zh', ...input })).json();
const message: Message = {
  about: 'alert',
  level: 'critical',
  title: { zh: '处理积压超过 1,000 条', en: 'The pipeline is 1,000 events behind' },
  lines: [{ zh: '积压 12,345 条 <script> *x*', en: '12,345 behind' }],
  link: 'https://cdp.example.com/w/main/settings/alerts',
  data: { alerts: [{ rule: 1 }] },
};
const put = (channel: number) => stores.pg.transaction((tx) => putDelivery(tx, 1, channel, message, new Date(clock.now())));
const delivery = async (id: string) => (await call('GET', '/alert-deliveries?limit=200')).json().items.find((one: { id: string }) => one.id === id);

describe('channels', () => {
  it.each([
    ['wecom', '/wecom?key=k', null],
    ['feishu', '/feishu', botSecret],
    ['dingtalk', '/dingtalk?access_token=t', botSecret],
  ])('%s takes a message in its own form, signed as it asks', async (kind, path, secret) => {
    const { id } = await make({ kind, name: kind, url: `${base}${path}`, ...(secret === null ? {} : { secret }) });
    expect((await call('POST', `/alert-channels/${id}/test`)).json()).toEqual({ isSent: true, problem: null });
    const sent = await put(id);
    await deliverDue(deps);
    expect(await delivery(sent)).toMatchObject({ state: 'sent', attempts: [{ status: 200, problem: null }] });
    expect(heard.at(-1)?.body).toContain('积压 12,345 条');
    expect(heard.at(-1)?.body).not.toContain('<script>*x*');
  });

  it('say what a bot says that does not know the signature, and do not try that again', async () => {
    const { id } = await make({ kind: 'feishu', name: 'unsigned', url: `${base}/feishu`, secret: 'wrong' });
    expect((await call('POST', `/alert-channels/${id}/test`)).json()).toMatchObject({
      isSent: false,
      problem: expect.stringMatching(/^19021 sign match fail/),
    });
    const sent = await put(id);
    await deliverDue(deps);
    expect((await delivery(sent)).state).toBe('dead');
  });

  it('sign webhooks so that a listener can check them, with a key that is shown once', async () => {
    const made = await make({ kind: 'webhook', name: 'hook', url: `${base}/hook?token=private` });
    expect(made.secret).toMatch(/^dqs_/);
    const sent = await put(made.id);
    await deliverDue(deps);
    const [request] = heard;
    expect(request?.headers['x-danqing-signature']).toBe(signatureOf(made.secret, String(request?.headers['x-danqing-timestamp']), request?.body ?? ''));
    expect(request?.headers['x-danqing-delivery']).toBe(sent);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ id: sent, type: 'alert', alerts: [{ rule: 1 }] });
    const shown = (await call('GET', '/alert-channels')).body;
    expect(shown).not.toContain('private');
    expect(shown).not.toContain(made.secret);
    const rows = await stores.pg.query<{ secret: Buffer | null }>('SELECT secret FROM watch.channel');
    expect(rows.filter(({ secret }) => secret?.includes('private'))).toEqual([]);
  });

  it('keep address and key when only the name changes, and refuse a name that is taken', async () => {
    const { id } = await make({ kind: 'dingtalk', name: 'ding two', url: `${base}/dingtalk?access_token=t`, secret: botSecret });
    expect((await call('PUT', `/alert-channels/${id}`, { name: 'ding 2' })).json()).toMatchObject({ name: 'ding 2', hasSecret: true });
    expect((await call('POST', `/alert-channels/${id}/test`)).json().isSent).toBe(true);
    expect((await call('PUT', `/alert-channels/${id}`, { name: 'hook' })).statusCode).toBe(409);
    expect((await call('POST', '/alert-channels', { kind: 'wecom', name: 'hook', language: 'zh', url: `${base}/wecom` })).statusCode).toBe(409);
  });

  it('refuse what does not fit their kind', async () => {
    const attempts = [
      { kind: 'email', name: 'a' },
      { kind: 'webhook', name: 'b' },
      { kind: 'webhook', name: 'c', url: 'ftp://x' },
      { kind: 'wecom', name: 'd', url: `${base}/wecom`, secret: 'x' },
      { kind: 'feishu', name: 'e', url: `${base}/feishu`, to: ['a@example.com'] },
    ];
    for (const attempt of attempts) expect((await call('POST', '/alert-channels', { language: 'zh', ...attempt })).statusCode).toBe(400);
  });

  it('say that e-mail needs a mail server', async () => {
    const { id } = await make({ kind: 'email', name: 'mail', to: ['ann@example.com'] });
    expect((await call('POST', `/alert-channels/${id}/test`)).json()).toMatchObject({ isSent: false, problem: expect.stringContaining('DQ_MAIL_NOT_SET') });
  });
});

describe('deliveries', () => {
  it('are tried again after growing pauses, and wait as long as the other side asks', async () => {
    const { id } = await make({ kind: 'webhook', name: 'flaky', url: `${base}/flaky` });
    answers.set('/flaky', [
      { status: 503, body: {} },
      { status: 429, headers: { 'retry-after': '300' }, body: {} },
    ]);
    const sent = await put(id);
    await deliverDue(deps);
    expect(await delivery(sent)).toMatchObject({ state: 'waiting', attempts: [{ status: 503 }] });
    clock.advance(29_000);
    expect(await deliverDue(deps)).toBe(0);
    clock.advance(1_000);
    await deliverDue(deps);
    clock.advance(299_000);
    expect(await deliverDue(deps)).toBe(0);
    clock.advance(1_000);
    await deliverDue(deps);
    expect(await delivery(sent)).toMatchObject({ state: 'sent', attempts: [{ status: 503 }, { status: 429 }, { status: 200, problem: null }] });
    expect(new Set(heard.map(({ headers }) => headers['x-danqing-delivery']))).toEqual(new Set([sent]));
  });

  it('respect the limits of bots: DingTalk is silent for ten minutes', async () => {
    const { id } = await make({ kind: 'dingtalk', name: 'busy', url: `${base}/busy` });
    answers.set('/busy', [{ body: { errcode: 130101, errmsg: 'send too fast' } }]);
    const sent = await put(id);
    await deliverDue(deps);
    const { state, nextAt } = await delivery(sent);
    expect({ state, inMs: Date.parse(nextAt) - clock.now() }).toEqual({ state: 'waiting', inMs: 600_000 });
  });

  it('are given up at last, can be seen then and be tried once more', async () => {
    const { id } = await make({ kind: 'webhook', name: 'gone', url: `${base}/gone` });
    answers.set(
      '/gone',
      Array.from({ length: 11 }, () => ({ status: 500, body: {} })),
    );
    const sent = await put(id);
    for (let tries = 0; tries < 12; tries++) {
      await deliverDue(deps);
      clock.advance(9 * 3_600_000);
    }
    const dead = (await call('GET', '/alert-deliveries?state=dead')).json().items.find((one: { id: string }) => one.id === sent);
    expect(dead.attempts.length).toBe(11);
    expect((await call('POST', `/alert-deliveries/${sent}/retry`)).statusCode).toBe(202);
    await deliverDue(deps);
    expect((await delivery(sent)).state).toBe('sent');
    expect((await call('POST', `/alert-deliveries/${sent}/retry`)).statusCode).toBe(409);
  });

  it('are taken up by another worker when the first dies over them', async () => {
    const { id } = await make({ kind: 'webhook', name: 'crash', url: `${base}/crash` });
    const sent = await put(id);
    await stores.pg.query(`UPDATE watch.delivery SET attempts = 1, next_at = $2 WHERE id = $1`, [sent, new Date(clock.now() + 60_000)]);
    expect(await deliverDue(deps)).toBe(0);
    clock.advance(60_000);
    expect(await deliverDue(deps)).toBe(1);
    expect((await delivery(sent)).state).toBe('sent');
  });

  it('reach no private address where that is not allowed', async () => {
    const { id } = await make({ kind: 'webhook', name: 'inside', url: `${base}/inside` });
    const sent = await put(id);
    await deliverDue({ ...deps, outbound: createOutbound({ allowsPrivate: false }) });
    expect(await delivery(sent)).toMatchObject({ state: 'dead', attempts: [{ problem: expect.stringContaining('DQ_ADDRESS_PRIVATE') }] });
    expect(heard).toEqual([]);
  });

  it('go out by themselves while the worker runs', async () => {
    const { id } = await make({ kind: 'webhook', name: 'loop', url: `${base}/loop` });
    const sent = await put(id);
    const running = startDeliveries({ ...deps, logger: pino({ level: 'silent' }) });
    await expect.poll(async () => (await delivery(sent)).state).toBe('sent');
    await running.stop();
  });
});
