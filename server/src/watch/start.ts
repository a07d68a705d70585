import { setTimeout as sleep } from 'node:timers/promises';
import { forgetAskers } from '#govern';
import { forgetAlerts } from './alert/alert.store.ts';
import { type AlertDeps, evaluateAlerts } from './alert/evaluate.ts';
import { thinSamples } from './alert/samples.store.ts';
import { startDeliveries } from './channel/deliver.ts';
import { forgetDeliveries } from './channel/delivery.store.ts';
import type { SendDeps } from './channel/send.ts';
import { takeTurn } from './mark.store.ts';
import { forgetNotices } from './notice/notice.store.ts';
import { tellOfEndedTasks } from './notice/of-tasks.ts';

export interface WatchDeps extends AlertDeps, SendDeps {}

const day = 86_400_000;
const noticesKeptMs = 90 * day;
const alertsKeptMs = 365 * day;
const deliveriesKeptMs = 30 * day;
const lookEveryMs = 60_000;
const endsEveryMs = 3_000;

async function forget({ pg, clock }: WatchDeps): Promise<void> {
  const now = clock.now();
  if (!(await takeTurn(pg, 'forget', new Date(now), day))) return;
  await forgetNotices(pg, new Date(now - noticesKeptMs));
  await forgetAskers(pg, new Date(now - noticesKeptMs));
  await forgetAlerts(pg, new Date(now - alertsKeptMs));
  await forgetDeliveries(pg, new Date(now - deliveriesKeptMs));
  await thinSamples(pg, new Date(now));
}

/** Watches over everything, in the worker: alerts once a minute, ended tasks every few seconds, messages that wait to be sent. */
export function startWatch(deps: WatchDeps): { stop(): Promise<void> } {
  const ending = new AbortController();
  const startedAt = new Date(deps.clock.now());
  const every = async (pauseMs: number, work: () => Promise<unknown>): Promise<void> => {
    while (!ending.signal.aborted) {
      // PostgreSQL restarts now and then; the next look sees what this one did not.
      await work().catch((error: unknown) => deps.logger.error({ err: error }, 'the watch could not look; trying again'));
      await sleep(pauseMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const deliveries = startDeliveries(deps);
  const running = [
    every(lookEveryMs, async () => {
      await evaluateAlerts(deps);
      await forget(deps);
    }),
    every(endsEveryMs, () => tellOfEndedTasks(deps.pg, deps.participants, startedAt)),
  ];
  return {
    stop: async () => {
      ending.abort();
      await Promise.all([...running, deliveries.stop()]);
    },
  };
}
