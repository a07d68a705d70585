import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteDeliveries, openHookDirectory } from '#collect';
import { type SourceDirectory, openSourceDirectory } from '#govern';
import { createSeal } from '#platform';
import { sourceId } from '#kernel';
import { readPipelineState } from './state.read.ts';
import { openTestPipeline, type TestPipeline } from './testing.ts';
import type { Pipeline } from './runner.ts';

let pipeline: TestPipeline;
let running: Pipeline;
let hooks: Awaited<ReturnType<typeof openHookDirectory>>;
let deliveries: ReturnType<typeof noteDeliveries>;
let source = 0;
const directory = (): SourceDirectory => {
  const [open] = kept;
  if (open === undefined) throw new Error('the directory is not open yet');
  return open;
};
const kept: SourceDirectory[] = [];

const mapping = {
  when: [{ if: { column: 'kind', op: 'eq', value: 'ping' }, skip: 'a ping' }, { event: 'Form Submitted' }],
  identifiers: { phone: { column: 'who.phone' } },
  properties: { score: { column: 'score', type: 'number' } },
  context: { 'page.url': { column: 'landing' }, 'page.referrer': { column: 'from' } },
};

const enricher = { channels: { rules: [], ownHosts: [] }, placeOf: undefined };

const deliver = async (body: object, id: string): Promise<void> => {
  await pipeline.log.append([
    {
      workspace: 1,
      sourceId: source,
      protocol: 'webhook',
      call: JSON.stringify({ topic: 'form', id }),
      receivedAt: pipeline.clock.now(),
      remoteAddress: '',
      userAgent: '',
      events: 1,
      body: Buffer.from(JSON.stringify(body)),
    },
  ]);
};

beforeAll(async () => {
  // The workspace and its source exist before the directory is read.
  pipeline = await openTestPipeline({
    byWriteKey: () => undefined,
    byId: (id) => kept[0]?.byId(sourceId(Number(id))),
    byName: (workspace, name) => kept[0]?.byName(workspace, name),
    ensureImportSource: () => Promise.reject(new Error('tests name their sources')),
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
  const { pg } = pipeline.stores;
  await pg.query(`INSERT INTO govern.workspace (key, name, timezone) VALUES ('w', 'w', 'Asia/Shanghai')`);
  const [row] = await pg.query<{ id: number }>(`INSERT INTO govern.source (workspace, name, kind) VALUES (1, 'form', 'webhook') RETURNING id`);
  source = row?.id ?? 0;
  await pg.query(`INSERT INTO collect.webhook (source, workspace, key, kind) VALUES ($1, 1, 'hkey', 'generic')`, [source]);
  kept.push(await openSourceDirectory(pg));
  hooks = await openHookDirectory(pg, createSeal('of the test'));
  deliveries = noteDeliveries(pg);
  running = pipeline.start({ inbound: { hookOf: hooks.readerOf, deliveries, enrichOf: () => enricher } });
});
afterAll(async () => {
  await running.stop();
  await deliveries.close();
  await hooks.close();
  await kept[0]?.close();
  await pipeline.close();
});

const ends = async () => {
  const { pg } = pipeline.stores;
  const [row] = (await readPipelineState({ pg, log: pipeline.log, sources: directory() })).sources;
  return { accepted: row?.accepted, passed: row?.passed, dropped: row?.dropped, parked: row?.parked };
};

it('bodies wait until they are mapped, are replayed through the mapping, and count once however often they are sent', async () => {
  const { pg, clickhouse } = pipeline.stores;
  await deliver({ who: { phone: '13800138000' }, score: '7' }, 'a');
  await deliver({ kind: 'ping' }, 'b');
  await pipeline.settled();
  expect(await ends()).toEqual({ accepted: 2, passed: 0, dropped: 0, parked: 2 });

  await pg.query('UPDATE collect.webhook SET mappings = $2, changed_at = clock_timestamp() WHERE source = $1', [
    source,
    JSON.stringify([{ topic: '*', mapping }]),
  ]);
  await hooks.refresh();
  await pg.query(`INSERT INTO pipeline.replay (workspace, filter) VALUES (1, '{}')`);
  pipeline.clock.advance(1_000);
  await expect.poll(ends, { timeout: 20_000 }).toEqual({ accepted: 2, passed: 1, dropped: 1, parked: 0 });

  await deliver({ who: { phone: '13800138000' }, score: '7' }, 'a');
  await deliver({ who: { phone: '13800138000' }, score: '9', landing: 'https://shop.cn/?utm_source=xhs', from: 'https://www.xiaohongshu.com/' }, 'c');
  await pipeline.settled();
  expect(await ends()).toEqual({ accepted: 4, passed: 2, dropped: 2, parked: 0 });
  const rows = await clickhouse.query<{ event: string; identifiers: readonly string[]; score: string }>(
    'SELECT event, identifiers, properties.score::String AS score FROM event ORDER BY log_position',
  );
  expect(rows).toEqual([
    { event: 'Form Submitted', identifiers: ['phone=+8613800138000'], score: '7' },
    { event: 'Form Submitted', identifiers: ['phone=+8613800138000'], score: '9' },
  ]);
  const shown = async () =>
    (await pg.query<{ outcome: string; reason: string; topic: string }>('SELECT outcome, reason, topic FROM collect.webhook_delivery ORDER BY position')).map(
      ({ outcome, reason, topic }) => `${topic} ${outcome} ${reason}`.trim(),
    );
  await expect.poll(shown, { timeout: 10_000 }).toEqual(['form passed', 'form dropped left_out', 'form dropped duplicate', 'form passed']);
});

it('where somebody came from stands in every table of events', async () => {
  const { clickhouse } = pipeline.stores;
  for (const table of ['event', 'event_timeline']) {
    const rows = await clickhouse.query<{ channel: string; source: string }>(
      `SELECT traffic_channel AS channel, traffic_source AS source FROM ${table} ORDER BY log_position`,
    );
    expect(rows, table).toEqual([
      { channel: '', source: '' },
      { channel: 'organic_social', source: 'xiaohongshu' },
    ]);
  }
});
