import type { Reading } from '../rule.ts';
import { readingNumber, roundedSql } from './event-measure.ts';
import { type EventSource, windowBounds } from './event-source.ts';

/**
 * Linear interpolation in time: with the last reading (t0, x0) before the window and the next one (t1, x1) after it, x0 + (x1 − x0)(t − t0) / (t1 − t0) at the
 * middle t of the window. Who has none after it keeps the last one, if it is at most `carryMs` old then; null: nobody does. Of readings of one moment the
 * greatest (before) and the least (after) count, so that the same data give the same number. NULL where there is nothing to draw a line through.
 */
export function lineSql(measure: Reading, carryMs: number | null, events: EventSource): string {
  const { binder, context } = events.compilation;
  const { fromMs, toMs } = windowBounds(measure.of.window, context);
  const at = binder.bind(Math.round(((fromMs ?? 0) + Math.min(toMs ?? context.at, context.at)) / 2), 'Int64');
  const always = { ...measure.of, window: null };
  const number = readingNumber({ ...measure, of: always }, events);
  const ms = 'toUnixTimestamp64Milli(ts)';
  const edge = (way: 'max' | 'min', when: string): string =>
    events.column(always, (condition) => `${way}If((${ms}, ifNull(${number}, 0)), ${condition} AND isNotNull(${number}) AND ${ms} ${when})`);
  const before = edge('max', `< ${binder.bind(fromMs ?? 0, 'Int64')}`);
  const after = edge('min', `>= ${binder.bind(toMs ?? context.at, 'Int64')}`);
  const line = `${before}.2 + (${after}.2 - ${before}.2) * (${at} - ${before}.1) / (${after}.1 - ${before}.1)`;
  const carried = carryMs === null ? 'NULL' : `if(${at} - ${before}.1 <= ${binder.bind(carryMs, 'Int64')}, ${before}.2, NULL)`;
  return `if(${before}.1 = 0, NULL, if(${after}.1 = 0, ${carried}, ${roundedSql(`(${line})`)}))`;
}
