import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeRecord } from '#collect';
import { workOnErasures } from '#govern';
import type { JsonObject } from '#kernel';
import { readPipelineState } from '#pipeline';
import { type ErasureWorld, openErasureWorld } from '../../testing/erasure-world.ts';

let world: ErasureWorld;
beforeAll(async () => {
  world = await openErasureWorld();
});
afterAll(() => world.close());

/** Every one of these is said by nobody else in the whole run. */
const planted = {
  email: 'qx7-planted-vw93@bytes.example',
  phone: '+8613700117733',
  name: 'Zhqvplanted Wkbytes',
  note: 'note-qzplanted-kk81',
  care: 'care-qzplanted-mm63',
  unknown: 'parked-qzplanted-uu55',
  browser: 'browser-qzplanted-jd20',
  answer: 'answer-qzplanted-zz71',
  hook: 'hook-qzplanted-gg40',
};

/** Engines remove folders while they are listed; what is gone holds nothing. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const filesBelow = (folder: string): readonly string[] =>
  entriesOf(folder).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []));

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0); // the engines remove files while they are listed
  }
};

/** `store:planted` of everything that lies in some file. PostgreSQL's write-ahead log is left out: it is written over in its own time (guide to operations). */
async function found(): Promise<readonly string[]> {
  const { pg, clickhouse } = world.live.pipeline.stores;
  await pg.query('CHECKPOINT');
  const [postgres] = await pg.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const [engine] = await clickhouse.query<{ folder: string }>(`SELECT path AS folder FROM system.disks WHERE name = 'default'`);
  const stores = { postgres: postgres?.folder ?? '', clickhouse: engine?.folder ?? '', log: world.live.pipeline.folder };
  return Object.entries(stores).flatMap(([store, folder]) => {
    const files = filesBelow(folder).filter((path) => !path.includes('/pg_wal/'));
    const contents = files.map(bytesOf);
    return Object.entries(planted).flatMap(([what, text]) => (contents.some((bytes) => bytes.includes(text)) ? [`${store}:${what}`] : []));
  });
}

/** Columns as they are, so that bytes can be found; parts that were replaced go at once. */
async function plain(): Promise<void> {
  const { clickhouse } = world.live.pipeline.stores;
  await clickhouse.command('ALTER TABLE event_timeline MODIFY COLUMN payload String CODEC(NONE), MODIFY COLUMN identifiers Array(String) CODEC(NONE)');
  await clickhouse.command('ALTER TABLE event MODIFY COLUMN identifiers Array(String) CODEC(NONE)');
  await clickhouse.command('ALTER TABLE trait_change MODIFY COLUMN value String CODEC(NONE)');
  await clickhouse.command('ALTER TABLE quarantine MODIFY COLUMN raw String CODEC(NONE)');
  const tables = await clickhouse.query<{ name: string }>(`SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`);
  const soon = 'old_parts_lifetime = 1, cleanup_delay_period = 1, max_cleanup_delay_period = 1, cleanup_delay_period_random_add = 0';
  for (const { name } of tables) await clickhouse.command(`ALTER TABLE ${name} MODIFY SETTING ${soon}`);
}

let messages = 0;
const said = (userId: string, more: JsonObject = {}): JsonObject => ({
  type: 'track',
  event: 'Seen',
  messageId: `b${++messages}`,
  timestamp: '2026-11-19T08:00:00Z',
  userId,
  ...more,
});

/** Bodies of webhooks that nobody has mapped, of forms that senders use: theirs by a number with blanks, an address in capitals, an escaped number; and one of somebody else. */
const bodiesOf = ({ email, phone, hook }: typeof planted): readonly string[] => [
  JSON.stringify([
    { order: 1, buyer: { mobile: phone.replace(/^\+86(\d{3})(\d{4})/, '+86 $1 $2 '), hook } },
    { order: 2, buyer: { mobile: '+86 137 0011 7744', mine: 'kept' } },
  ]),
  `<xml><Mail><![CDATA[${email.toUpperCase()}]]></Mail><Text>${hook}</Text></xml>`,
  `tel=${encodeURIComponent(phone)}&text=${hook}`,
];

/** What somebody asked in SQL, as it is kept. */
const keptAnswer = `
  WITH run AS (
    INSERT INTO ask.run (id, workspace, actor, cause, sql, hash, parameters, is_whole, is_open, state, asked_at)
    VALUES (gen_random_uuid(), (SELECT min(id) FROM govern.workspace), 'ann', 'editor', 'SELECT 1', '', '{}', true, true, 'done', now()) RETURNING id
  )
  INSERT INTO ask.run_page (run_id, page, rows) SELECT id, 0, $1::jsonb FROM run`;

