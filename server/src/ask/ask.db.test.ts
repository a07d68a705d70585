import type { QuestionView, SqlRowsView, SqlRunView, SqlSchemaView } from '@danqing/contracts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRows } from '#collect';
import { openPrivacyDirectory, viewMaskOf } from '#govern';
import { createSeal } from '#platform';
import { readTraitTags } from '#tag';
import { type Definitions, openDefinitions } from '../../testing/definitions.ts';
import type { AskDeps } from './deps.ts';
import { examples } from './examples.ts';
import { registerAskRoutes } from './routes.ts';
import { askDue } from './schedule.ts';

let world: Definitions;
let deps: AskDeps;
let close: () => Promise<void>;
/** Who asks: an operator, who sees pseudonyms, unless a test says otherwise. */
let seesPersonalData = false;
let operator = 'ann';

beforeAll(async () => {
  world = await openDefinitions('2026-06-01T12:00:00Z');
  const { pg } = world.stores;
  const privacy = await openPrivacyDirectory(pg, readTraitTags);
  const seal = createSeal('of this test');
  deps = { ...world.base, privacy, seal, maskOf: (workspace) => viewMaskOf({ privacy, seal }, workspace) };
  const { app } = world;
  app.addHook('preHandler', (request, _reply, done) => {
    const person = { id: operator, name: operator, email: '', role: operator === 'boss' ? ('admin' as const) : ('analyst' as const) };
    request.caller = { ...request.caller, seesPersonalData, name: operator, operator: seesPersonalData ? null : person, isInstanceAdmin: seesPersonalData };
    done();
  });
  registerAskRoutes(app, deps);
  await world.addProfiles({
    1: { city: '上海', phone: '13800001111' },
    2: { city: '北京', phone: '13800002222' },
    3: { city: '上海' },
  });
  await world.addEvents([
    {
      profile: 1,
      at: '2026-05-30T00:00:00Z',
      properties: { revenue: 10.5, order_id: 'A', products: [{ sku: 'S', price: 10.5, quantity: 1, category: '女装' }] },
    },
    { profile: 1, at: '2026-04-30T00:00:00Z', properties: { revenue: 20, order_id: 'B' } },
    { profile: 2, at: '2026-04-01T00:00:00Z', properties: { revenue: 5, order_id: 'C' } },
  ]);
  close = async () => {
    await world.close();
    await privacy.close();
  };
});
afterAll(() => close());

async function ended(id: string): Promise<SqlRunView> {
  for (;;) {
    const { body } = await world.call('GET', `/sql/runs/${id}`);
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await sleep(30);
  }
}

async function ask(sql: string, parameters: object = {}): Promise<SqlRunView & { answer: SqlRowsView | null }> {
  const { status, body } = await world.call('POST', '/sql/runs', { sql, parameters });
  if (status !== 202) throw new Error(JSON.stringify(body));
  const run = await ended(body.id);
  return { ...run, answer: run.state === 'done' ? (await world.call('GET', `/sql/runs/${run.id}/rows`)).body : null };
}

