import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication, type SourceDirectory } from '#govern';
import { systemClock } from '#kernel';
import { createHttpShell, type EventLog, openEventLog } from '#platform';
import { openTestStores, type TestStores } from '../../../../testing/stores.ts';
import { decodeRecord } from '../../decode/decode.ts';
import { runImport } from '../run/run.ts';
import { registerImportRoutes } from './routes.ts';
import { type ImportProcess, startImportRunner } from './runner.ts';
import { workOnImport } from './work.ts';

const adminKey = 'admin-key-of-the-import-test';
const clock = systemClock();
const folder = mkdtempSync(join(tmpdir(), 'danqing-test-imports-'));
const imports = join(folder, 'imports');
const logger = pino({ level: 'silent' });
const closers: (() => Promise<void>)[] = [];
let stores: TestStores;
let log: EventLog;
let sources: SourceDirectory;
let app: FastifyInstance;
let delivered = 0;

beforeAll(async () => {
  mkdirSync(imports);
  stores = await openTestStores();
  await ensureDefaults({ pg: stores.pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  log = await openEventLog(join(folder, 'log'), { clock });
  sources = await openSourceDirectory(stores.pg);
  const access = await openAccess({ pg: stores.pg, adminKey });
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerImportRoutes(app, { pg: stores.pg, clock, sources, folder: imports, outcomeOf: async () => outcome });
  closers.push(
    () => app.close(),
    access.close,
    sources.close,
    () => log.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

const outcome = { passed: 2, duplicates: 1, dropped: 0, parked: 0 };
const mapping = { when: [{ event: 'Visited' }], timestamp: { column: 'at' }, messageId: ['id'], identifiers: { user_id: { column: 'id' } } };
const csvOf = (rows: number): string => `id,at\n${Array.from({ length: rows }, (_, index) => `${index + 1},2024-01-01`).join('\n')}\n`;

/** The messages that stand in the log for an import, in order. */
const messagesOf = (importId: string): readonly string[] =>
  log
    .read(1, { maxEvents: 1e9, maxBytes: 1e12 })
    .filter((record) => record.importId === importId)
    .flatMap((record) => decodeRecord(record).map((event) => ('invalid' in event ? 'invalid' : JSON.stringify(event.raw['messageId']))));

describe('an import that is interrupted', () => {
  it('is resumed with nothing lost and nothing doubled', async () => {
    const file = join(folder, 'resumed.csv');
    writeFileSync(file, csvOf(21_500));
    const task = { id: 'resumed', workspace: 1, sourceId: 1, file, mapping, at: 0, zone: 'UTC' };
    const deps = { clock, workFolder: join(folder, 'work'), onProgress: () => undefined, delivered: () => Number.MAX_SAFE_INTEGER };
    for (const allowed of [0, 2, 1, 99]) {
      let appends = 0;
      const failing: Pick<EventLog, 'append' | 'lastChunk' | 'head'> = {
        ...log,
        append: (entries, options) => {
          appends += 1;
          // After the second chunk's append the answer is lost: it is in the log, and nobody was told.
          if (appends === allowed && allowed === 2) return log.append(entries, options).then(() => Promise.reject(new Error('killed')));
          return appends > allowed ? Promise.reject(new Error('killed')) : log.append(entries, options);
        },
      };
      const run = runImport(task, { ...deps, log: failing });
      if (allowed < 99) await expect(run).rejects.toThrow('killed');
      else expect(await run).toMatchObject({ tally: { rows: 21_500, made: 21_500 }, lastPosition: log.head() - 1 });
    }
    const ids = messagesOf('resumed');
    expect(ids).toEqual(Array.from({ length: 21_500 }, (_, index) => `"Visited:${index + 1}"`));
  });

  it('waits for the pipeline rather than fill the log', async () => {
    const file = join(folder, 'waiting.csv');
    writeFileSync(file, csvOf(90_000));
    let seen = 0;
    const before = log.head();
    const run = runImport(
      { id: 'waiting', workspace: 1, sourceId: 1, file, mapping, at: 0, zone: 'UTC' },
      { log, clock, workFolder: join(folder, 'work'), onProgress: () => undefined, delivered: () => seen },
    );
    const isWaiting = await Promise.race([run.then(() => false), new Promise((resolve) => setTimeout(() => resolve(true), 3000))]);
    expect(isWaiting).toBe(true);
    expect(log.head() - before).toBeLessThanOrEqual(64);
    seen = Number.MAX_SAFE_INTEGER;
    expect((await run).tally.made).toBe(90_000);
  });
});

const form = (parts: Readonly<Record<string, string | Blob>>): { payload: FormData; headers: Record<string, string> } => {
  const payload = new FormData();
  for (const [name, part] of Object.entries(parts)) payload.append(name, part);
  return { payload, headers: { authorization: `Bearer ${adminKey}` } };
};
const upload = (url: string, parts: Readonly<Record<string, string | Blob>>) => app.inject({ method: 'POST', url, ...form(parts) });
const get = async (url: string) => (await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${adminKey}` } })).json();
const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('the queue of imports', () => {
  it('refuses at once what cannot work, and keeps nothing of it', async () => {
    const file = new Blob(['id,at\n1,2024-01-01\n']);
    const wrong = await upload('/api/v1/imports', { file, map: JSON.stringify({ ...mapping, messageId: ['nr'] }) });
    expect([wrong.statusCode, wrong.json()]).toMatchObject([400, { code: 'DQ_IMPORT_MAPPING', errors: [{ path: '/messageId/0', code: 'unknown_column' }] }]);
    expect((await upload('/api/v1/imports', { file, map: '{' })).json()).toMatchObject({ code: 'DQ_INVALID', errors: [{ path: '/map' }] });
    expect((await upload('/api/v1/imports', { map: '{}' })).json()).toMatchObject({ errors: [{ path: '/file' }] });
    expect((await upload('/api/v1/imports', { file: new Blob(['PK\u0003\u0004']), map: JSON.stringify(mapping) })).json()).toMatchObject({
      code: 'DQ_IMPORT_ARCHIVE',
    });
    const plain = await app.inject({ method: 'POST', url: '/api/v1/imports', payload: {}, headers: { authorization: `Bearer ${adminKey}` } });
    expect(plain.statusCode).toBe(415);
    expect(readdirSync(imports)).toEqual([]);
  });

  it('works them off, each done when the pipeline has delivered its last record', async () => {
    const { pg } = stores;
    let crashes = 2;
    const launch = (id: string): ImportProcess => ({
      // The first two processes die before they did anything.
      ended: crashes-- > 0 ? Promise.resolve(1) : workOnImport(id, { pg, log, clock, folder: imports, delivered: () => delivered }).then(() => 0),
      tellDelivered: () => undefined,
      kill: () => undefined,
    });
    const runner = startImportRunner({ pg, clock, logger, folder: imports, launch, delivered: async () => delivered, outcomeOf: async () => outcome });
    try {
      const body = Buffer.concat([Buffer.from(csvOf(3)), Buffer.from('4\n5,\n')]);
      const created = await upload('/api/v1/imports', { map: new Blob([JSON.stringify({ ...mapping, source: 'shop' })]), file: new File([body], '客户.csv') });
      expect(created.statusCode).toBe(201);
      const url = `/api/v1/imports/${created.json().id}`;
      await until(async () => (await get(url)).phase === 'settling');
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(await get(url)).toMatchObject({ state: 'running', phase: 'settling' });
      delivered = log.head() - 1;
      await until(async () => (await get(url)).state === 'done');
      expect(await get(url)).toMatchObject({
        fileName: '客户.csv',
        source: 'shop',
        rows: 5,
        used: 3,
        rejectedCount: 2,
        rejected: [
          { row: 4, reason: '1 cell where the header has 2' },
          { row: 5, reason: 'no timestamp' },
        ],
        made: 3,
        events: 2,
        duplicates: 1,
        error: null,
      });
      expect(messagesOf(created.json().id)).toEqual(['"Visited:1"', '"Visited:2"', '"Visited:3"']);
      expect(sources.byName(1, 'shop')).toMatchObject({ kind: 'import' });
      expect(await get('/api/v1/imports')).toMatchObject({ items: [{ id: created.json().id }], next: null });

      const dry = await upload('/api/v1/imports/dry-run', { file: new Blob([body]), map: JSON.stringify(mapping) });
      expect(dry.json()).toMatchObject({
        rows: 5,
        made: 3,
        byEvent: { Visited: 3 },
        columns: [
          { name: 'id', type: 'integer', distinct: 4, usedFor: ['/messageId/0', '/identifiers/user_id/column'] },
          { name: 'at', filled: 0.75, type: 'date' },
        ],
      });
      expect((await get('/api/v1/imports')).items).toHaveLength(1);

      const cases = [
        { if: { column: 'id', op: 'eq', value: '2' }, skip: 'price not above 0' },
        { if: { column: 'id', op: 'eq', value: '3' }, skip: '=test' },
        ...mapping.when,
      ];
      const partly = await upload('/api/v1/imports', { file: new Blob([csvOf(4)]), map: JSON.stringify({ ...mapping, when: cases }) });
      const left = `/api/v1/imports/${partly.json().id}`;
      await until(async () => (await get(left)).phase === 'settling');
      delivered = log.head() - 1;
      await until(async () => (await get(left)).state === 'done');
      expect(await get(left)).toMatchObject({ rows: 4, used: 2, skipped: { 'price not above 0': 1, '=test': 1 }, rejectedCount: 0 });
      const listed = (name: string) => app.inject({ method: 'GET', url: `${left}/${name}.csv?lang=zh`, headers: { authorization: `Bearer ${adminKey}` } });
      expect((await listed('skipped')).payload).toBe("\uFEFF行号,原因\r\n2,单价不大于 0\r\n3,'=test\r\n");
      expect((await get(`${url}/skipped.csv`)).code).toBe('DQ_NOT_FOUND');
    } finally {
      await runner.stop();
    }
  });

  it('stops one that is cancelled, and only in the workspace that it belongs to', async () => {
    const created = await upload('/api/v1/imports', { file: new Blob([csvOf(3)]), map: JSON.stringify(mapping) });
    const url = `/api/v1/imports/${created.json().id}`;
    const cancel = () => app.inject({ method: 'POST', url: `${url}/cancel`, headers: { authorization: `Bearer ${adminKey}` } });
    expect((await cancel()).json()).toMatchObject({ state: 'cancelled', phase: 'ended' });
    expect((await cancel()).statusCode).toBe(409);
    expect((await get('/api/v1/imports/none')).code).toBe('DQ_NOT_FOUND');
  });
});
