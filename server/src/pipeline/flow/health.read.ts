import type { ClickHouse, EventLog, PostgresSession } from '#platform';
import { readDelivered } from '../outbox.ts';
import { lagMsOf } from './lag.ts';

const troubles = 'SELECT at, what, message FROM pipeline.trouble ORDER BY id DESC LIMIT 50';

export interface TroubleRow {
  readonly at: Date;
  readonly what: string;
  readonly message: string;
}

export const readTroubles = (pg: PostgresSession): Promise<readonly TroubleRow[]> => pg.query<TroubleRow>(troubles);

/** Bytes that the engines' tables take on their disks. */
export async function readEngineBytes(pg: PostgresSession, clickhouse: ClickHouse): Promise<{ readonly postgres: number; readonly clickhouse: number }> {
  const [stored] = await pg.query<{ bytes: number }>('SELECT pg_database_size(current_database()) AS bytes');
  const [parts] = await clickhouse.query<{ bytes: number }>(
    'SELECT sum(bytes_on_disk) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
  );
  return { postgres: stored?.bytes ?? 0, clickhouse: parts?.bytes ?? 0 };
}

export interface LogReach {
  /** When its oldest request was received; null when it holds none. */
  readonly oldestAt: number | null;
  readonly requests: number;
  /** When the newest event was received that can be queried. */
  readonly lastArrivedAt: number | null;
  readonly lagMs: number;
}

/** How far back the log reaches, and how far it has been worked off. */
export async function readLogReach(pg: PostgresSession, log: EventLog, now: number): Promise<LogReach> {
  const delivered = await readDelivered(pg);
  return {
    oldestAt: log.at(log.tail())?.receivedAt ?? null,
    requests: Math.max(0, log.head() - log.tail()),
    lastArrivedAt: delivered < 1 ? null : (log.at(delivered)?.receivedAt ?? null),
    lagMs: lagMsOf(log, delivered, now),
  };
}
