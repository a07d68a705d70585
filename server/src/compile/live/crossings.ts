import { type Bounds, lastBounds, nextBounds } from '#kernel';
import type { Compiled, EvaluationContext } from '../context.ts';
import { Compilation } from '../sql/compilation.ts';
import { windowBounds } from '../sql/event-source.ts';
import { memberSql } from '../sql/alias.ts';
import { anniversarySql, comingDays } from '../sql/anniversary.ts';
import { momentSql } from '../sql/moment.ts';
import { frameOf } from '../sql/select.ts';
import { tables } from '../tables.ts';
import { storedNames } from '../vendor-names.ts';
import type { AnniversaryEdge, DateEdge, TimeEdges } from './time-edges.ts';

type Moment = Pick<EvaluationContext, 'timezone'> & { readonly lastMs: number; readonly nowMs: number };

/** Events whose passing changes answers: of these names (null: any), with a moment in the interval (milliseconds, to exclusive). */
export interface Crossing extends Bounds {
  readonly events: readonly string[] | null;
}

/** What is in one of the two, not in both: at most two pieces. Periods that do not meet both count whole. */
function difference(before: Bounds, after: Bounds): readonly Bounds[] {
  const isEmpty = (bounds: Bounds): boolean => bounds.fromMs >= bounds.toMs;
  if (isEmpty(before) || isEmpty(after) || before.toMs <= after.fromMs || after.toMs <= before.fromMs) return [before, after].filter((each) => !isEmpty(each));
  return [
    { fromMs: Math.min(before.fromMs, after.fromMs), toMs: Math.max(before.fromMs, after.fromMs) },
    { fromMs: Math.min(before.toMs, after.toMs), toMs: Math.max(before.toMs, after.toMs) },
  ].filter((each) => !isEmpty(each));
}

/** The events that crossed an edge after `lastMs` and up to `nowMs`; those of one interval together. */
export function crossingsOf(edges: Pick<TimeEdges, 'windows' | 'ages'>, { lastMs, nowMs, timezone }: Moment): readonly Crossing[] {
  const byInterval = new Map<string, { readonly bounds: Bounds; events: Set<string> | null }>();
  const add = (event: string, bounds: Bounds): void => {
    const key = `${bounds.fromMs} ${bounds.toMs}`;
    const interval = byInterval.get(key) ?? { bounds, events: new Set<string>() };
    byInterval.set(key, interval);
    if (event === '*') interval.events = null;
    else for (const name of storedNames(event)) interval.events?.add(name);
  };
  for (const { event, window } of edges.windows) {
    const [before, after] = [windowBounds(window, { at: lastMs, timezone }), windowBounds(window, { at: nowMs, timezone })];
    for (const bounds of difference(before, after)) add(event, bounds);
  }
  // An age is a real number of units: a millisecond on either side covers what dividing rounds away.
  for (const { event, ageMs } of edges.ages) add(event, { fromMs: Math.floor(lastMs - ageMs) - 1, toMs: Math.ceil(nowMs - ageMs) + 2 });
  return [...byInterval.values()].map(({ bounds, events }) => ({ ...bounds, events: events === null ? null : [...events].sort() }));
}

/** SQL that selects `profile_id`: who has an event that crossed, at most `limit` of them. One query, whatever the number of edges. */
export function compileCrossings(crossings: readonly Crossing[], context: EvaluationContext, limit: number): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const pieces = crossings.map(({ events, fromMs, toMs }) => {
    const within = [...(fromMs === Number.NEGATIVE_INFINITY ? [] : [`ts >= ${binder.moment(fromMs)}`]), `ts < ${binder.moment(toMs)}`];
    return `(${[...within, ...(events === null ? [] : [`event IN ${binder.bind(events, 'Array(String)')}`])].join(' AND ')})`;
  });
  const profile = memberSql(tables.eventTimes, context);
  return compilation.finish(
    `SELECT DISTINCT ${profile} AS profile_id FROM ${tables.eventTimes} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND (${pieces.join(' OR ')}) LIMIT ${binder.bind(limit, 'UInt64')}`,
  );
}

/** SQL that selects `profile_id`: whose date in a trait or tag crossed an edge between the two moments, at most `limit` of them. */
export function compileDateCrossings(dates: readonly DateEdge[], moment: Moment, context: EvaluationContext, limit: number): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const frame = frameOf(compilation);
  const conditions = dates.map(({ source, test }) => {
    const bounds = test.op === 'withinLast' ? lastBounds : nextBounds;
    const at = (ms: number): Bounds => bounds(ms, test.value.n, test.value.unit, moment.timezone);
    const pieces = difference(at(moment.lastMs), at(moment.nowMs));
    const { reading } = source.kind === 'trait' ? frame.trait(source.path) : frame.tag(source.key, source.field);
    const inPieces = (text: string): string => {
      const value = momentSql(text, binder, context.timezone);
      return `(${pieces.map(({ fromMs, toMs }) => `ifNull(${value} >= ${binder.bind(fromMs, 'Int64')} AND ${value} < ${binder.bind(toMs, 'Int64')}, 0)`).join(' OR ') || '0'})`;
    };
    const own = reading.text === null ? [] : [inPieces(reading.text)];
    const listed = reading.list === null ? [] : [`arrayExists(x -> ${inPieces('x')}, ${reading.list})`];
    return `(${[...own, ...listed].join(' OR ') || '0'})`;
  });
  return compilation.finish(
    `SELECT profile_id FROM ${tables.profiles} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND merged_into = 0 AND (${[...new Set(conditions)].join(' OR ')}) LIMIT ${binder.bind(limit, 'UInt64')}`,
  );
}

/** SQL that selects `profile_id`: whose anniversary came near or passed between the two moments; null when no day began for any of these. */
export function compileAnniversaryCrossings(edges: readonly AnniversaryEdge[], moment: Moment, context: EvaluationContext, limit: number): Compiled | null {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const frame = frameOf(compilation);
  const conditions = edges.flatMap(({ path, days }) => {
    const [before, after] = [moment.lastMs, moment.nowMs].map((at) => comingDays(days, at, moment.timezone));
    if (before === undefined || after === undefined || before.join() === after.join()) return [];
    const { reading } = frame.trait(path);
    const [was, is] = [before, after].map((each) => anniversarySql(reading, each, binder, moment.timezone));
    return [`(${was}) != (${is})`];
  });
  if (conditions.length === 0) return null;
  return compilation.finish(
    `SELECT profile_id FROM ${tables.profiles} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND merged_into = 0 AND (${conditions.join(' OR ')}) LIMIT ${binder.bind(limit, 'UInt64')}`,
  );
}

/** SQL that selects `profile_id`: whose consent began or expired between the two moments. */
export function compileConsentCrossings({ lastMs, nowMs }: Moment, context: EvaluationContext, limit: number): Compiled {
  const compilation = new Compilation(context);
  const { binder } = compilation;
  const within = (column: string): string => `(${column} > ${binder.moment(lastMs)} AND ${column} <= ${binder.moment(nowMs)})`;
  return compilation.finish(
    `SELECT DISTINCT ${memberSql(tables.consents, context)} AS profile_id FROM ${tables.consents} WHERE workspace = ${binder.bind(context.workspace, 'UInt32')} AND (${within('ts')} OR ifNull(${within('expires_at')}, 0)) LIMIT ${binder.bind(limit, 'UInt64')}`,
  );
}
