import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '#kernel';
import type { Postgres } from '#platform';
import * as store from './erasure.store.ts';
import type { StoredErasure } from './erasure.store.ts';
import type { ErasureParticipant, ErasureSubject } from './participant.ts';
import { type Rewrite, rewriteTables } from './rewrite-tables.ts';
import type { Tombstones } from './tombstones.ts';

export interface ErasureRunnerDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tombstones: Tombstones;
  /** In the order in which they are asked; one of them holds the graph. */
  readonly participants: readonly ErasureParticipant[];
  readonly rewrite?: Rewrite;
}

export interface ErasureRunner {
  stop(): Promise<void>;
}

const lookEveryMs = 500;
const restAfterFailureMs = 5000;
/** In a row: some hours, in which a store that is away may come back. */
const mostFailures = 2000;

/**
 * One look at every open erasure; says whether some step was taken or failed. Each erasure goes its way by states: waiting → (one transaction after which nobody finds them) removing →
 * scrubbing → done. A step may be repeated at any point.
 */
export async function workOnErasures(deps: ErasureRunnerDeps): Promise<'moved' | 'failed' | 'idle'> {
  const { pg, logger } = deps;
  const open = await store.readOpenErasures(pg);
  let [hasMoved, hasFailed] = [false, false];
  for (const erasure of open) {
    try {
      const step = { waiting: forget, removing: sweep, scrubbing: () => Promise.resolve(false), done: stay, failed: stay }[erasure.state];
      if (await step(deps, erasure)) hasMoved = true;
    } catch (error) {
      logger.error({ err: error, erasure: erasure.id }, 'a step of an erasure failed; it is tried again');
      hasFailed = true;
      await store.markFailure(pg, erasure.id, String(error).slice(0, 1000), mostFailures);
    }
  }
  const hasScrubbed = await scrub(deps);
  return hasFailed ? 'failed' : hasMoved || hasScrubbed ? 'moved' : 'idle';
}

/** Of a participant that has nothing left to do. */
const ended = 'ended';

const stay = (): Promise<boolean> => Promise.resolve(false);

async function forget({ pg, clock, participants, tombstones }: ErasureRunnerDeps, { id, ...asked }: StoredErasure): Promise<boolean> {
  for (const { isReady } of participants) if (isReady !== undefined && !(await isReady({ id, ...asked }))) return false;
  return pg.transaction(async (tx) => {
    const held = await store.holdErasure(tx, id, 'waiting');
    if (held === undefined) return false;
    let subject: ErasureSubject = held;
    const at = clock.now();
    for (const participant of participants) {
      const forgotten = await participant.forget?.(tx, subject, at);
      if (forgotten === undefined) continue;
      await store.noteRemoved(tx, id, forgotten.removed);
      if (forgotten.graph === undefined) continue;
      subject = { ...subject, ...forgotten.graph };
      await tombstones.set(tx, subject, forgotten.graph.identifiers, forgotten.graph.position);
      await store.markRemoved(tx, id, new Date(at), forgotten.graph);
    }
    return true;
  });
}

async function sweep({ pg, participants }: ErasureRunnerDeps, erasure: StoredErasure): Promise<boolean> {
  let areDone = true;
  for (const { name, sweep: sweepOne } of participants) {
    if (sweepOne === undefined || erasure.progress[name] === ended) continue;
    const { removed, isDone, progress } = await sweepOne(erasure, erasure.progress[name]);
    await pg.transaction(async (tx) => {
      await store.noteRemoved(tx, erasure.id, removed);
      if (isDone || progress !== undefined) await store.keepProgress(tx, erasure.id, name, isDone ? ended : progress);
    });
    areDone &&= isDone;
    // What comes later may build on it.
    if (!isDone) break;
  }
  if (areDone) await store.markScrubbing(pg, erasure.id);
  return areDone;
}

/** Writes the files anew, once for all that are as far. */
async function scrub({ pg, clock, participants, rewrite = {} }: ErasureRunnerDeps): Promise<boolean> {
  const ready: StoredErasure[] = [];
  for (const erasure of (await store.readOpenErasures(pg)).filter(({ state }) => state === 'scrubbing')) {
    const ends = await Promise.all(participants.map(({ isScrubbed }) => isScrubbed?.(erasure) ?? Promise.resolve(true)));
    if (ends.every(Boolean)) ready.push(erasure);
  }
  if (ready.length === 0) return false;
  const tables = new Set(['govern.erasure', ...participants.flatMap((participant) => participant.tables ?? [])]);
  if (!(await rewriteTables(pg, [...tables], clock.now(), rewrite))) return false;
  for (const { id } of ready) await store.markDone(pg, id, new Date(clock.now()));
  return true;
}

/** Carries out erasures as they are asked for; goes on with what a worker that died left. */
export function startErasures(deps: ErasureRunnerDeps): ErasureRunner {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const end = await workOnErasures(deps).catch((error: unknown) => {
        deps.logger.error({ err: error }, 'erasures could not be looked at; they are again soon');
        return 'failed' as const;
      });
      if (end !== 'moved') await sleep(end === 'failed' ? restAfterFailureMs : lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
