import type { AlertSettings } from '@danqing/contracts';
import { figure } from '#govern';
import type { Look } from '../look.ts';
import { usualOf } from '../robust.ts';
import type { Reading } from '../state.ts';

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
/** Events that come late are waited for. */
const graceMs = 10 * 60_000;
/** Fewer weeks say nothing about what is usual. */
const fewestWeeks = 3;

/** The last hour that is complete, against the same hour of the same weekday in the weeks before. */
export async function eventVolume(settings: AlertSettings<'event_volume'>, workspace: number, look: Look): Promise<readonly Reading[]> {
  const { events, deviations, weeks } = settings;
  const last = Math.floor((look.nowMs - graceMs) / hourMs) * hourMs - hourMs;
  const hours = Array.from({ length: weeks + 1 }, (_, week) => last - week * weekMs);
  const counts = await look.hours(workspace, events, hours);
  return events.flatMap((event): readonly Reading[] => {
    const [now = 0, ...past] = hours.map((hour) => counts.find((one) => one.event === event && one.hour === hour)?.events ?? 0);
    // Weeks before its first event are no weeks in which it was rare.
    const known = past.slice(0, past.findLastIndex((count) => count > 0) + 1);
    if (known.length < fewestWeeks) return [];
    const { median, low, high } = usualOf(known, deviations);
    const says = {
      zh: `“${event}”上一小时 ${figure(now)} 次，同一时段通常 ${figure(median)} 次（${figure(low)}–${figure(high)}）`,
      en: `${event}: ${figure(now)} in the last hour; usual at this time: ${figure(median)} (${figure(low)}–${figure(high)})`,
    };
    return [{ subject: event, value: now, level: now < low || now > high ? 'over' : 'clear', says }];
  });
}
