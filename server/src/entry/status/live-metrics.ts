import type { LiveState, SchedulerDeps } from '#evaluate';
import { Counter, Gauge, type Registry } from '#platform';

type Hooks = Required<Pick<SchedulerDeps, 'onTick' | 'onReconciled'>>;

/** Counts what the process that follows changes does; the counters begin anew with it. */
export function liveCounters(registry: Registry): Hooks {
  const registers = [registry];
  const ticks = new Counter({ name: 'danqing_live_ticks_total', help: 'Ticks that looked at somebody', registers });
  const profiles = new Counter({ name: 'danqing_live_profiles_total', help: 'Profiles that ticks looked at', registers });
  const changes = new Counter({ name: 'danqing_live_changes_total', help: 'Memberships and tag values that ticks changed', registers });
  const seconds = new Gauge({ name: 'danqing_live_last_tick_seconds', help: 'How long the last tick took that looked at somebody', registers });
  const reconciled = new Counter({ name: 'danqing_live_reconciled_total', help: 'Definitions compared with a run in full', labelNames: ['kind'], registers });
  const drift = new Counter({
    name: 'danqing_live_drift_total',
    help: 'Profiles that such a comparison found wrong and put right; anything but 0 is a fault of the product',
    registers,
  });
  return {
    onTick: (tick) => {
      ticks.inc();
      profiles.inc(tick.profiles);
      changes.inc(tick.changed);
      seconds.set(tick.elapsedMs / 1000);
    },
    onReconciled: ({ kind }, found) => {
      reconciled.inc({ kind });
      drift.inc(found);
    },
  };
}

const states = ['followed', 'not_followed', 'pending'] as const;

/** How the live definitions stand, read when somebody asks. */
export function registerLiveState(registry: Registry, read: () => Promise<readonly LiveState[]>): void {
  const drift = new Gauge({
    name: 'danqing_live_drift_profiles',
    help: 'Profiles that the last reconciliation of each definition found wrong; must be 0',
    labelNames: ['workspace'],
    registers: [registry],
  });
  new Gauge({
    name: 'danqing_live_definitions',
    help: 'Live tags and segments: followed by ticks, computed in full instead, and behind what has passed',
    labelNames: ['workspace', 'state'],
    registers: [registry],
    async collect() {
      const found = await read().catch(() => undefined); // while PostgreSQL is away the other metrics still show
      if (found === undefined) return;
      this.reset();
      drift.reset();
      for (const { workspace, followed, notFollowed, pending, drift: wrong } of found) {
        const of = { followed, not_followed: notFollowed, pending };
        for (const state of states) this.set({ workspace, state }, of[state]);
        drift.set({ workspace }, wrong);
      }
    },
  });
}
