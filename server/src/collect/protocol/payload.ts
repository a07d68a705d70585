import { Fault } from '#kernel';
import { plainBytes, textOfBytes } from '../decode/body.ts';
import { parseExactly } from '../decode/json.ts';

/** What SDKs other than Segment's may send at once, inflated: their batches are bounded by number, not by size. */
const maxBytes = 4 * 1024 * 1024;
/** Events in one request. */
const maxEvents = 5_000;

const notJson = (): Fault => new Fault('DQ_NOT_JSON', 400, 'the body holds neither JSON nor a form with JSON in it');

/** `name=value&…`, and no JSON. */
const form = /^\s*[\w$.-]{1,64}=/;

/** A body as text, inflated where its bytes say so. */
export const textIn = (bytes: Uint8Array): string => textOfBytes(plainBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), maxBytes));

/** The fields of a form or of an address; undefined when it is none. */
export const fieldsIn = (text: string): URLSearchParams | undefined => (form.test(text) ? new URLSearchParams(text.trim()) : undefined);

/**
 * JSON as it is, or its base64 (of either alphabet, with gzip in it or not). A `+` that was not escaped arrives as a space. Undefined when it is nothing of that.
 */
export function jsonIn(value: string): unknown {
  if (/^\s*[[{]/.test(value)) return parseExactly(value);
  const bytes = Buffer.from(value.replaceAll(' ', '+'), 'base64');
  return bytes.byteLength === 0 ? undefined : parseExactly(textOfBytes(plainBytes(bytes, maxBytes)));
}

/** The JSON of a body: as it is, or in the first of these fields of a form that is there. Throws when there is none. */
export function payloadIn(bytes: Uint8Array, names: readonly string[]): unknown {
  const text = textIn(bytes);
  const fields = fieldsIn(text);
  const name = names.find((one) => fields?.has(one) === true);
  const value = fields === undefined || name === undefined ? jsonIn(text.trim()) : jsonIn(fields.get(name) ?? '');
  if (value === undefined) throw notJson();
  return value;
}

/** One or many: what stands alone is a list of one. Throws when there are too many. */
export function listOf(value: unknown): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > maxEvents) throw new Fault('DQ_TOO_MANY_EVENTS', 400, `${items.length} events in a request; at most ${maxEvents}`);
  return items;
}
