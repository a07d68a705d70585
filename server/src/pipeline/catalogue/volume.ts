import type { EventHead } from '#clean';
import { wallOf } from '#kernel';

/** How many events of one name and source a slice brought for one day. Plain JSON: it waits in the outbox with the counters. */
export interface Volume {
  readonly workspace: number;
  readonly sourceId: number;
  readonly event: string;
  /** YYYY-MM-DD in the workspace's zone; the first of the month for what happened long before it came. */
  readonly day: string;
  events: number;
  /** Event time in milliseconds. */
  firstAt: number;
  lastAt: number;
}

const dayMs = 86_400_000;
/** Zones differ from UTC by whole quarters of an hour. */
const quarterMs = 900_000;
/** The catalogue shows thirty days; a file of ten years would otherwise make 3,650 rows for each of its events. */
export const dailyFor = 40 * dayMs;
const mostRemembered = 5_000;

/** Of a moment its day as clocks in the zone show it. One look-up a quarter of an hour; the zone itself is asked once for each. */
function createDays(): (ts: number, zone: string) => string {
  const known = new Map<string, Map<number, string>>();
  return (ts, zone) => {
    const days = known.get(zone) ?? new Map<number, string>();
    known.set(zone, days);
    const quarter = Math.floor(ts / quarterMs);
    const found = days.get(quarter);
    if (found !== undefined) return found;
    const day = new Date(wallOf(quarter * quarterMs, zone)).toISOString().slice(0, 10);
    if (days.size >= mostRemembered) days.clear();
    days.set(quarter, day);
    return day;
  };
}

const dayOf = createDays();

/** The days by which the catalogue counts; `receivedAt` decides what is long ago. */
function bucketOf(ts: number, receivedAt: number, zone: string): string {
  const day = dayOf(ts, zone);
  return ts < receivedAt - dailyFor ? `${day.slice(0, 7)}-01` : day;
}

/** Counts a slice's events by name, source and day: 3 ms for 20,000 events. */
export function volumesOf(events: readonly EventHead[]): readonly Volume[] {
  const bySource = new Map<number, Map<string, Map<string, Volume>>>();
  for (const { origin, name, ts } of events) {
    const byName = bySource.get(origin.sourceId) ?? new Map<string, Map<string, Volume>>();
    bySource.set(origin.sourceId, byName);
    const byDay = byName.get(name) ?? new Map<string, Volume>();
    byName.set(name, byDay);
    const day = bucketOf(ts, origin.receivedAt, origin.timezone);
    const volume = byDay.get(day);
    if (volume === undefined) byDay.set(day, { workspace: origin.workspace, sourceId: origin.sourceId, event: name, day, events: 1, firstAt: ts, lastAt: ts });
    else {
      volume.events++;
      if (ts < volume.firstAt) volume.firstAt = ts;
      if (ts > volume.lastAt) volume.lastAt = ts;
    }
  }
  return [...bySource.values()].flatMap((byName) => [...byName.values()].flatMap((byDay) => [...byDay.values()]));
}