describe('a statement', () => {
  it('is answered with its columns, their types and what it took', async () => {
    const run = await ask('SELECT traits.city AS city, count() AS people FROM profiles GROUP BY city ORDER BY people DESC');
    expect(run).toMatchObject({ state: 'done', rows: 2, isCut: false, isMine: true, isMasked: true, error: null });
    expect(run.rowsRead).toBeGreaterThan(0);
    expect(run.answer).toEqual({
      columns: [
        { name: 'city', type: expect.stringContaining('String') },
        { name: 'people', type: 'UInt64' },
      ],
      rows: [
        ['上海', 2],
        ['北京', 1],
      ],
      next: null,
    });
  });

  it('keeps its order, its duplicate columns and numbers that no double can hold', async () => {
    const { answer } = await ask('SELECT arrayJoin(range(2000)) AS n, toUInt64(9007199254740993) AS big ORDER BY n DESC');
    expect([answer?.rows[0], answer?.rows.length, answer?.next]).toEqual([[1999, '9007199254740993'], 500, 1]);
  });

  it('shows ten thousand rows and says that there were more', async () => {
    const run = await ask('SELECT arrayJoin(range(20000)) AS n');
    expect([run.rows, run.isCut]).toEqual([10_000, true]);
  });

  it('takes values by their types', async () => {
    const sql = 'SELECT count() AS n FROM orders WHERE ts >= {{since:Date}} AND revenue > {{least:Number}}';
    expect((await ask(sql, { since: '2026-04-15', least: '10' })).answer?.rows).toEqual([[2]]);
    expect((await ask(sql, { since: 'soon', least: 1 })).error).toMatchObject({ code: 'DQ_TYPE' });
    expect((await ask(sql, { since: '2026-04-15' })).error).toMatchObject({ code: 'DQ_REQUIRED' });
  });

  it('shows pseudonyms to operators and what there is to keys that see it, whose answers operators do not find', async () => {
    const sql = 'SELECT traits.phone AS phone FROM profiles WHERE profile_id = 1';
    expect((await ask(sql)).answer?.rows).toEqual([[expect.stringMatching(/^phone:/)]]);
    seesPersonalData = true;
    const run = await ask(sql);
    seesPersonalData = false;
    expect([run.answer?.rows, run.isMasked]).toEqual([[['13800001111']], false]);
    expect((await world.call('GET', `/sql/runs/${run.id}`)).status).toBe(404);
  });

  it.each([
    ['SELECT sleep(1)', 'DQ_SQL_NOT_ALLOWED', 1, 'the function sleep cannot be used'],
    ['SELECT 1\nFROM tag_value', 'DQ_SQL_NOT_ALLOWED', 2, 'tag_value is the name of an inner table'],
    ['SELECT profile_id,\n  cityy\nFROM profiles', 'DQ_SQL', 2, 'cityy'],
    ['SELECT profile_id\nFROM profiles\nWHER 1', 'DQ_SQL', 3, ''],
  ])('%s is refused with its line', async (sql, code, line, message) => {
    const { body } = await world.call('POST', '/sql/check', { sql });
    expect(body.errors[0]).toMatchObject({ code, line, message: expect.stringContaining(message) });
    expect(JSON.stringify(body)).not.toMatch(/sipHash|PREWHERE|\b\d{15,}\b/);
  });

  it('says before it runs what it gives and reads', async () => {
    const { body } = await world.call('POST', '/sql/check', { sql: 'SELECT name, {{x:String}} AS x FROM events' });
    expect(body).toMatchObject({ errors: [], parameters: [{ name: 'x', type: 'string' }], columns: [{ name: 'name' }, { name: 'x' }] });
    expect(body.rows).toEqual(expect.any(Number));
  });

  it('fails without the values that the engine quotes', async () => {
    const { error } = await ask('SELECT toInt64(assumeNotNull(traits.city)) FROM profiles');
    expect(error?.code).toBe('DQ_SQL_VALUE');
    expect(JSON.stringify(error)).not.toContain('上海');
  });

  it.each([
    ['memory', 'SELECT groupArray(repeat(toString(n), 1000)) AS x FROM (SELECT arrayJoin(range(10000000)) AS n)', 'DQ_SQL_TOO_LARGE'],
    ['arrays', 'SELECT arraySum(arrayMap(x -> arraySum(range(x % 10000)), range(3000000))) AS x', 'DQ_SQL_VALUE'],
    ['an answer that is too wide', `SELECT arrayJoin(range(9000)) AS n, repeat('x', 100000) AS wide`, 'DQ_SQL_TOO_LARGE'],
  ])('is ended when it takes too much %s', async (_what, sql, code) => {
    const { state, error } = await ask(sql);
    expect([state, error?.code]).toEqual(['failed', code]);
  });

  it('is killed when somebody stops it', async () => {
    const { body } = await world.call('POST', '/sql/runs', {
      sql: 'SELECT sum(sipHash64(a, b)) AS x FROM (SELECT arrayJoin(range(30000)) AS a) AS l CROSS JOIN (SELECT arrayJoin(range(1000000)) AS b) AS r',
    });
    while ((await world.call('GET', `/sql/runs/${body.id}`)).body.state === 'queued') await sleep(20);
    expect((await world.call('DELETE', `/sql/runs/${body.id}`)).status).toBe(204);
    expect((await ended(body.id)).state).toBe('stopped');
    expect(await world.stores.clickhouse.query('SELECT 1 FROM system.processes WHERE query_id = {id:String}', { id: body.id })).toEqual([]);
  });

  it('is kept without personal values, for whoever asked and for admins', async () => {
    await ask(`SELECT count() AS n FROM profiles WHERE traits.phone = '13800001111' -- 13800001111`);
    const { body } = await world.call('GET', '/sql/runs?limit=1');
    expect(body.items[0].sql).not.toContain('13800001111');
    expect((await world.call('GET', '/sql/runs?who=all')).status).toBe(403);
    operator = 'boss';
    expect((await world.call('GET', '/sql/runs')).body.items).toEqual([]);
    expect((await world.call('GET', '/sql/runs?who=all')).body.items.length).toBeGreaterThan(5);
    operator = 'ann';
    const [entry] = await world.stores.pg.query<{ details: object }>(`SELECT details FROM govern.audit WHERE action = 'sql.run' ORDER BY id DESC LIMIT 1`);
    expect(entry?.details).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), characters: expect.any(Number) });
  });

  it('can be asked in all the ways that the examples show', async () => {
    const { body } = await world.call('GET', '/sql/schema');
    const schema: SqlSchemaView = body;
    expect(schema.views.map(({ name }) => name)).toEqual(expect.arrayContaining(['profiles', 'events', 'orders', 'order_lines', 'segment_members']));
    for (const { key, sql } of examples) expect([key, (await ask(sql)).error]).toEqual([key, null]);
    expect((await ask(examples.find(({ key }) => key === 'repurchase')?.sql ?? '')).answer?.rows).toEqual([[2, 1, 0.5]]);
  });
});

