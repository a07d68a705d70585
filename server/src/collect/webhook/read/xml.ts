import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';
import { isList } from './lists.ts';

const token = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]{0,100})((?:\s[^<>]*)?)>|([^<]+)|<[?!][^>]*>/y;
const maxDepth = 16;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

interface Open {
  readonly name: string;
  readonly fields: Record<string, JsonValue>;
  text: string;
}

const put = (fields: Record<string, JsonValue>, name: string, value: JsonValue): void => {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const next = before === undefined ? value : isList(before) ? [...before, value] : [before, value];
  Object.defineProperty(fields, name, { value: next, enumerable: true, configurable: true, writable: true });
};

const valueOf = ({ fields, text }: Open): JsonValue => (Object.keys(fields).length === 0 ? text : fields);

/**
 * A small XML document as an object: elements by name, repeated ones as lists, texts without attributes: what chat platforms and payment services send. No entities of its own are read, so
 * nothing expands. Undefined when it is no XML.
 */
export function readXml(source: string): JsonObject | undefined {
  const text = source.trim();
  if (!text.startsWith('<')) return undefined;
  const open: Open[] = [{ name: '', fields: {}, text: '' }];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const parts = token.exec(text);
    const top = open.at(-1);
    if (parts === null || top === undefined) return undefined;
    const [, data, slash, name, attributes = '', plain] = parts;
    if (data !== undefined) top.text += data;
    else if (plain !== undefined) top.text += unescaped(plain.trim());
    else if (name === undefined) continue;
    else if (slash === '/') {
      const parent = open.at(-2);
      if (top.name !== name || parent === undefined) return undefined;
      open.pop();
      put(parent.fields, name, valueOf(top));
    } else if (attributes.endsWith('/')) put(top.fields, name, '');
    else if (open.length > maxDepth) return undefined;
    else open.push({ name, fields: {}, text: '' });
  }
  const [root, ...rest] = open;
  if (root === undefined || rest.length > 0) return undefined;
  // <xml>…</xml>, <root>…</root>: what is in it counts.
  const [only, ...more] = Object.values(root.fields);
  return more.length === 0 && isJsonObject(only) ? only : undefined;
}
