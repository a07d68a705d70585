import type { MendStep } from '@danqing/contracts';
import type { RawEvent } from '#clean';
import { isJsonObject, type JsonObject, type JsonValue, valueAt, withoutValue, withValue } from '#kernel';
import { castValue } from './cast.ts';

/** What became of a parked event: another message to run, or nothing because it was thrown away. */
export type Mended = { readonly kind: 'event'; readonly raw: RawEvent } | { readonly kind: 'discarded' };

const isJsonValue = (value: unknown): value is JsonValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value) || isJsonObject(value);

function mendStep(message: JsonObject, step: Exclude<MendStep, { do: 'discard' }>, receivedAt: number): JsonObject {
  switch (step.do) {
    case 'rename': {
      const value = valueAt(message, step.path);
      return value === undefined ? message : withValue(withoutValue(message, step.path), step.to, value);
    }
    case 'set':
      return isJsonValue(step.value) ? withValue(message, step.path, step.value) : message;
    case 'cast': {
      const value = valueAt(message, step.path);
      const cast = value === undefined ? undefined : castValue(value, step.to);
      return cast === undefined ? message : withValue(message, step.path, cast);
    }
    case 'drop':
      return withoutValue(message, step.path);
    case 'timestamp':
      return withoutValue(withValue(message, 'timestamp', new Date(receivedAt).toISOString()), 'originalTimestamp');
    case 'replace':
      return isJsonObject(step.raw) && isJsonValue(step.raw) ? step.raw : message;
  }
}

/** Does the steps in their order. A step that does not apply (nothing stands there, it cannot be cast) changes nothing. Pure. */
export function mendEvent(event: RawEvent, steps: readonly MendStep[], receivedAt: number): Mended {
  let message: JsonObject | undefined = isJsonObject(event.raw) ? event.raw : undefined;
  for (const step of steps) {
    if (step.do === 'discard') return { kind: 'discarded' };
    if (message !== undefined || step.do === 'replace') message = mendStep(message ?? {}, step, receivedAt);
  }
  if (message === undefined || message === event.raw) return { kind: 'event', raw: event };
  const type = typeof message['type'] === 'string' ? message['type'] : 'invalid' in event ? 'track' : event.type;
  return { kind: 'event', raw: { index: event.index, type, raw: message, sentAt: 'invalid' in event ? null : event.sentAt } };
}