describe('people in an answer', () => {
  it('become a fixed list of all of them, who live here', async () => {
    const run = await ask(`SELECT profile_id FROM orders UNION ALL SELECT 4711 AS profile_id`);
    expect((await world.call('POST', `/sql/runs/${run.id}/list`, { key: 'buyers' })).body).toEqual({ list: 'buyers', people: 2 });
    expect((await world.call('GET', '/lists/buyers/members')).body.items).toEqual([1, 2]);
    expect((await world.call('POST', `/sql/runs/${run.id}/list`, { key: 'buyers' })).status).toBe(409);
  });

  it('become a segment that is computed every day', async () => {
    const run = await ask('SELECT profile_id FROM orders GROUP BY profile_id HAVING sum(revenue) > 10');
    expect((await world.call('POST', `/sql/runs/${run.id}/segment`, { key: 'rich', name: '买得多的人' })).body).toEqual({ segment: 'rich', tag: 'rich_sql' });
    await world.settle();
    await world.settle();
    expect((await world.call('GET', '/segments/rich/members')).body.items).toEqual([1]);
  });

  it('need a column that says who they are', async () => {
    const run = await ask('SELECT count() AS n FROM orders');
    expect((await world.call('POST', `/sql/runs/${run.id}/list`, { key: 'nobody' })).body.code).toBe('DQ_NO_PEOPLE');
  });
});

