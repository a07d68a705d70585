import type { FastifyInstance } from 'fastify';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureDefaults, openAccess, openSourceDirectory, registerAuthentication } from '#govern';
import { systemClock } from '#kernel';
import { createHttpShell, type EventLog, openEventLog } from '#platform';
import { openTestStores, type TestStores } from '../../../../testing/stores.ts';
import { workbookOf } from '../read/xlsx/testing.ts';
import { registerImportRoutes } from './routes.ts';
import { type ImportProcess, type ImportRunner, startImportRunner } from './runner.ts';
import { workOnImport } from './work.ts';

const adminKey = 'admin-key-of-the-recognise-test';
const headers = { authorization: `Bearer ${adminKey}` };
const clock = systemClock();
const folder = mkdtempSync(join(tmpdir(), 'danqing-test-recognise-'));
const imports = join(folder, 'imports');
const outcome = { passed: 3, duplicates: 0, dropped: 0, parked: 0 };
const closers: (() => Promise<void>)[] = [];
let stores: TestStores;
let log: EventLog;
let app: FastifyInstance;
let runner: ImportRunner;

beforeAll(async () => {
  mkdirSync(imports);
  stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  log = await openEventLog(join(folder, 'log'), { clock });
  const sources = await openSourceDirectory(pg);
  const access = await openAccess({ pg, adminKey });
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerImportRoutes(app, { pg, clock, sources, folder: imports, outcomeOf: async () => outcome });
  const delivered = (): number => Number.MAX_SAFE_INTEGER;
  const launch = (id: string): ImportProcess => ({
    ended: workOnImport(id, { pg, log, clock, folder: imports, delivered }).then(() => 0),
    tellDelivered: () => undefined,
    kill: () => undefined,
  });
  runner = startImportRunner({
    pg,
    clock,
    logger: pino({ level: 'silent' }),
    folder: imports,
    launch,
    delivered: async () => delivered(),
    outcomeOf: async () => outcome,
  });
  closers.push(
    runner.stop,
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

const post = (url: string, parts: Readonly<Record<string, string | Blob>>) => {
  const payload = new FormData();
  for (const [name, part] of Object.entries(parts)) payload.append(name, part);
  return app.inject({ method: 'POST', url, payload, headers });
};
const get = async (url: string) => (await app.inject({ method: 'GET', url, headers })).json();
const ended = async (id: string) => {
  for (;;) {
    const report = await get(`/api/v1/imports/${id}`);
    if (['done', 'failed', 'cancelled'].includes(report.state)) return report;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const book = workbookOf([
  {
    name: '会员',
    rows: [
      ['会员资料'],
      ['手机号', '姓名', '等级', '备注'],
      ['13812345678', '王小明', '金卡', 'a'],
      ['138****5678', '李雷', '银卡', 'b'],
      ['15900001111', '韩梅', '金卡', 'c'],
      [null, '无名', '金卡', 'd'],
    ],
  },
]);
const file = () => new File([new Uint8Array(book)], '会员.xlsx');

describe('a file that is dropped', () => {
  it('is recognised, tried, imported and remembered without a mapping by hand', async () => {
    const recognised = (await post('/api/v1/imports/recognise', { file: file() })).json();
    expect(recognised).toMatchObject({
      fileName: '会员.xlsx',
      isComplete: true,
      format: 'xlsx',
      headerRow: 2,
      rows: 4,
      kindOfTable: 'customers',
      remembered: null,
      importedBefore: null,
    });
    expect(recognised.columns.map(({ guess }: { guess: { target: string } }) => guess.target)).toEqual([
      'identifier:phone',
      'trait:name',
      'trait:memberLevel',
      'trait:备注',
    ]);
    expect(recognised.columns[0]).toMatchObject({ masked: 1, valid: 2 / 3 });
    expect(recognised.summary[1].zh).toBe('手机号 66.6 % 有效，1 个打码号不用于合并');
    expect(recognised).not.toHaveProperty('basis');

    const choices = { targets: { 备注: 'ignore' } };
    const composed = (await app.inject({ method: 'POST', url: `/api/v1/imports/recognise/${recognised.id}/mapping`, payload: choices, headers })).json();
    expect(composed).toMatchObject({
      problems: [],
      mapping: { identifiers: { phone: { column: '手机号' } }, traits: { name: { column: '姓名' }, memberLevel: { column: '等级' } } },
    });
    expect(composed.mapping.traits).not.toHaveProperty('备注');

    const map = JSON.stringify(composed.mapping);
    const dry = await post('/api/v1/imports/dry-run', { upload: recognised.id, map, wait: 'false' });
    expect(dry.statusCode).toBe(202);
    expect(await ended(dry.json().id)).toMatchObject({ state: 'done' });
    const report = await get(`/api/v1/imports/${dry.json().id}/dry-run`);
    expect(report).toMatchObject({ rows: 4, used: 3, rejectedCount: 1, made: 3, people: { nobody: 1, identifiers: [{ kind: 'phone', valid: 2, masked: 1 }] } });
    const csv = await app.inject({ method: 'GET', url: `/api/v1/imports/${dry.json().id}/rejected.csv?lang=zh`, headers });
    expect(csv.payload).toBe('\uFEFF行号,列,值,原因\r\n4,手机号,,没有能认出客户的标识\r\n');

    const made = await post('/api/v1/imports', { upload: recognised.id, map, choices: JSON.stringify(choices) });
    expect(made.statusCode).toBe(201);
    expect(await ended(made.json().id)).toMatchObject({ state: 'done', rows: 4, made: 3, events: 3 });

    const again = (await post('/api/v1/imports/recognise', { file: file() })).json();
    expect(again).toMatchObject({ importedBefore: { id: made.json().id, events: 3 }, remembered: { fileName: '会员.xlsx' } });
    expect(again.columns[3].guess).toMatchObject({ target: 'ignore', confidence: 1 });
    expect(again.proposal.traits).toEqual(composed.mapping.traits);
  });

  it('that is no table is refused with what to do, as is one that nobody may see', async () => {
    const old = await post('/api/v1/imports/recognise', { file: new Blob([Buffer.from('d0cf11e0a1b11ae1', 'hex')]) });
    expect([old.statusCode, old.json().code]).toEqual([400, 'DQ_IMPORT_FORMAT']);
    expect((await post('/api/v1/imports/recognise', { upload: 'none' })).json()).toMatchObject({ code: 'DQ_NOT_FOUND' });
    expect((await post('/api/v1/imports/recognise', {})).json()).toMatchObject({ errors: [{ path: '/file' }] });
  });
});
