import { isJsonObject, type JsonValue } from '#kernel';
import { textOfBytes } from '../../decode/body.ts';
import { parseExactly } from '../../decode/json.ts';
import { fieldsIn } from '../../protocol/payload.ts';
import { readXml } from './xml.ts';

/** A body that was understood, or its text. */
export type HookBody = { readonly value: unknown; readonly text?: undefined } | { readonly value: undefined; readonly text: string };

/** Some senders put JSON into a text, escaped for an address (Youzan's `msg`). */
function unwrapped(value: unknown): unknown {
  if (!isJsonObject(value) || typeof value['msg'] !== 'string') return value;
  const text = value['msg'];
  const plain = /^%[57]b/i.test(text) ? decoded(text) : text;
  const inner = /^\s*[[{]/.test(plain) ? parseExactly(plain) : undefined;
  return inner === undefined ? value : { ...value, msg: inner };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** JSON, XML, or a form, told by what it is and never by its type: senders set that as they like. */
export function bodyOf(bytes: Buffer): HookBody {
  const text = textOfBytes(bytes);
  const trimmed = text.trim();
  const value = /^[[{"]/.test(trimmed) ? parseExactly(trimmed) : (readXml(trimmed) ?? formIn(trimmed));
  return value === undefined || value === null ? { value: undefined, text } : { value };
}

/** The same with what was wrapped opened: what mappings read. */
export function openBody(bytes: Buffer): HookBody {
  const body = bodyOf(bytes);
  return body.text === undefined ? { value: unwrapped(body.value) } : body;
}

function formIn(text: string): unknown {
  const fields = fieldsIn(text);
  if (fields === undefined) return undefined;
  const names = [...new Set(fields.keys())];
  // `payload={…}`: JSON in a form.
  const [only] = names;
  const inner = names.length === 1 && only !== undefined ? parseExactly(fields.get(only) ?? '') : undefined;
  if (isJsonObject(inner)) return inner;
  return Object.fromEntries(names.map((name): readonly [string, JsonValue] => [name, fields.get(name) ?? '']));
}

/** A value by its dotted path; a name with dots in it goes first. */
export function valueAtPath(value: unknown, path: string): unknown {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  let at: unknown = value;
  for (const step of path.split('.')) {
    if (!isJsonObject(at) || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

/** The same as text; '' where there is none. */
export function textAtPath(value: unknown, path: string): string {
  const found = path === '' ? undefined : valueAtPath(value, path);
  return typeof found === 'string' ? found.trim() : typeof found === 'number' ? String(found) : '';
}
