import type { JsonObject, JsonValue } from '#kernel';
import type { DecodedEvent } from '../decode/decoded-event.ts';

/** A message in the making: what is undefined is left out. */
export type Draft = Readonly<Record<string, JsonValue | undefined>>;

/** Without what is undefined. */
export function compact(draft: Draft): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(draft)) {
    if (value !== undefined) Object.defineProperty(kept, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return kept;
}

/** The same, and undefined when nothing is left. */
export function some(draft: Draft): JsonObject | undefined {
  const kept = compact(draft);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** An id: a text or a number, as text; undefined when it says nothing. */
export function idOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

export const textAt = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The last moment that a Date can say, ms. */
const lastInstant = 8.64e15;

/** Milliseconds since 1970 as ISO 8601; undefined when it is no moment. */
const isoOf = (ms: number): string | undefined => (Number.isFinite(ms) && Math.abs(ms) <= lastInstant ? new Date(ms).toISOString() : undefined);

/** A moment that an SDK says in milliseconds, or as text. What is neither stays as it is, so that quarantine shows what came; undefined when nothing is said. */
export function timestampOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && !/^\d{10,}(\.\d+)?$/.test(value)) return value;
  const ms = typeof value === 'object' || typeof value === 'boolean' ? Number.NaN : Number(value);
  return isoOf(ms) ?? (typeof value === 'object' ? 'an object' : JSON.stringify(value));
}

/** What a request says for all of its events. */
export interface Sent {
  readonly receivedAt: number;
  /** The client's clock when it sent, ms; null when it does not say. */
  readonly sentAt: number | null;
}

/** A message of Segment's form at its place. Its type and when it was sent stand in it too: a record that is written anew keeps nothing else. */
export function messageOf(index: number, type: string, draft: Draft, { receivedAt, sentAt }: Sent): DecodedEvent {
  const raw = compact({ ...draft, type, sentAt: sentAt ?? undefined });
  return { index, type, raw, receivedAt, sentAt };
}

/** Splits properties: those whose names are reserved by the SDK (`$…`) from the rest. */
export function reservedIn(properties: JsonObject): { readonly own: JsonObject; readonly reserved: JsonObject } {
  const [own, reserved]: [Record<string, JsonValue>, Record<string, JsonValue>] = [{}, {}];
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(name.startsWith('$') ? reserved : own, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return { own, reserved };
}
