import { Fault } from '#kernel';
import { plainBytes, textOfBytes } from '../../decode/body.ts';
import { parseJson } from '../../decode/json.ts';
import type { Admission } from '../door.ts';
import { envelopeOf, type SegmentCall, writeKeyIn } from './decode.ts';

/** Parses a body once to see that its envelope is sound. Content types are never asked: SDKs send JSON, gzip and forms under any. */
export function admit(call: SegmentCall, bytes: Buffer): Admission {
  const plain = plainBytes(bytes);
  const text = textOfBytes(plain);
  const parsed = parseJson(text);
  return parsed === undefined ? admitForm(call, text) : admitJson(call, parsed, bytes);
}

const admitJson = (call: SegmentCall, parsed: unknown, body: Buffer): Admission => ({
  events: envelopeOf(call, parsed).items.length,
  body,
  writeKey: writeKeyIn(parsed),
});

/** `data=` holds JSON or its base64, as pixels and forms send it. */
function admitForm(call: SegmentCall, text: string): Admission {
  const form = /^\s*[\w.-]+=/.test(text) ? new URLSearchParams(text.trim()) : undefined;
  const data = form?.get('data') ?? null;
  if (data === null) throw new Fault('DQ_NOT_JSON', 400, 'the body is not JSON');
  return { ...admitData(call, data), ...(form?.has('writeKey') ? { writeKey: form.get('writeKey') ?? undefined } : {}) };
}

export function admitData(call: SegmentCall, data: string): Admission {
  // A `+` of base64 that was not escaped arrives as a space.
  const bytes = data.trimStart().startsWith('{') ? Buffer.from(data) : plainBytes(Buffer.from(data.replaceAll(' ', '+'), 'base64'));
  const parsed = parseJson(textOfBytes(bytes));
  if (parsed === undefined) throw new Fault('DQ_NOT_JSON', 400, '`data` holds neither JSON nor base64 of it');
  return admitJson(call, parsed, plainBytes(bytes));
}
