import type { RawEvent } from '#clean';
import { isJsonObject, type ParkReason, storable } from '#kernel';
import { clickhouseTime } from '#profile';

export interface ParkedEvent {
  readonly workspace: number;
  readonly source: string;
  readonly position: number;
  readonly index: number;
  readonly receivedAt: number;
  /** Rises with every look at the event; the highest one counts. */
  readonly version: number;
  /** Whether people changed it: then it runs again as it stands in quarantine. */
  readonly isMended?: boolean;
}

/** Nesting beyond the stack cannot be written; the log still has the bytes. */
function textOfRaw(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? 'null';
  } catch {
    return '';
  }
}

/** Cut first: half of a pair is what the store refuses, and a row of quarantine that it refuses has nowhere to go. */
const scalar = (raw: unknown, name: string): string => (isJsonObject(raw) && typeof raw[name] === 'string' ? storable(raw[name].slice(0, 500)) : '');

/** A line for table `quarantine`. */
export const parkedRow = (event: ParkedEvent, { raw }: Pick<RawEvent, 'raw'>, reason: ParkReason, detail: string): string =>
  JSON.stringify({
    workspace: event.workspace,
    source: event.source,
    log_position: event.position,
    log_index: event.index,
    version: event.version,
    is_gone: 0,
    reason,
    detail: storable(detail),
    received_at: clickhouseTime(event.receivedAt),
    message_id: scalar(raw, 'messageId'),
    event: scalar(raw, 'event'),
    raw: textOfRaw(raw),
    is_mended: event.isMended === true ? 1 : 0,
  });

/** A line that takes an event out of quarantine. */
export const releasedRow = (event: ParkedEvent): string =>
  JSON.stringify({
    workspace: event.workspace,
    source: event.source,
    log_position: event.position,
    log_index: event.index,
    version: event.version,
    is_gone: 1,
    received_at: clickhouseTime(event.receivedAt),
  });
