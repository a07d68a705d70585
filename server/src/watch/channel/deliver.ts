import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { readChannel } from './channel.store.ts';
import { claimDeliveries, settleAttempt, type StoredDelivery } from './delivery.store.ts';
import type { Attempt } from './message.ts';
import { sendOnce, type SendDeps } from './send.ts';

const minute = 60_000;
/** Pauses before the second try, the third, …: about 16 hours in all, over which somebody mends most things. */
const pausesMs = [30_000, minute, 2 * minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute, 2 * 60 * minute, 4 * 60 * minute, 8 * 60 * minute];
/** Longer than an attempt takes. */
const leaseMs = minute;
const atOnce = 10;
const lookEveryMs = 2_000;

/** When a delivery is tried again; null: it is over, sent or given up. */
function nextTry({ problem, mayRetry, afterMs = 0 }: Attempt, attempts: number, nowMs: number): Date | null {
  const pause = pausesMs[attempts - 1];
  return problem === null || !mayRetry || pause === undefined ? null : new Date(nowMs + Math.max(pause, afterMs));
}

async function attempt(deps: SendDeps, delivery: StoredDelivery): Promise<void> {
  const { pg, clock } = deps;
  const beganAt = new Date(clock.now());
  const channel = await readChannel(pg, delivery.workspace, delivery.channelId);
  const result: Attempt =
    channel === undefined || !channel.isEnabled
      ? { status: null, problem: 'the channel is switched off', mayRetry: false }
      : await sendOnce(deps, channel, { id: delivery.id, message: delivery.message, at: beganAt });
  const endedAt = new Date(clock.now());
  await pg.transaction((tx) => settleAttempt(tx, delivery, result, { beganAt, endedAt, nextAt: nextTry(result, delivery.attempts, endedAt.getTime()) }));
}

/** Sends what is due, ten at once; how many attempts that were. At least once: who dies between sending and writing that down sends again, under the same id. */
export async function deliverDue(deps: SendDeps): Promise<number> {
  const due = await claimDeliveries(deps.pg, deps.clock.now(), leaseMs, atOnce);
  await Promise.all(due.map((delivery) => attempt(deps, delivery)));
  return due.length;
}

/** Works the outbox off, in the worker, until it is stopped. */
export function startDeliveries(deps: SendDeps & { readonly logger: Logger }): { stop(): Promise<void> } {
  const ending = new AbortController();
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        while ((await deliverDue(deps)) === atOnce && !ending.signal.aborted);
      } catch (error) {
        deps.logger.error({ err: error }, 'messages could not be delivered; trying again');
      }
      await sleep(lookEveryMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const looping = loop();
  return {
    stop: async () => {
      ending.abort();
      await looping;
    },
  };
}
