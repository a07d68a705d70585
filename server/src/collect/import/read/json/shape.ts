import { isJsonObject, type JsonObject } from '#kernel';
import { jsonSplitter, type JsonShape } from './documents.ts';
import { parsedJson } from './parsed.ts';

/** `lines`: one object a line; else the records of a document. */
export type JsonForm = 'lines' | JsonShape;

/** Names under which programs answer with a list; an object with one of these is no record itself. */
const wrappers: ReadonlySet<string> = new Set(
  'data list rows row records record items item results result response responses orders order customers customer contacts users members products events entries objects elements hits values value content contents payload page body trades trade order_list orderlist datalist dataset documents docs feed search_results'.split(
    ' ',
  ),
);
const idName = /(^|_)(id|no|uuid|key)$|[a-z](Id|No)$|号$|编号$|^(name|email|phone|订单号)$/;

/** How records stand in a text that begins with { or [; undefined where it is no JSON. `head` is its beginning. */
export function jsonFormOf(head: string): JsonForm | undefined {
  const text = head.trimStart();
  if (text.startsWith('[')) return /^\[\s*[{\]]/.test(text) ? 'list' : undefined;
  if (!text.startsWith('{')) return undefined;
  const [first = '', second = ''] = text.split('\n', 2);
  const object = parsedJson(first);
  if (isJsonObject(object)) return second.trim() === '' && isWrapper(object) ? 'list' : 'lines';
  // It goes on over many lines: one object after the other, or one around all of them.
  if (parsedJson(second) !== undefined && second.trimStart().startsWith('{')) return 'lines';
  const [whole] = jsonSplitter('objects', text.length + 1).feed(text, false);
  if (whole !== undefined && 'text' in whole) {
    const record = parsedJson(whole.text);
    return isJsonObject(record) && isWrapper(record) ? 'list' : 'objects';
  }
  return opensWrapper(text) ? 'list' : 'objects';
}

/** An object that is there for the list in it: it has no number of its own. */
function isWrapper(object: JsonObject, depth = 0): boolean {
  const names = Object.entries(object);
  if (names.some(([name, value]) => (typeof value === 'string' || typeof value === 'number') && idName.test(name) && !/^request|^trace|^page/i.test(name)))
    return false;
  return names.some(
    ([name, value]) =>
      wrappers.has(name.toLowerCase()) &&
      ((Array.isArray(value) && value.some(isJsonObject)) || (depth < 3 && isJsonObject(value) && isWrapper(value, depth + 1))),
  );
}

/** The same of an object whose end is not in sight: by the names that lead to its first list of objects. */
function opensWrapper(text: string): boolean {
  const list = /\[\s*\{/.exec(text);
  const before = list === null ? text : text.slice(0, list.index);
  const names = [...before.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*(?:"|-?\d|\{|$)?/g)];
  const last = names.at(-1)?.[1] ?? '';
  return (
    list !== null &&
    wrappers.has(last.toLowerCase()) &&
    !names.some(([whole, name = '']) => /["\d]$/.test(whole.replace(/^"[^"]*"/, '')) && idName.test(name) && !/^request|^trace|^page/i.test(name))
  );
}
