import { momentOfWall, wallOf } from '#kernel';
import type { LinkDeps } from '../deps.ts';
import { readAllSettings } from '../settings/settings.store.ts';
import { insertRun, readLastFull, wasScheduled } from './run.store.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** The last moment at which clocks in the zone showed this full hour. */
export function lastHour(now: number, hour: number, timezone: string): number {
  const wall = wallOf(now, timezone);
  const today = momentOfWall(wall - (((wall % dayMs) + dayMs) % dayMs) + hour * hourMs, timezone);
  return today <= now ? today : momentOfWall(wallOf(today, timezone) - dayMs, timezone);
}

/** Asks for the runs that schedules say are due: one a day and workspace, also when nobody was up at the hour. */
export async function askForDue({ pg, clock, access }: Pick<LinkDeps, 'pg' | 'clock' | 'access'>): Promise<void> {
  const now = clock.now();
  for (const { workspace, version, settings, createdAt } of await readAllSettings(pg)) {
    const found = access.workspaceById(workspace);
    if (settings.schedule.every !== 'day' || found === undefined) continue;
    const due = lastHour(now, settings.schedule.hour, found.timezone);
    // Who is given a schedule at noon for three o'clock waits for the next one.
    if (createdAt.getTime() > due || (await wasScheduled(pg, workspace, due))) continue;
    const mode = (await readLastFull(pg, workspace, version)) === undefined ? 'full' : 'incremental';
    await insertRun(pg, { workspace, version, mode, author: 'schedule', at: now });
  }
}
