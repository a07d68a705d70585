import { createServer, type Server } from 'node:http';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { type Clock, fakeClock, sourceId, workspaceId } from '#kernel';
import type { EventLog, LogEntry } from '#platform';
import { createCollector } from './collector.ts';

export { strangeRequest } from './protocol/testing.ts';
export { doorProtocols, placeWithin, tryRequest } from './protocol/try-request.ts';
export { strangeDelivery } from './webhook/fuzz/testing.ts';
export { itemsOf, NOW as hooksNow, readyReader } from './webhook/testing.ts';

/** A log in memory for tests of what stands before it: keeps what it was given, or refuses with `refuseWith`. */
interface FakeLog extends Pick<EventLog, 'append'> {
  readonly entries: LogEntry[];
  refuseWith?: Error;
}

function fakeLog(): FakeLog {
  const entries: LogEntry[] = [];
  const log: FakeLog = {
    entries,
    append: async (appended) => {
      if (log.refuseWith !== undefined) throw log.refuseWith;
      const first = entries.length + 1;
      entries.push(...appended);
      return { first, last: entries.length, skipped: false };
    },
  };
  return log;
}

export const KEY = 'cTestTestTestTestTestTest';
export const NOW = Date.UTC(2026, 10, 21, 12);

export interface CollectorUnderTest {
  readonly url: string;
  readonly port: number;
  readonly log: FakeLog;
  readonly registry: Registry;
  /** The last record, and how many there are. */
  last(): LogEntry;
  close(): Promise<void>;
}

/** The collector on a real port: what is tested here is mostly HTTP. */
export async function startCollector(options: { clock?: Clock; trustProxy?: boolean; log?: Pick<EventLog, 'append'> } = {}): Promise<CollectorUnderTest> {
  const log = fakeLog();
  const registry = new Registry();
  const source = { id: sourceId(7), workspace: workspaceId(1), name: 'web' };
  const collector = createCollector({
    log: options.log ?? log,
    sources: { byWriteKey: (key) => (key === KEY ? source : undefined) },
    clock: options.clock ?? fakeClock(NOW),
    logger: pino({ level: 'silent' }),
    registry,
    trustProxy: options.trustProxy ?? false,
  });
  const server = createServer((request, response) => {
    if (!collector.handle(request, response)) response.writeHead(418).end('not the collector');
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    registry,
    last: () => {
      const entry = log.entries.at(-1);
      if (entry === undefined) throw new Error('nothing was appended');
      return entry;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
