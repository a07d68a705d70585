import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultKinds, openDedupe } from '#clean';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication, registerIdempotency } from '#govern';
import { isJsonObject, systemClock } from '#kernel';
import { startPipeline } from '#pipeline';
import { createHttpShell, openEventLog } from '#platform';
import { registerEntityRoutes } from '#profile';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { submitTo } from './submit.ts';

const adminKey = 'admin-key-of-the-entities-test';
const clock = systemClock();
const closers: (() => Promise<unknown>)[] = [];
let stores: TestStores;
let app: FastifyInstance;

beforeAll(async () => {
  stores = await openTestStores();
  const { pg, clickhouse } = stores;
  const folder = await mkdtemp(join(tmpdir(), 'danqing-entities-'));
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const [log, sources, access] = [await openEventLog(join(folder, 'log'), { clock }), await openSourceDirectory(pg), await openAccess({ pg, adminKey })];
  const dedupe = openDedupe(join(folder, 'dedupe'));
  const pipeline = startPipeline({ pg, clickhouse, log, sources, kinds: { of: () => defaultKinds }, dedupe, clock, logger: pino({ level: 'silent' }) });
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerIdempotency(app, { pg });
  registerEntityRoutes(app, { pg, clock, submit: submitTo({ pg, log, sources, clock }) });
  closers.push(
    () => app.close(),
    pipeline.stop,
    access.close,
    sources.close,
    dedupe.close,
    () => log.close(),
    () => rm(folder, { recursive: true, force: true }),
    stores.close,
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';
async function ask(method: Method, path: string, payload?: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await app.inject({
    method,
    url: `/api/v1/entities${path}`,
    headers: { authorization: `Bearer ${adminKey}` },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.payload === '' || answer.payload === 'null' ? null : JSON.parse(answer.payload) };
}

describe('an entity over HTTP', () => {
  it('is read back at once as it was said, merged attribute by attribute, with its history', async () => {
    const first = await ask('PUT', '/product/SKU 1%2F2', { attributes: { brand: 'X', size: { w: 1, h: 2 } }, timestamp: '2026-01-01' });
    expect(first).toMatchObject({ status: 200, body: { kind: 'product', key: 'SKU 1/2', attributes: { brand: 'X', size: { w: 1, h: 2 } }, gone: false } });
    await ask('PUT', '/product/SKU 1%2F2', { attributes: { size: { h: 3 } }, timestamp: '2026-03-01' });
    await ask('PUT', '/product/SKU 1%2F2', { attributes: { brand: 'Y' }, timestamp: '2026-02-01' });
    expect((await ask('GET', '/product/SKU 1%2F2')).body).toMatchObject({
      attributes: { brand: 'Y', size: { w: 1, h: 3 } },
      firstAt: '2025-12-31T16:00:00.000Z',
      lastAt: '2026-02-28T16:00:00.000Z',
      history: [
        { at: '2026-02-28T16:00:00.000Z', attributes: { brand: 'Y', size: { w: 1, h: 3 } }, gone: false },
        { at: '2026-01-31T16:00:00.000Z', attributes: { brand: 'Y', size: { w: 1, h: 2 } }, gone: false },
        { at: '2025-12-31T16:00:00.000Z', attributes: { brand: 'X', size: { w: 1, h: 2 } }, gone: false },
      ],
    });
    const rows = await stores.clickhouse.query(`SELECT attributes.brand AS brand, attributes.size.h AS h FROM entity WHERE key = 'SKU 1/2' ORDER BY ts`);
    expect(rows).toEqual([
      { brand: 'X', h: '2' },
      { brand: 'Y', h: '2' },
      { brand: 'Y', h: '3' },
    ]);
  });

  it('comes in batches, is listed by key page by page, and ends without losing its history', async () => {
    const shops = ['b', 'a', 'c'].map((key) => ({ kind: 'shop', key, attributes: { city: key } }));
    expect(await ask('POST', '', { entities: shops })).toEqual({ status: 200, body: { accepted: 3, applied: true } });
    const page = await ask('GET', '/shop?limit=2');
    expect(page.body).toMatchObject({ items: [{ key: 'a' }, { key: 'b' }] });
    const next = isJsonObject(page.body) ? String(page.body['next']) : '';
    expect(await ask('GET', `/shop?limit=2&cursor=${next}`)).toMatchObject({ body: { items: [{ key: 'c' }], next: null } });
    expect((await ask('DELETE', '/shop/b')).status).toBe(204);
    expect(await ask('GET', '/shop')).toMatchObject({ body: { items: [{ key: 'a' }, { key: 'c' }], next: null } });
    expect(await ask('GET', '/shop?gone=true')).toMatchObject({ body: { items: [{ key: 'a' }, { key: 'b', gone: true }, { key: 'c' }] } });
    expect(await ask('GET', '/shop/b')).toMatchObject({ body: { gone: true, history: [{ gone: true }, { gone: false, attributes: { city: 'b' } }] } });
    expect(await ask('GET', '')).toMatchObject({ body: { items: expect.arrayContaining([{ kind: 'shop', count: 2 }]) } });
  });

  it('is refused where it stands, when it cannot be kept', async () => {
    expect(await ask('GET', '/shop/nowhere')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/Bad kind')).toMatchObject({ status: 400 });
    expect(await ask('PUT', '/shop/s', { attributes: {}, timestamp: 'soon' })).toMatchObject({ status: 400, body: { errors: [{ path: '/timestamp' }] } });
    const late = {
      entities: [
        { kind: 'shop', key: 's' },
        { kind: 'shop', key: 's', timestamp: '1960-01-01' },
      ],
    };
    expect(await ask('POST', '', late)).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/entities/1', message: 'time_before_1970: "1959-12-31T16:00:00.000Z"' }] },
    });
  });
});
