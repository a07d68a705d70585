/** A pipeline over fresh stores for tests: a log in a temporary folder, sources 1 (web, workspace 1), 2 (shop, workspace 1) and 3 (other, workspace 2). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { defaultKinds, openDedupe } from '#clean';
import type { SourceDirectory } from '#govern';
import { type FakeClock, fakeClock, type JsonObject, sourceId, workspaceId } from '#kernel';
import { type EventLog, type LogEntry, openEventLog } from '#platform';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { type Pipeline, type PipelineDeps, startPipeline } from './runner.ts';
import { readPipelineState } from './state.read.ts';

const receivedAt = Date.UTC(2026, 10, 20, 12);

/** The same object each time, as long as nothing changes: what was read ahead by it counts. */
const known = new Map(
  ['web', 'shop', 'other'].map((name, index) => {
    const id = sourceId(index + 1);
    return [
      id,
      { id, workspace: workspaceId(name === 'other' ? 2 : 1), name, kind: 'stream', trust: 50, defaultRegion: 'CN', timezone: 'Asia/Shanghai' } as const,
    ];
  }),
);

const directory: SourceDirectory = {
  byWriteKey: () => undefined,
  byId: (id) => known.get(sourceId(id)),
  byName: (_workspace, name) => [...known.values()].find((source) => source.name === name),
  ensureImportSource: () => Promise.reject(new Error('tests name their sources')),
  refresh: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

export interface TestPipeline {
  readonly stores: TestStores;
  readonly log: EventLog;
  /** Where the log and what tells duplicates lie. */
  readonly folder: string;
  readonly clock: FakeClock;
  readonly deps: PipelineDeps;
  /** Appends one request with these messages. */
  send(messages: readonly unknown[], options?: Partial<LogEntry>): Promise<void>;
  start(overrides?: Partial<PipelineDeps>): Pipeline;
  /** Waits until everything accepted has an end in the counters. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestPipeline(sources: SourceDirectory = directory): Promise<TestPipeline> {
  const stores = await openTestStores();
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  const clock = fakeClock(receivedAt);
  const log = await openEventLog(join(folder, 'log'), { clock });
  const dedupe = openDedupe(join(folder, 'dedupe'));
  const deps: PipelineDeps = {
    pg: stores.pg,
    clickhouse: stores.clickhouse,
    log,
    dedupe,
    sources,
    kinds: { of: () => defaultKinds },
    clock,
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
  };
  return {
    stores,
    log,
    folder,
    clock,
    deps,
    send: async (messages, options = {}) => {
      const body = Buffer.from(JSON.stringify({ batch: messages }));
      await log.append([
        {
          workspace: 1,
          sourceId: 1,
          protocol: 'segment',
          call: 'batch',
          receivedAt: clock.now(),
          remoteAddress: '127.0.0.1',
          userAgent: '',
          events: messages.length,
          body,
          ...options,
        },
      ]);
    },
    start: (overrides = {}) => startPipeline({ ...deps, ...overrides }),
    settled: async () => {
      for (let look = 0; look < 2000; look++) {
        const { lag } = await readPipelineState({ pg: stores.pg, log, sources });
        if (lag === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('the pipeline did not catch up');
    },
    close: async () => {
      await dedupe.close();
      await log.close();
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const track = (messageId: string, fields: JsonObject = {}): JsonObject => ({
  type: 'track',
  event: 'Product Viewed',
  messageId,
  timestamp: '2026-11-20T11:00:00.000Z',
  ...fields,
});
