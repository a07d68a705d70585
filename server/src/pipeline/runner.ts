import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { settleSightings } from '#identify';
import type { Clock } from '#kernel';
import { admit, type SliceDeps } from './admit.ts';
import { createAhead } from './ahead.ts';
import { putChanges } from './changes.store.ts';
import type { Lookers } from './debug/lookers.ts';
import type { SliceLook } from './debug/slice-look.ts';
import { type DeliverDeps, deliver } from './deliver.ts';
import { nextPast } from './cleaning/past/past.store.ts';
import { createPastReader } from './cleaning/past/take.ts';
import { createKeeper } from './flow/keeper.ts';
import { advanceOffset, type OutboxRow, putOutbox, readDelivered, readOffset, readOutbox, readOutboxOf, recordedTokens } from './outbox.ts';
import { type Parcel, packParcel } from './parcel.ts';
import { takeReplay } from './replay.ts';
import { nextReplay } from './replay.store.ts';
import { retainLog } from './retention.ts';
import { writeSlice } from './slice.ts';
import { squash } from './squash.ts';

export interface PipelineDeps extends SliceDeps, DeliverDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who looks at events as they arrive. */
  readonly lookers?: Lookers;
  /** What others must do while nothing is under way in ClickHouse; asked between slices. */
  readonly due?: () => (() => Promise<void>) | undefined;
}

export interface Pipeline {
  /** Finishes the slice at hand; what is not delivered yet waits in the outbox. */
  stop(): Promise<void>;
}

/** A full slice with a backlog: big enough that statements cost nothing an event, small enough to stay in memory. */
const slice = { maxEvents: 20_000, maxBytes: 64 * 1024 * 1024 };
/** When caught up, events wait this long for company. */
const gatherMs = 100;
const fewRecords = 100;
const idleMs = 25;
/** A merge shows at once through the alias map; the squash makes it free. */
const squashEveryMs = 5_000;
const retainEveryMs = 600_000;
/** How soon a requested replay is noticed. */
const choresEveryMs = 500;
/** How soon a consent that the API recorded can be queried. */
const recordedEveryMs = 100;
/** How often days on which identifiers were last seen are written to them, when there is nothing else to do; so many at a time, that nothing waits for it. */
const settleEveryMs = 600_000;
const settledAtOnce = 2_000;
const retryMs = [100, 500, 2_000, 5_000];

