import { drop, type Outcome, park } from '#kernel';
import type { RawEvent } from './clean.ts';
import type { Origin } from './event.ts';

/** A body that a webhook brought, as the message that its source's mapping makes of it; or how it ends without one. Everything else stays as it is. */
export function readHook(event: RawEvent, origin: Origin): RawEvent | Outcome<never> {
  if ('invalid' in event || event.type !== 'hook') return event;
  const read = origin.hook?.read(event.raw, origin.receivedAt);
  if (read === undefined) return park('unknown_type', 'this source is no webhook');
  switch (read.kind) {
    case 'message':
      return { index: event.index, type: read.type, raw: read.raw, sentAt: null };
    case 'unmapped':
      return park('unmapped', read.detail);
    case 'left_out':
      return drop('left_out');
  }
}
