import type { Clock } from '#kernel';
import type { EventLog, PostgresSession } from '#platform';
import { readDelivered } from './outbox.ts';

/** How much of the log is kept for replays: whole segments go, once everything in them has arrived in ClickHouse. */
export const logLimits = { maxAgeDays: 7, maxBytes: 20 * 1024 ** 3 } as const;

/** Deletes what is too old or too much; returns the number of segments. Events in quarantine keep their own text. */
export const retainLog = async ({ pg, log, clock }: { readonly pg: PostgresSession; readonly log: EventLog; readonly clock: Clock }): Promise<number> =>
  log.retain({ passed: (await readDelivered(pg)) + 1, ...logLimits, now: clock.now() });