describe('a question', () => {
  const chart = { kind: 'bar', x: 'city', y: ['people'] };
  const wish = { name: '各城市人数', folder: '客户', sql: 'SELECT traits.city AS city, count() AS people FROM profiles GROUP BY city', chart };

  it('is kept with its versions, and shown to colleagues when it is theirs to see', async () => {
    const made: QuestionView = (await world.call('POST', '/questions', wish)).body;
    expect(made).toMatchObject({ ...wish, visibility: 'mine', version: 1, isMine: true, mayChange: true, result: null });
    operator = 'bob';
    expect((await world.call('GET', `/questions/${made.id}`)).status).toBe(404);
    operator = 'ann';
    await world.call('PUT', `/questions/${made.id}`, { visibility: 'workspace' });
    operator = 'bob';
    expect((await world.call('GET', `/questions/${made.id}`)).body).toMatchObject({ isMine: false, mayChange: false, version: 2 });
    expect((await world.call('PUT', `/questions/${made.id}`, { name: 'x' })).status).toBe(403);
    const run = await ended((await world.call('POST', `/questions/${made.id}/run`, {})).body.id);
    operator = 'ann';
    const shown: QuestionView = (await world.call('GET', `/questions/${made.id}`)).body;
    expect(shown.result).toMatchObject({ id: run.id, state: 'done', rows: 2 });
    expect((await world.call('GET', `/sql/runs/${run.id}/rows`)).body.rows).toHaveLength(2);
    expect((await world.call('GET', `/questions/${made.id}/versions`)).body.items.map((each: { version: number }) => each.version)).toEqual([2, 1]);
    expect((await world.call('PUT', `/questions/${made.id}`, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await world.call('DELETE', `/questions/${made.id}`)).status).toBe(204);
  });

  it('holds nobody’s personal data', async () => {
    const sql = `SELECT 1 AS x FROM profiles WHERE traits.phone = '13800001111'`;
    expect((await world.call('POST', '/questions', { ...wish, sql })).body.errors[0]).toMatchObject({ path: '/sql', code: 'DQ_PERSONAL_IN_SQL' });
    expect((await world.call('POST', '/questions', { ...wish, sql: 'SELECT {{who:String}} AS x', parameters: { who: '13800001111' } })).status).toBe(400);
  });

  it('is asked every day, masked, and shows its newest answer', async () => {
    const sql = 'SELECT traits.phone AS phone FROM profiles WHERE profile_id = 1';
    const made: QuestionView = (await world.call('POST', '/questions', { ...wish, sql, schedule: 'daily' })).body;
    expect(await askDue(deps, new AbortController().signal)).toBe(true);
    expect(await askDue(deps, new AbortController().signal)).toBe(false);
    const shown: QuestionView = (await world.call('GET', `/questions/${made.id}`)).body;
    expect(shown.result).toMatchObject({ cause: 'schedule', state: 'done', isMasked: true });
    expect((await world.call('GET', `/sql/runs/${shown.result?.id ?? ''}/rows`)).body.rows).toEqual([[expect.stringMatching(/^phone:/)]]);
    world.clock.advance(24 * 3_600_000);
    expect(await askDue(deps, new AbortController().signal)).toBe(true);
  });
});

/** What somebody downloads as a workbook, as another reader sees it. */
async function sheetOf(run: string, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({ reason: 'for the report', format: 'xlsx', ...more });
  const answer = await world.app.inject({ url: `/api/v1/sql/runs/${run}/download?${query.toString()}` });
  const folder = await mkdtemp(join(tmpdir(), 'danqing-test-answer-'));
  try {
    await writeFile(join(folder, 'answer.xlsx'), answer.rawPayload);
    if (answer.statusCode !== 200) return { status: answer.statusCode, body: answer.json(), headers: answer.headers, rows: [], columns: [], sheet: null };
    const file = await openRows(join(folder, 'answer.xlsx'), { columns: [] });
    const rows: (readonly unknown[])[] = [];
    for await (const batch of file.batches) rows.push(...batch.rows.map(({ cells }) => cells));
    return { status: 200, body: null, headers: answer.headers, rows, columns: file.columns, sheet: file.sheet };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the limits of a role', () => {
  const limitTo = (limits: object) => world.stores.pg.query(`UPDATE govern.workspace SET settings = $1`, [{ limits }]);

  it('cut the answer that it is shown, and say what they are', async () => {
    await limitTo({ sqlRows: { analyst: 3 }, sqlSeconds: { analyst: 7 } });
    const run = await ask('SELECT arrayJoin(range(5)) AS n');
    expect(run).toMatchObject({ state: 'done', rows: 3, isCut: true });
    expect((await world.call('GET', `/sql/runs/${run.id}/rows`)).body.rows).toEqual([[0], [1], [2]]);
    expect((await world.call('GET', '/sql/schema')).body.limits).toMatchObject({ rows: 3, seconds: 7 });
    // What another role may take is its own.
    operator = 'boss';
    expect(await ask('SELECT arrayJoin(range(5)) AS n')).toMatchObject({ rows: 5, isCut: false });
    operator = 'ann';
    await limitTo({});
  });

  it('end a statement that takes longer, with words that name the limit', async () => {
    await limitTo({ sqlSeconds: { analyst: 1 } });
    const run = await ask(
      'SELECT count() AS n FROM (SELECT arrayJoin(range(1000000)) AS a) AS x CROSS JOIN (SELECT arrayJoin(range(1000000)) AS b) AS y WHERE cityHash64(a, b) = 1',
    );
    expect(run).toMatchObject({ state: 'failed', error: { code: 'DQ_SQL_TOO_LONG', message: expect.stringContaining('longer than the 1 seconds') } });
    await limitTo({});
  });
});

describe('an answer as a file', () => {
  it('is a workbook when that is asked for: with types, the question’s name, the same rows, and an entry in the audit log', async () => {
    const sql = `SELECT toDate('2026-05-01') AS day, toDateTime('2026-05-30 08:00:01') AS at, 12 AS n, 1.5 AS x, '=1+1' AS formula, '007' AS code, true AS yes, toUInt64(1) AS id`;
    const question: QuestionView = (await world.call('POST', '/questions', { name: '月报: 5/30', folder: '', sql, chart: { kind: 'table' } })).body;
    const { id } = (await world.call('POST', `/questions/${question.id}/run`, {})).body;
    await ended(id);
    const file = await sheetOf(id);
    expect(file).toMatchObject({
      status: 200,
      sheet: '月报 5 30',
      columns: ['day', 'at', 'n', 'x', 'formula', 'code', 'yes', 'id'],
      rows: [['2026-05-01', '2026-05-30 08:00:01', '12', '1.5', '=1+1', '007', 'true', '1']],
    });
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="danqing-answer-\d{4}-\d\d-\d\d\.xlsx"$/);
    expect((await sheetOf(id, { name: '给老板' })).sheet).toBe('给老板');
    const [entry] = await world.stores.pg.query<{ details: object }>(`SELECT details FROM govern.audit WHERE action = 'sql.download' AND object = $1`, [
      `run:${id}`,
    ]);
    expect(entry?.details).toMatchObject({ rows: 1, format: 'xlsx', reason: 'for the report' });
  });

  it('is a workbook of pseudonyms for whoever sees those, of as many rows as the role may export, and none for a role that may export none', async () => {
    const people = await ask('SELECT traits.phone AS phone FROM profiles WHERE profile_id = 1');
    expect((await sheetOf(people.id)).rows).toEqual([[expect.stringMatching(/^phone:[0-9a-f]{16}$/)]]);
    const long = await ask('SELECT arrayJoin(range(10001)) AS n');
    expect((await sheetOf(long.id)).rows).toHaveLength(10_001);
    const limitTo = (rows: number) => world.stores.pg.query(`UPDATE govern.workspace SET settings = $1`, [{ limits: { exportRows: { analyst: rows } } }]);
    await limitTo(3);
    expect((await sheetOf(long.id)).rows).toEqual([['0'], ['1'], ['2']]);
    await limitTo(0);
    expect(await sheetOf(long.id)).toMatchObject({ status: 403, body: { code: 'DQ_EXPORT_LIMIT' } });
    await limitTo(50_000);
    expect((await world.call('GET', `/sql/runs/${long.id}/download?format=xlsx`)).status).toBe(400);
  });

  it('says what a cell of Excel cannot hold; CSV can', async () => {
    const run = await ask(`SELECT repeat('x', 32768) AS text`);
    expect(await sheetOf(run.id)).toMatchObject({ status: 422, body: { code: 'DQ_XLSX_LIMIT', detail: expect.stringContaining('“text” in row 1 has 32768') } });
    const csv = await world.app.inject({ url: `/api/v1/sql/runs/${run.id}/download?reason=for%20the%20report` });
    expect([csv.statusCode, csv.body.length]).toEqual([200, 32_768 + 9]);
  });

  it('has as many rows as the role may export, no formulas, and an entry in the audit log', async () => {
    const run = await ask(`SELECT '=1+1' AS formula, 'a,"b"' AS text, arrayJoin([1, 2]) AS n ORDER BY n`);
    const file = await world.app.inject({ url: `/api/v1/sql/runs/${run.id}/download?reason=for%20the%20report` });
    expect([file.statusCode, file.body]).toEqual([200, `\uFEFFformula,text,n\r\n'=1+1,"a,""b""",1\r\n'=1+1,"a,""b""",2\r\n`]);
    const [entry] = await world.stores.pg.query<{ details: object }>(`SELECT details FROM govern.audit WHERE action = 'sql.download' AND object = $1`, [
      `run:${run.id}`,
    ]);
    expect(entry?.details).toMatchObject({ rows: 2, format: 'csv', reason: 'for the report' });
    const long = await ask('SELECT arrayJoin(range(10001)) AS n');
    expect((await world.app.inject({ url: `/api/v1/sql/runs/${long.id}/download?reason=for%20the%20report` })).body.split('\r\n')).toHaveLength(10_003);
  });
});
