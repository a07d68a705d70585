import { type Identifier, normaliseIdentifier, type Origin } from '#clean';
import { isJsonObject, type JsonValue } from '#kernel';

/** Below this many characters a value says little: `1024` is a number of somebody, a price and a year. */
const leastTelling = 6;
/** Fields whose values are people's numbers, however short. */
const idField = /(?:^|[^a-z])(?:id|uid|user|member|customer|openid|unionid|buyer)$|(?:Id|ID|User|Member|Customer)$/;

const emails = /[^\s"'<>()[\]{},;:=&?|\\]{1,128}@[^\s"'<>()[\]{},;:=&?|\\]{1,255}/gu;
const phones = /\+?\d[\d\s().-]{4,24}\d/g;
const words = /[\p{L}\p{N}_-]+/gu;

/**
 * Whether a body that no mapping reads says one of these identifiers: as a value, as a name of a field, or within a text, in any form in which its kind is read (a phone number with blanks or a country's
 * code, an address in capitals), and in texts that are escaped once more (percent, `\u`, `&#…;`). Bodies come here decoded (JSON, XML, forms), or as the text that they are.
 */
export function namedInBody(
  identifiers: readonly Identifier[],
  { defaultRegion, kinds }: Pick<Origin, 'defaultRegion' | 'kinds'>,
): (body: JsonValue) => boolean {
  const isOne = (text: string, field: string, isWhole: boolean): boolean =>
    identifiers.some(({ kind, value }) => {
      const isKnown = kind === 'phone' || kind === 'email';
      if (!isKnown && value.length < leastTelling && !(isWhole && idField.test(field))) return false;
      return normaliseIdentifier(kind, text, defaultRegion, kinds) === value;
    });
  const isSaid = (text: string, field: string): boolean =>
    formsOf(text).some(
      (form) =>
        isOne(form, field, true) || [emails, phones, words].some((parts) => Array.from(form.matchAll(parts)).some(([part]) => isOne(part, field, false))),
    );
  const isNamed = (value: JsonValue, field: string): boolean => {
    if (typeof value === 'string' || typeof value === 'number') return isSaid(String(value), field);
    if (Array.isArray(value)) return value.some((one: JsonValue) => isNamed(one, field));
    return isJsonObject(value) && Object.entries(value).some(([name, one]) => isSaid(name, '') || isNamed(one, name));
  };
  return (body) => isNamed(body, '');
}

/** A text, and what it says when it is escaped. */
function formsOf(text: string): readonly string[] {
  const forms = new Set([text]);
  if (text.includes('%')) forms.add(percentDecoded(text));
  if (text.includes('\\u')) forms.add(text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  if (text.includes('&#')) forms.add(text.replaceAll(/&#(x[0-9a-fA-F]{1,6}|\d{1,7});/g, entityDecoded));
  return [...forms];
}

function entityDecoded(whole: string, number: string): string {
  const code = number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Piece by piece: one that is none leaves the others. */
const percentDecoded = (text: string): string =>
  text.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