it('leaves no byte of a person in the files of PostgreSQL, ClickHouse and the log, and every byte of others', async () => {
  await plain();
  const { call, pipeline } = world.live;
  const { email, phone, name, note, care, unknown, browser, answer: cell } = planted;
  await call('POST', '/tags', { key: 'note', name: 'Note', category: '', kind: 'manual', type: 'text', definition: { manual: true }, refresh: 'manual' });
  const theirs = said('by1', { type: 'identify', traits: { email, phone, name }, anonymousId: browser });
  await world.send([theirs, said('by2', { properties: { mine: 'kept' } }), said('by1', { properties: { note } }), said('by2', { anonymousId: browser })]);
  await world.send([theirs]);
  await world.send([{ ...said('by1', { properties: { unknown } }), event: ' ' }, said('by2', { properties: { also: 'kept' } })]);
  for (const [index, body] of bodiesOf(planted).entries()) {
    await pipeline.log.append([
      {
        workspace: 1,
        sourceId: 1,
        protocol: 'webhook',
        call: JSON.stringify({ topic: 'order', id: `d${index}` }),
        receivedAt: pipeline.clock.now(),
        remoteAddress: '127.0.0.1',
        userAgent: '',
        events: index === 0 ? 2 : 1,
        body: Buffer.from(body),
      },
    ]);
  }
  await world.work();
  const [id, other] = [await world.idOf('user_id', 'by1'), await world.idOf('user_id', 'by2')];
  await call('POST', '/tags/note/values', { values: [{ profile: id, value: note }] });
  const written = (await world.ask('POST', `/profiles/${id}/care`, { kind: 'note', text: care })).body;
  await world.ask('PATCH', `/care/${String(written['id'])}`, { text: `${care}, changed` });
  await pipeline.stores.pg.query(keptAnswer, [JSON.stringify([[id, cell]])]);
  const before = (await world.ask('GET', `/profiles/${other}`)).body;
  expect(await found()).toEqual(
    expect.arrayContaining([
      'postgres:email',
      'postgres:phone',
      'postgres:care',
      'postgres:answer',
      'clickhouse:email',
      'clickhouse:name',
      'clickhouse:unknown',
      'clickhouse:browser',
      'log:note',
      'log:unknown',
      'clickhouse:hook',
      'log:hook',
    ]),
  );

  const answer = await world.erase({ kind: 'phone', value: phone });
  expect(answer['removed']).toEqual(
    expect.arrayContaining([
      { store: 'log', what: 'messages', count: 7 },
      { store: 'clickhouse', what: 'messages in quarantine', count: 4 },
      { store: 'clickhouse', what: 'events', count: 2 },
      { store: 'clickhouse', what: 'tag values and their history', count: 1 },
    ]),
  );
  let state: unknown = answer['state'];
  for (let look = 0; look < 120 && state !== 'done'; look++) {
    await sleep(500);
    await workOnErasures(world.deps);
    state = (await world.ask('GET', `/erasures/${String(answer['id'])}`)).body['state'];
  }
  expect(state).toBe('done');
  expect(await found()).toEqual([]);

  const records = pipeline.log.read(1, { maxEvents: 1000, maxBytes: 1e9 });
  expect(records.map((record) => decodeRecord(record).map((event) => ('invalid' in event ? null : event.raw['properties'])))).toEqual([
    [null, { mine: 'kept' }, null, undefined],
    [null],
    [null, { also: 'kept' }],
    [null, undefined],
    [null],
    [null],
  ]);
  const bodies = records.flatMap((record) => decodeRecord(record)).flatMap((event) => ('invalid' in event || event.type !== 'hook' ? [] : [event.raw]));
  expect(bodies).toMatchObject([{ delivery: 'd0/1', body: { buyer: { mine: 'kept' } } }]);
  expect((await world.ask('GET', `/profiles/${other}`)).body).toEqual(before);
  const flow = await readPipelineState({ pg: pipeline.stores.pg, log: pipeline.log, sources: pipeline.deps.sources });
  expect(flow).toMatchObject({ accepted: 11, passed: 5, dropped: 5, parked: 1, lag: 0, sources: [{ reasons: { duplicate: 1, erased: 4 } }] });
});
