import { wallOf } from '#kernel';
import { type KnownField, readDelivered, readFrequentEvents, readKnownFields } from '#pipeline';
import { type ChangedDay, readChangedDays, readCustomerCounts, readFieldCounts, readLastMoment, readSubjectCounts, readTraitCounts } from '#profile';
import { lagBounds } from '../lag.ts';
import { measureStanding } from '../standing/measure-standing.ts';
import { replaceDays } from './days.store.ts';
import type { MeasureDeps } from './measure-deps.ts';
import { putProgress, readProgress } from './progress.store.ts';

const dayMs = 86_400_000;
/** So many days are measured at first, and what comes late for a day before them is not looked at: two periods of ninety days would cost more than they tell. */
const measuredDays = 180;
const mostEvents = 300;
const mostFields = 150;
/** Of customers so many days at once: their messages are put together in memory. */
const daysAtOnce = 10;

const dayOf = (ms: number, zone: string): string => new Date(wallOf(ms, zone)).toISOString().slice(0, 10);

/** The days up to and with the one of `last`, ascending. */
function daysUpTo(last: number, zone: string, count: number): readonly string[] {
  const end = Date.parse(dayOf(last, zone));
  return Array.from({ length: count }, (_, index) => new Date(end - (count - 1 - index) * dayMs).toISOString().slice(0, 10));
}

const bounds = lagBounds.map(({ ms }) => ms);

async function measureEvent(
  deps: MeasureDeps,
  of: { readonly workspace: number; readonly zone: string; readonly days: readonly string[] },
  event: string,
  known: readonly KnownField[],
): Promise<void> {
  const { pg, clickhouse } = deps;
  const isOfCustomers = event === '';
  for (let first = 0; first < of.days.length; first += isOfCustomers ? daysAtOnce : of.days.length) {
    const days = isOfCustomers ? of.days.slice(first, first + daysAtOnce) : of.days;
    const asked = { ...of, days };
    const subjects = isOfCustomers ? await readCustomerCounts(clickhouse, asked, bounds) : await readSubjectCounts(clickhouse, asked, [event], bounds);
    const fields = isOfCustomers
      ? await readTraitCounts(clickhouse, asked)
      : subjects.length === 0
        ? []
        : await readFieldCounts(clickhouse, asked, event, known.slice(0, mostFields));
    await pg.transaction((tx) => replaceDays(tx, { workspace: of.workspace, event, days, subjects, fields }));
  }
}

interface Due {
  /** null: nothing was measured, or somebody asked for everything. */
  readonly after: number | null;
  readonly upTo: number;
  readonly events: readonly string[];
  /** Events of which more fields are known than when they were measured. */
  readonly grown: ReadonlySet<string>;
}

/** Which days of which events are to be counted again: all, when nothing was measured or somebody asked; else those for which something came, and all of events with new fields. */
async function dueDays(
  { clickhouse, clock }: MeasureDeps,
  workspace: number,
  zone: string,
  { after, upTo, events, grown }: Due,
): Promise<readonly ChangedDay[]> {
  const last = await readLastMoment(clickhouse, workspace, clock.now());
  if (last === 0) return [];
  const days = daysUpTo(last, zone, measuredDays);
  const wanted = ['', ...events];
  const all = wanted.filter((event) => after === null || grown.has(event)).flatMap((event) => days.map((day) => ({ event, day })));
  if (after === null) return all;
  const changed = await readChangedDays(clickhouse, { workspace, zone, after, upTo, since: Date.parse(days[0] ?? '') - dayMs });
  const [names, within] = [new Set(wanted), new Set(days)];
  return [...all, ...changed.filter(({ event, day }) => names.has(event) && !grown.has(event) && within.has(day))];
}

/** Counts a workspace's data up to what can be queried now. Ended half-way it begins again where it had begun, and what it had written is written over. */
export async function measure(deps: MeasureDeps, workspace: number, zone: string): Promise<void> {
  const { pg, clock } = deps;
  const startedAt = new Date(clock.now());
  const upTo = await readDelivered(pg);
  const progress = await readProgress(pg, workspace);
  const events = await readFrequentEvents(pg, workspace, mostEvents);
  const fields = Map.groupBy(await readKnownFields(pg, workspace, mostFields), ({ event }) => event);
  const known = Object.fromEntries([...fields].map(([event, paths]) => [event, paths.length]));
  const grown = new Set(events.filter((event) => known[event] !== progress.known[event]));
  const due = await dueDays(deps, workspace, zone, { after: progress.wantedAt === null ? progress.position : null, upTo, events, grown });
  for (const [event, changed] of Map.groupBy(due, (one) => one.event)) {
    await measureEvent(deps, { workspace, zone, days: changed.map(({ day }) => day).toSorted() }, event, fields.get(event) ?? []);
  }
  await measureStanding(deps, workspace, zone);
  await putProgress(pg, workspace, { position: upTo, startedAt, endedAt: new Date(clock.now()), known });
}
