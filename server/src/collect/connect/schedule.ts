import type { ConnectionSchedule } from '@danqing/contracts';
import { DateTime } from 'luxon';

/** When a connection is due after `now`; null: only when somebody asks. Days begin in the workspace's zone; on a day without that time (clocks that go forward) it is the next valid one. */
export function nextRunAt(schedule: ConnectionSchedule, now: number, zone: string): Date | null {
  if (schedule.every === 'never') return null;
  if (schedule.every === 'minutes') return new Date(now + schedule.minutes * 60_000);
  const at = DateTime.fromMillis(now, { zone });
  if (schedule.every === 'hour') return at.plus({ hours: 1 }).startOf('hour').toJSDate();
  const [hour, minute] = schedule.at.split(':').map(Number);
  const today = at.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 });
  return (today.toMillis() > now ? today : today.plus({ days: 1 })).toJSDate();
}

const firstRetryMs = 60_000;
const longestRetryMs = 3_600_000;

/** When a failed run is tried again: after 1, 2, 4 … 60 minutes. What runs by nobody's clock waits for somebody. */
export const retryAt = (schedule: ConnectionSchedule, now: number, failures: number): Date | null =>
  schedule.every === 'never' ? null : new Date(now + Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(10, failures - 1)));