/** Works off the log for as long as it runs: each slice exactly once, whatever dies in between. */
export function startPipeline(deps: PipelineDeps): Pipeline {
  const { pg, clickhouse, log, clock, logger } = deps;
  const keeper = createKeeper(deps);
  const takePast = createPastReader(deps);
  let isStopping = false;

  const withRetries = async <T>(what: string, work: (attempt: number) => Promise<T>): Promise<T | undefined> => {
    for (let attempt = 0; !isStopping; attempt++) {
      try {
        return await work(attempt);
      } catch (error) {
        logger.error({ err: error, attempt }, `${what} failed; it is tried again`);
        keeper.failed(what, error);
        await sleep(retryMs[Math.min(attempt, retryMs.length - 1)] ?? 5_000);
      }
    }
    return undefined;
  };

  const send = (row: OutboxRow, isRecovery: boolean, parcel?: Parcel): Promise<unknown> =>
    withRetries(`delivering ${row.token}`, async (attempt) => {
      const { refused, repaired } = await deliver(deps, row, isRecovery || attempt > 0, parcel);
      if (refused > 0) logger.warn({ token: row.token, refused }, 'events were refused by the store and parked');
      if (repaired.length > 0) logger.warn({ token: row.token, repaired }, 'tables that differed from the slice were repaired');
    });

  const gather = async (from: number): Promise<void> => {
    const waiting = log.head() - from;
    if (waiting <= 0) await sleep(idleMs);
    else if (waiting < fewRecords) await sleep(gatherMs);
  };

  let delivering: Promise<unknown> = Promise.resolve();

  /** Sends what an earlier life left in the outbox. */
  const drain = async (): Promise<void> => {
    await delivering;
    for (const row of await readOutbox(pg)) await send(row, true);
  };

  /** Where this worker reads next, as it last knew: one that rests asks nobody. If another has read on meanwhile, the transaction says so. */
  let position: number | undefined;

  const beginLook = (): SliceLook | undefined => deps.lookers?.begin(clock.now());
  const ahead = createAhead(deps, beginLook);

  /** Takes the next slice through one transaction; undefined when there is nothing to read. */
  const takeSlice = async (attempt: number): Promise<{ readonly row: OutboxRow; readonly parcel: Parcel } | undefined> => {
    // A commit whose answer was lost may have happened: its slice then waits in the outbox.
    if (attempt > 0) {
      await drain();
      position = undefined;
    }
    const from = position ?? (await readOffset(pg));
    position = from;
    const prepared = await ahead.take(from);
    if (prepared === undefined) await gather(from);
    const records = prepared?.records ?? log.read(from, slice);
    const [first, last] = [records[0], records.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const admitted = prepared?.admitted ?? admit(records, deps, beginLook());
    const next = last.position + 1;
    // A slice that is not full is gathered when it is its turn.
    if (log.head() - next >= fewRecords) ahead.begin(next, log.read(next, slice));
    const taken = await pg.transaction(async (tx) => {
      const { parcel, counters, changes } = await writeSlice(tx, admitted, last.position, clock.now());
      if (!(await advanceOffset(tx, from, next))) throw new Error('another worker has read on; this one starts over from there');
      const row = await putOutbox(tx, {
        token: `log:${from}-${last.position}`,
        firstPosition: first.position,
        lastPosition: last.position,
        inserts: await packParcel(parcel),
        counters,
      });
      await putChanges(tx, row.id, changes);
      await admitted.look?.publish(tx, clock.now());
      return { row, parcel };
    });
    position = next;
    return taken;
  };

  const squashNow = async (): Promise<unknown> => squash(pg, clickhouse, await readDelivered(pg), deps.followMerges);

  /** Sends what the API recorded, consents and merges by hand, up to one row. What was put there before each of them must have been delivered. */
  const sendRecordedBefore = async (id: number): Promise<void> => {
    for (const row of await readOutboxOf(pg, recordedTokens)) if (row.id < id) await send(row, false);
  };

  /** Nothing later may be squashed or replayed before what the API recorded. */
  const sendRecorded = async (): Promise<void> => {
    const rows = await readOutboxOf(pg, recordedTokens);
    if (rows.length === 0) return;
    await delivering;
    for (const row of rows) await send(row, false);
  };

  /** In the order of their commits: a slice that knows of an unmerge arrives after it. The row before it must have been delivered. */
  const sendInTurn = async (row: OutboxRow, parcel?: Parcel): Promise<void> => {
    if (row.isBehind === true) await sendRecordedBefore(row.id);
    await send(row, false, parcel);
  };

  /** What waits in quarantine is read from ClickHouse, so everything must have arrived there; nothing waits for that while no replay is asked for. */
  const replayNow = async (): Promise<OutboxRow | undefined> => {
    const isReplay = (await nextReplay(pg)) !== undefined;
    if (!isReplay && (await nextPast(pg)) === undefined) return undefined;
    await delivering;
    await sendRecorded();
    return isReplay ? takeReplay(deps, clock.now()) : takePast(clock.now());
  };

  const run = async (): Promise<void> => {
    await withRetries('recovery', drain);
    let squashedAt = clock.now();
    let choresAt = squashedAt;
    let recordedAt = squashedAt;
    let retainedAt = squashedAt;
    let settledAt = squashedAt;
    while (!isStopping) {
      const taken = await withRetries('a slice', takeSlice);
      // One slice is written while the one before is delivered: PostgreSQL, this process and ClickHouse work side by side, order is kept.
      await delivering;
      if (taken !== undefined) delivering = sendInTurn(taken.row, taken.parcel);
      if (clock.now() - recordedAt >= recordedEveryMs) {
        await withRetries('what the API recorded', sendRecorded);
        recordedAt = clock.now();
      }
      if (clock.now() - choresAt >= choresEveryMs) {
        const again = await withRetries('a replay', replayNow);
        // The next batch of a replay follows the next slice at once: a long replay does not hold up what comes in.
        if (again === undefined) choresAt = clock.now();
        else {
          await delivering;
          delivering = sendInTurn(again);
        }
      }
      const turn = deps.due?.();
      if (turn !== undefined) {
        await delivering;
        await turn();
      }
      await withRetries('what people see of it', keeper.keep);
      if (clock.now() - retainedAt >= retainEveryMs) {
        const segments = await withRetries('log retention', () => retainLog(deps));
        if (segments !== undefined && segments > 0) logger.info({ segments }, 'old segments of the log were deleted');
        retainedAt = clock.now();
      }
      if (taken === undefined && clock.now() - settledAt >= settleEveryMs) {
        const settled = await withRetries('when identifiers were last seen', () => settleSightings(pg, settledAtOnce));
        if (settled !== undefined && settled < settledAtOnce) settledAt = clock.now();
      }
      if (clock.now() - squashedAt >= squashEveryMs) {
        await delivering;
        await withRetries('what the API recorded', sendRecorded);
        await withRetries('the squash', squashNow);
        squashedAt = clock.now();
      }
    }
    await delivering;
    await ahead.take(-1); // what was begun uses what is closed next
    // A sample: what cannot be written now is not worth holding up the stop.
    await keeper.flush().catch((error: unknown) => logger.warn({ err: error }, 'the last seconds of what was observed are lost'));
  };

  const running = run();
  return {
    stop: async () => {
      isStopping = true;
      await running;
    },
  };
}
