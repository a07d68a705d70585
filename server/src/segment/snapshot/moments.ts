import { DateTime } from 'luxon';

export type Every = 'daily' | 'weekly' | 'monthly';

const units = { daily: 'day', weekly: 'week', monthly: 'month' } as const;

/** The first moment after `nowMs` at which a day, a week (Monday) or a month begins in the zone. */
export const nextMoment = (every: Every, nowMs: number, timezone: string): Date =>
  DateTime.fromMillis(nowMs, { zone: timezone })
    .plus({ [units[every]]: 1 })
    .startOf(units[every])
    .toJSDate();

/** The last such moment at or before `nowMs`: of several that were missed, the only one that is still worth taking. */
export const lastMoment = (every: Every, nowMs: number, timezone: string): Date =>
  DateTime.fromMillis(nowMs, { zone: timezone }).startOf(units[every]).toJSDate();
