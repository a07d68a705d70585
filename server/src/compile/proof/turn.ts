import { calendarBounds, lastBounds, nextBounds, parseMoment, shift, type Unit, unitMs, wallOf } from '#kernel';
import type { Sentence } from '../context.ts';
import type { NumberTest, OrderOperator, Test, Window } from '../rule.ts';

/** A change that time alone will bring. */
interface Turn {
  readonly atMs: number;
  readonly because: Sentence;
}

/** null: nobody can say. */
export type Outlook = Turn | 'never' | null;

export interface Moment {
  readonly at: number;
  readonly timezone: string;
}

export interface DatedEvent {
  readonly ms: number;
  readonly event: string;
}

/** How many it may be; null where no range says it. */
export function rangeOf(test: NumberTest): { readonly low: number; readonly high: number } | null {
  const never = Number.POSITIVE_INFINITY;
  switch (test.op) {
    case 'gte':
      return { low: Math.ceil(test.value), high: never };
    case 'gt':
      return { low: Math.floor(test.value) + 1, high: never };
    case 'lte':
      return { low: 0, high: Math.floor(test.value) };
    case 'lt':
      return { low: 0, high: Math.ceil(test.value) - 1 };
    case 'eq':
      return { low: test.value, high: test.value };
    case 'between':
      return { low: Math.ceil(test.low), high: Math.floor(test.high) };
    default:
      return null;
  }
}

/** The first moment at which something of `ms` is not within the last n units any more. */
export function leaves(ms: number, n: number, unit: Unit, timezone: string): number {
  // Months are not all alike: going back from there may end before it, on the clamped last day of a month.
  let moment = shift(ms, n, unit, timezone);
  while (lastBounds(moment, n, unit, timezone).fromMs <= ms) moment += unitMs.hour;
  return moment;
}

const whole: readonly string[] = ['today', 'this_week', 'this_month', 'this_quarter', 'this_year'];

/** When the period that a window names ends; null for windows that move along or lie in the past. */
export function periodEnd(window: Window | null, { at, timezone }: Moment): number | null {
  if (window?.kind === 'calendar' && whole.includes(window.period)) return calendarBounds(at, window.period, timezone).toMs;
  const end = window?.kind === 'range' && window.to !== null ? parseMoment(window.to, timezone) : null;
  return end !== null && end > at ? end : null;
}

/** Whether nothing but new events changes what a window holds; null: it moves on in a way that is not followed here. */
function isStill(window: Window | null): boolean | null {
  if (window === null || window.kind === 'range' || (window.kind === 'holiday' && window.year !== null)) return true;
  return window.kind === 'last' || (window.kind === 'calendar' && whole.includes(window.period)) ? false : null;
}

/** Of what is computed from the events of a window in some way that is not followed here. */
export const outlookOfWindow = (window: Window | null): Outlook => (isStill(window) === true ? 'never' : null);

/** `events`: the newest first, as many as are known. */
export function outlookOfCount(test: NumberTest, count: number, events: readonly DatedEvent[], window: Window | null, moment: Moment): Outlook {
  const range = rangeOf(test);
  if (isStill(window) === true) return 'never';
  if (range === null || isStill(window) === null || window === null) return null;
  const isHeld = count <= range.high;
  // Time only takes events away.
  if (count < range.low || (isHeld && range.low <= 0)) return 'never';
  if (window.kind === 'calendar') {
    const end = periodEnd(window, moment);
    if (!isHeld && range.low > 0) return 'never';
    return end === null ? null : { atMs: end, because: periodEnds };
  }
  // The one whose leaving makes too few of enough, or few enough of too many.
  const event = events[isHeld ? range.low - 1 : range.high];
  if (event === undefined || window.kind !== 'last') return null;
  return { atMs: leaves(event.ms, window.n, window.unit, moment.timezone), because: fallsOut(event, moment.timezone) };
}

const periodEnds: Sentence = { zh: '自然周期结束', en: 'the calendar period ends' };

const fallsOut = ({ ms, event }: DatedEvent, timezone: string): Sentence => ({
  zh: `${shownMoment(ms, timezone)} 的“${event}”移出时间窗口`,
  en: `the “${event}” of ${shownMoment(ms, timezone)} falls out of the window`,
});

