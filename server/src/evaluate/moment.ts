import { DateTime } from 'luxon';
import { invalid, parseMoment as parseUsual } from '#kernel';

/** Reads an ISO 8601 moment; without an offset it is meant in the workspace's zone. `path` says where it stood. Milliseconds. */
export function parseMoment(text: string, timezone: string, path: string): number {
  const usual = parseUsual(text, timezone);
  if (usual !== null) return usual;
  // Week dates, days of the year and the like.
  const moment = DateTime.fromISO(text, { zone: timezone });
  if (!moment.isValid) {
    throw invalid(`${path} is no moment`, [
      { path, code: 'DQ_FORMAT', message: 'must be an ISO 8601 date or date-time', suggestion: '2026-01-31T18:30:00+08:00' },
    ]);
  }
  return moment.toMillis();
}
