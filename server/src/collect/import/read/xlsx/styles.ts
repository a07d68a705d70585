import { attributeOf, tagsOf } from './xml.ts';

/** What a number is by its format; undefined where it is a number. */
export type DateStyle = 'date' | 'moment' | 'time' | undefined;

/** Formats that every workbook has without naming them (ECMA-376, part 1, 18.8.30; 27–36 and 50–58 are the East Asian dates). */
const builtIn = (id: number): DateStyle => {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'date';
  if (id === 22) return 'moment';
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56 ? 'time' : undefined;
};

/** What a number format shows, by its letters outside of quotes, brackets and escapes: y, m and d are dates, h and s times. */
function styleOf(code: string): DateStyle {
  const [shown = ''] = code.replaceAll(/"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]/gi, '').split(';');
  if (/general|[#0?]/i.test(shown.replaceAll(/\.0+/g, ''))) return undefined;
  const hasDay = /[yd年日]/i.test(shown) || /^[\s\W]*m+[\s\W]*$/i.test(shown);
  const hasTime = /[hs时]/i.test(shown);
  if (hasDay) return hasTime ? 'moment' : 'date';
  return hasTime ? 'time' : undefined;
}

/** By style index, from `xl/styles.xml`. */
export function dateStyles(xml: string): readonly DateStyle[] {
  const own = new Map(tagsOf(xml, 'numFmt').map((tag) => [Number(attributeOf(tag, 'numFmtId')), styleOf(attributeOf(tag, 'formatCode') ?? '')]));
  const cells = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
  return tagsOf(cells, 'xf').map((tag) => {
    const id = Number(attributeOf(tag, 'numFmtId') ?? 0);
    return own.has(id) ? own.get(id) : builtIn(id);
  });
}
