const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of XML with its entities resolved, and the `_x000D_` that Excel writes for control characters. */
export function unescapeXml(text: string): string {
  const plain = text.includes('&')
    ? text.replaceAll(
        /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g,
        (whole, hex: string | undefined, dec: string | undefined, name: string | undefined) => {
          if (name !== undefined) return entities[name] ?? whole;
          const code = Number.parseInt(hex ?? dec ?? '', hex === undefined ? 10 : 16);
          return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
        },
      )
    : text;
  return plain.includes('_x') ? plain.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : plain;
}

/** One attribute of a tag's text, by its name with or without a prefix; undefined where it is absent. */
export function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/** The opening tags of one name, whatever their prefix. */
export const tagsOf = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^<>]*>`, 'g'))].map(([tag]) => tag);

const texts = /<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)</g;
const phonetic = /<(\/?)(?:\w+:)?rPh[\s>]/g;

/** What is not read aloud. Cut by its tags, each looked at once: in a text made of nothing but beginnings, looking for the end of each takes its square. */
function withoutSpoken(item: string): string {
  let [kept, from, isSpoken] = ['', 0, false];
  for (const { index, 0: tag, 1: slash } of item.matchAll(phonetic)) {
    const isEnd = slash !== '';
    if (isSpoken === isEnd) {
      if (!isEnd) kept += item.slice(from, index);
      from = index + (isEnd ? tag.length : 0);
      isSpoken = !isEnd;
    }
  }
  return kept + item.slice(from);
}

/** The text of a string item, its runs joined; how it is read aloud (rPh) is no part of it. */
export function textOf(item: string): string {
  const spoken = item.includes('rPh') ? withoutSpoken(item) : item;
  texts.lastIndex = 0;
  const first = texts.exec(spoken);
  if (first === null) return '';
  let text = first[1] ?? '';
  for (let next = texts.exec(spoken); next !== null; next = texts.exec(spoken)) text += next[1] ?? '';
  return unescapeXml(text);
}

/**
 * Cuts a stream of XML into the elements of one name: `<row …>…</row>`, `<si>…</si>`. What is in memory is a chunk and one element. A tag ends at the next `<` at the latest (XML has none in it), or tags
 * that never end would be looked through from each beginning to the end of all.
 */
export async function* elementsOf(chunks: AsyncIterable<Buffer>, name: string, maxLength: number): AsyncIterable<readonly string[]> {
  const decoder = new TextDecoder('utf-8');
  const element = new RegExp(`<((?:\\w+:)?)${name}(?:\\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?(/?)>`, 'g');
  let rest = '';
  const cut = (): readonly string[] => {
    const found: string[] = [];
    let position = 0;
    for (;;) {
      element.lastIndex = position;
      const open = element.exec(rest);
      if (open === null) {
        // A tag may be cut by the chunk's end.
        position = Math.max(position, rest.lastIndexOf('<'));
        break;
      }
      if (open[2] === '/') {
        found.push(open[0]);
        position = element.lastIndex;
        continue;
      }
      const close = `</${open[1] ?? ''}${name}>`;
      const end = rest.indexOf(close, element.lastIndex);
      if (end === -1) {
        position = open.index;
        break;
      }
      found.push(rest.slice(open.index, end));
      position = end + close.length;
    }
    rest = position > 0 ? rest.slice(position) : rest;
    return found;
  };
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const found = cut();
    if (rest.length > maxLength) throw new RangeError(`one ${name} of the workbook is longer than ${maxLength} characters`);
    if (found.length > 0) yield found;
  }
}
