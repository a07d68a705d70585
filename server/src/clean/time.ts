import { DateTime } from 'luxon';
import { momentOfWall, type ParkReason } from '#kernel';

const dayMs = 86_400_000;
const skewTolerance = 60_000;
/** The last moment a DateTime64 column holds: 2299-12-31. */
const lastMoment = Date.UTC(2299, 11, 31);

const iso = /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Milliseconds of an ISO 8601 text (without an offset: in `zone`; a date alone: its midnight there) or of epoch milliseconds; undefined when impossible. */
function parseMoment(value: unknown, zone: string): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const parts = iso.exec(text);
  if (parts === null) return undefined;
  if (parts[8] !== undefined && parts[1]?.length === 4 && text.includes('T') && parts[8].length !== 3 && parts[8].length !== 5) return exact(text, parts);
  const moment = DateTime.fromISO(text.replace(' ', 'T').replace(',', '.').replaceAll(' ', ''), { zone: 'utc' });
  if (!moment.isValid) return undefined;
  return parts[8] === undefined ? momentOfWall(moment.toMillis(), zone) : moment.toMillis();
}

/** The fast way for what SDKs send; Date.parse takes 31 February for 2 March, so the day is checked. */
function exact(text: string, parts: RegExpExecArray): number | undefined {
  const day = Number(parts[3]);
  if (day > 28 && day > new Date(Date.UTC(Number(parts[1]), Number(parts[2]), 0)).getUTCDate()) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

export interface TimeInput {
  readonly timestamp: unknown;
  readonly sentAt: number | null;
  readonly receivedAt: number;
  readonly zone: string;
  readonly isImport: boolean;
  /** rudder-sdk-node and posthog-node repeat a stale sentAt on retry: a positive skew of theirs is no clock error. */
  readonly repeatsSentAt: boolean;
}

export type TimeResult = { readonly ts: number; readonly isClamped: boolean } | { readonly park: ParkReason };

/** The client's clock error, PROTOCOLS.md "Time": receivedAt − sentAt, 0 when small or not believable. */
function skewOf({ sentAt, receivedAt, isImport, repeatsSentAt }: Omit<TimeInput, 'timestamp' | 'zone'>): number {
  if (isImport || sentAt === null) return 0;
  const skew = receivedAt - sentAt;
  if (Math.abs(skew) < skewTolerance) return 0;
  return skew > 0 && repeatsSentAt ? 0 : skew;
}

export function momentOf(input: TimeInput): TimeResult {
  const { timestamp, receivedAt, isImport, zone } = input;
  if (timestamp === undefined || timestamp === null) return { ts: receivedAt, isClamped: false };
  const original = parseMoment(timestamp, zone);
  if (original === undefined) return { park: 'time_invalid' };
  const ts = original + skewOf(input);
  if (ts < 0) return { park: 'time_before_1970' };
  if (isImport) return ts > lastMoment ? { park: 'time_invalid' } : { ts, isClamped: false };
  if (ts > receivedAt + dayMs) return { park: 'time_in_future' };
  return ts > receivedAt ? { ts: receivedAt, isClamped: true } : { ts, isClamped: false };
}
