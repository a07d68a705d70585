/** What works on connections and their imports in tests: in the test's process, or in one that is killed. */
import { pino } from 'pino';
import { type ImportProcess, startConnections, startImportRunner, workOnImport } from '#collect';
import type { Clock } from '#kernel';
import { createSeal, type EventLog, networksOf, type Postgres, type Seal } from '#platform';

type Deps = Parameters<typeof startConnections>[0];
export type ConnectionNotice = Parameters<Deps['tell']>[1][number];

export const testSeal = (): Seal => createSeal('secret of the data folder');

/** What the pipeline would say: every event of an import passes at once. */
export const outcomeIn = async (log: EventLog, id: string) => ({
  passed: log
    .read(1, { maxEvents: 1e9, maxBytes: 1e12 })
    .filter((record) => record.importId === id)
    .reduce((sum, { events }) => sum + events, 0),
  duplicates: 0,
  dropped: 0,
  parked: 0,
});

export interface ConnectionWork {
  readonly pg: Postgres;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly folder: string;
  readonly watched: string;
  readonly limits: Deps['limits'];
  tell(notices: readonly ConnectionNotice[]): void;
}

export function startConnectionWorkers({ pg, log, clock, folder, watched, limits, tell }: ConnectionWork): { stop(): Promise<void> } {
  const logger = pino({ level: 'silent' });
  const launch = (id: string): ImportProcess => ({
    ended: workOnImport(id, { pg, log, clock, folder, delivered: () => Number.MAX_SAFE_INTEGER }).then(() => 0),
    tellDelivered: () => undefined,
    kill: () => undefined,
  });
  const delivered = async (): Promise<number> => Number.MAX_SAFE_INTEGER;
  const imports = startImportRunner({ pg, clock, logger, folder, launch, delivered, outcomeOf: (id) => outcomeIn(log, id) });
  const runner = startConnections({
    pg,
    clock,
    logger,
    folder,
    seal: testSeal(),
    networks: networksOf('loopback'),
    watchedFolders: [watched],
    timezoneOf: () => 'Asia/Shanghai',
    tell: async (_tx, told) => tell(told),
    restMs: 100,
    ...(limits === undefined ? {} : { limits }),
  });
  return {
    stop: async () => {
      await runner.stop();
      await imports.stop();
    },
  };
}
