import type { SourceDirectory } from '#govern';
import { type Clock, storable } from '#kernel';
import type { EventLog, Postgres } from '#platform';
import { addObserved } from '../catalogue/observed.store.ts';
import type { Observer } from '../catalogue/observer.ts';
import { sweepLooks } from '../debug/look.store.ts';
import { readDelivered } from '../outbox.ts';
import { forgetBreaches } from '../plan/breach.store.ts';
import { readPipelineState } from '../state.read.ts';
import { lagMsOf } from './lag.ts';
import { addTroubles, forgetMinutes, putFlowMinute, putLagMinute, type Trouble } from './minute.store.ts';

export interface KeeperDeps {
  readonly pg: Postgres;
  readonly log: EventLog;
  readonly sources: SourceDirectory;
  readonly clock: Clock;
  readonly observer?: Observer;
}

/** Writes down what people see of the pipeline over time. */
export interface Keeper {
  /** Does what is due: every five seconds what was observed, every minute how the flows stand. Between that it costs nothing. */
  keep(): Promise<void>;
  /** What was observed up to now, for when the worker stops. */
  flush(): Promise<void>;
  /** Remembers a failure until it can be written. */
  failed(what: string, error: unknown): void;
}

const flushEveryMs = 5_000;
const minuteMs = 60_000;
const breachesKeptMs = 45 * 86_400_000;
const mostTroubles = 50;
const longestMessage = 300;

export function createKeeper({ pg, log, sources, clock, observer }: KeeperDeps): Keeper {
  let flushedAt = clock.now();
  let recordedAt = 0;
  let troubles: Trouble[] = [];
  const known = new Map<number, string>();

  const flush = async (): Promise<void> => {
    const observed = observer?.take();
    if (observed !== undefined) await pg.transaction((tx) => addObserved(tx, observed));
    const found = troubles;
    troubles = [];
    await addTroubles(pg, found);
  };
  const record = async (now: number): Promise<void> => {
    const state = await readPipelineState({ pg, log, sources });
    const moved = state.sources.filter(({ id, accepted, passed, dropped, parked }) => known.get(id) !== `${accepted}/${passed}/${dropped}/${parked}`);
    await putFlowMinute(pg, moved, now);
    if (moved.length > 0 || state.lag > 0) await putLagMinute(pg, now, { events: state.lag, ms: lagMsOf(log, await readDelivered(pg), now) });
    for (const { id, accepted, passed, dropped, parked } of moved) known.set(id, `${accepted}/${passed}/${dropped}/${parked}`);
    await forgetMinutes(pg, now);
    await sweepLooks(pg, now);
    await forgetBreaches(pg, new Date(now - breachesKeptMs).toISOString().slice(0, 10));
  };

  return {
    keep: async () => {
      const now = clock.now();
      if (now - flushedAt >= flushEveryMs) {
        flushedAt = now;
        await flush();
      }
      if (Math.floor(now / minuteMs) !== Math.floor(recordedAt / minuteMs)) {
        await record(now);
        recordedAt = now;
      }
    },
    flush,
    failed: (what, error) => {
      const message = storable((error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, longestMessage) ?? '');
      if (troubles.length < mostTroubles) troubles.push({ at: clock.now(), what, message });
    },
  };
}