/** Of a first or last event that must lie in a window. */
export function outlookOfEdge(holds: boolean, edge: DatedEvent | undefined, window: Window, { at, timezone }: Moment): Outlook {
  if (edge === undefined || isStill(window) === true) return 'never';
  if (window.kind === 'between') return outlookBetween(holds, edge, window, { at, timezone });
  if (isStill(window) === null) return null;
  // What lies outside lies before, and time leads away from it.
  if (!holds) return 'never';
  if (window.kind === 'last') return { atMs: leaves(edge.ms, window.n, window.unit, timezone), because: fallsOut(edge, timezone) };
  const end = periodEnd(window, { at, timezone });
  return end === null ? null : { atMs: end, because: periodEnds };
}

function outlookBetween(holds: boolean, edge: DatedEvent, window: Extract<Window, { readonly kind: 'between' }>, { at, timezone }: Moment): Outlook {
  if (holds) return { atMs: leaves(edge.ms, window.far, window.unit, timezone), because: fallsOut(edge, timezone) };
  const enters = leaves(edge.ms, window.near, window.unit, timezone);
  if (enters <= at) return 'never';
  const moment = shownMoment(edge.ms, timezone);
  return { atMs: enters, because: { zh: `${moment} 的“${edge.event}”进入时间窗口`, en: `the “${edge.event}” of ${moment} enters the window` } };
}

/** Of the age of an event (`value` units at `at`) compared with a number. */
export function outlookOfAge(value: number, op: OrderOperator, limit: number, unit: Unit, { at }: Moment): Outlook {
  if (unit === 'month' || op === 'eq' || op === 'ne') return null;
  const isAfter = op === 'gt' || op === 'lte';
  if (value > limit || (value === limit && !isAfter)) return 'never';
  const atMs = at + Math.round((limit - value) * unitMs[unit]) + (isAfter ? 1 : 0);
  return { atMs, because: { zh: `随时间推移达到 ${limit}`, en: `time passes and it reaches ${limit}` } };
}

/** Of a stored value that may be a date. */
export function outlookOfValue(actual: string | readonly string[] | null, test: Test, { at, timezone }: Moment): Outlook {
  if (actual === null || (test.op !== 'withinLast' && test.op !== 'withinNext')) return 'never';
  if (typeof actual !== 'string') return null;
  const ms = parseMoment(actual, timezone);
  if (ms === null) return 'never';
  const { n, unit } = test.value;
  const edges = test.op === 'withinLast' ? [ms, leaves(ms, n, unit, timezone)] : [comes(ms, n, unit, timezone), ms];
  const next = edges.find((edge) => edge > at);
  if (next === undefined) return 'never';
  return { atMs: next, because: { zh: `日期 ${actual} 进入或离开时间范围`, en: `the date ${actual} enters or leaves the range` } };
}

/** The first moment at which something of `ms` lies within the next n units. */
function comes(ms: number, n: number, unit: Unit, timezone: string): number {
  let moment = shift(ms, -n, unit, timezone);
  while (nextBounds(moment, n, unit, timezone).toMs <= ms) moment += unitMs.hour;
  return moment;
}

interface Part {
  readonly holds: boolean;
  readonly outlook: Outlook;
}

/** When a group changes: all of them (`isAll`), or any of them. */
export function outlookOfGroup(parts: readonly Part[], isAll: boolean): Outlook {
  // What decides the group now: of all, those that fail, of any, those that hold.
  const deciding = parts.filter(({ holds }) => holds !== isAll);
  const first = earliest(parts.filter(({ holds }) => holds === isAll));
  if (deciding.length === 0) return first;
  if (deciding.some(({ outlook }) => outlook === 'never')) return 'never';
  // Several that must change: the first may have changed back when the last does.
  const [only] = deciding;
  if (deciding.length > 1 || only === undefined || only.outlook === null || only.outlook === 'never' || first === null) return null;
  return first === 'never' || first.atMs > only.outlook.atMs ? only.outlook : null;
}

function earliest(parts: readonly Part[]): Outlook {
  let soonest: Outlook = 'never';
  for (const { outlook } of parts) {
    if (outlook === null) return null;
    if (outlook !== 'never' && (soonest === 'never' || outlook.atMs < soonest.atMs)) soonest = outlook;
  }
  return soonest;
}

/** A moment as clocks of the zone show it, to the minute. */
export const shownMoment = (ms: number, timezone: string): string => new Date(wallOf(ms, timezone)).toISOString().slice(0, 16).replace('T', ' ');
