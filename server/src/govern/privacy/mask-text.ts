import type { PersonalClass, RecognisedClass } from '@danqing/contracts';
import { classOfIdentifier, classOfName } from './field-names.ts';
import { maskAs } from './masks.ts';
import { digitOf, type Found, isEscapeBefore, numberAt } from './recognise.ts';
import { emailAt } from './recognise-email.ts';

/** What everything that is looked for has: seven digits with hardly anything between, or a mark. */
const worthALook = /[@＠%:=：＝“]|[\d０-９][\d０-９ ().-]{6}/;
/** Every answer is full of these. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** No e-mail address is shorter, and nothing else that is looked for. */
const shortest = 6;

const everyLook: ReadonlySet<RecognisedClass> = new Set<RecognisedClass>(['phone', 'email', 'id_card', 'bank_card']);

/**
 * The text with everything in it masked that looks personal: mobile numbers, E.164, e-mail addresses, ID cards, bank cards, and values behind
 * a label that says what they are (`姓名：…`, `openid=…`). One pass from left to right; a text without anything comes back as it is, the same object.
 */
export function maskText(text: string, looks: ReadonlySet<RecognisedClass> = everyLook): string {
  if (!worthALook.test(text) || moment.test(text)) return text;
  if (text.length < shortest) return text.length < 3 ? text : masked(text, looks, false);
  return masked(text, looks, true);
}

function masked(text: string, looks: ReadonlySet<RecognisedClass>, isLong: boolean): string {
  let [out, kept, place] = ['', 0, 0];
  while (place < text.length) {
    const found = findAt(text, place, kept, looks, isLong);
    if (found === undefined) {
      place += 1;
      // The rest of a run of digits is part of what was just looked at.
      if (digitOf(text.charCodeAt(place - 1)) >= 0) while (digitOf(text.charCodeAt(place)) >= 0) place += 1;
    } else {
      out += text.slice(kept, found.start) + found.mask;
      kept = found.end;
      place = Math.max(found.end, place + 1);
    }
  }
  return kept === 0 ? text : out + text.slice(kept);
}

function findAt(text: string, place: number, from: number, looks: ReadonlySet<RecognisedClass>, isLong: boolean): Found | undefined {
  const code = text.charCodeAt(place);
  if (isLong && digitOf(code) >= 0) return numberAt(text, place, looks);
  if (code === 64 || code === 0xff20) return looks.has('email') ? emailAt(text, place, 1, from) : undefined;
  if (isLong && code === 37) return atEscape(text, place, from, looks);
  if (code === 58 || code === 61 || code === 0xff1a || code === 0xff1d) return labelledAt(text, place);
  if (code === 0x201c) return quotedAt(text, place);
  return undefined;
}

function atEscape(text: string, place: number, from: number, looks: ReadonlySet<RecognisedClass>): Found | undefined {
  if (text.startsWith('40', place + 1) && looks.has('email')) {
    const found = emailAt(text, place, 3, from);
    if (found !== undefined) return found;
  }
  const start = place + 3;
  return digitOf(text.charCodeAt(start)) >= 0 && isEscapeBefore(text, start) ? numberAt(text, start, looks) : undefined;
}

const isLabelCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45 || (code >= 0x4e00 && code <= 0x9fff);
const isQuote = (code: number): boolean => code === 34 || code === 39 || code === 92;
const longestLabel = 24;
const longestLabelled = 200;
/** What ends a labelled value. */
const ends = new Set(',;，；。、&#"\'\\|}\n\r\t)）]】”<>'.split(''));
/** Labels that stand in addresses of machines and in prose as well: only their Chinese names count. */
const isPlainWord = (label: string): boolean =>
  ['address', 'detail', 'mail', 'cell', 'tel', 'zip', 'ip', 'receiver', 'recipient', 'birth'].includes(label.toLowerCase());

const wordStart = (text: string, end: number): number => {
  let start = end;
  while (start > 0 && end - start < longestLabel && isLabelCode(text.charCodeAt(start - 1))) start -= 1;
  return start;
};

function labelledAt(text: string, mark: number): Found | undefined {
  let end = mark;
  while (end > 0 && (isQuote(text.charCodeAt(end - 1)) || text[end - 1] === ' ')) end -= 1;
  const start = wordStart(text, end);
  const kind = start === end ? undefined : labelClass(text, start, end, mark);
  return kind === undefined || contentClasses.has(kind) ? undefined : valueFrom(text, mark + 1, kind);
}

function labelClass(text: string, start: number, end: number, mark: number): PersonalClass | undefined {
  // openid:wx1=o6z…: the app stands between.
  if (text[mark] === '=' && text[start - 1] === ':') return classOfIdentifier(text.slice(wordStart(text, start - 1), start - 1));
  const label = text.slice(start, end);
  const kind = isPlainWord(label) ? undefined : classOfName(label);
  // `openid:wx1` is a kind of identifier and an app, no value.
  return kind === 'account' && text[mark] === ':' && end === mark && text[mark + 1] !== ' ' ? undefined : kind;
}

/** These are found by what they look like, wherever they stand. */
const contentClasses: ReadonlySet<PersonalClass> = new Set<PersonalClass>(['phone', 'email', 'id_card', 'bank_card']);

function valueFrom(text: string, after: number, kind: PersonalClass): Found | undefined {
  let start = after;
  while (isQuote(text.charCodeAt(start)) || text[start] === ' ') start += 1;
  let end = start;
  while (end < text.length && end - start < longestLabelled && !ends.has(text[end] ?? '')) end += 1;
  const value = text.slice(start, end).trimEnd();
  if (value === '' || value.includes('*') || value === 'null' || value === 'true' || value === 'false' || '[{'.includes(value[0] ?? '')) return undefined;
  return { start, end: start + value.length, mask: value.startsWith('%') ? '***' : maskAs(kind, value) };
}

const connectives = ['且', '或', ' and ', ' or '];
const clauseMarks = new Set('，,。（）()；;'.split(''));

/** “张三” in a rule's sentence, behind words that name a personal attribute. */
function quotedAt(text: string, open: number): Found | undefined {
  const close = text.indexOf('”', open + 1);
  if (close < 0 || close - open > longestLabelled) return undefined;
  let start = open;
  while (start > 0 && open - start < 60 && !clauseMarks.has(text[start - 1] ?? '')) start -= 1;
  const words = text.slice(start, open);
  const kind = spokenClass(words.slice(Math.max(0, ...connectives.map((word) => words.lastIndexOf(word) + word.length * Number(words.includes(word))))));
  const value = text.slice(open + 1, close);
  return kind === undefined || value.includes('*') ? undefined : { start: open + 1, end: close, mask: maskAs(kind, value) };
}

const spoken: readonly (readonly [RegExp, PersonalClass])[] = [
  [/姓名|收货人|收件人|联系人|昵称|^[姓名](?:是|不是|包含|以)|\bname “?$|\b(?:whose|the|their|his|her) (?:real ?|full ?|first ?|last ?|nick)?name\b/iu, 'name'],
  [/地址|街道|住址|\b(?:whose|the|their) (?:address|street)/iu, 'address'],
  [/生日|出生日期|\b(?:whose|the|their) birthday/iu, 'birthday'],
  [/openid|unionid/iu, 'account'],
];

const spokenClass = (words: string): PersonalClass | undefined => {
  const found = spoken.find(([pattern]) => pattern.test(words));
  if (found !== undefined) return found[1];
  // 属性“姓名”是“张三”: the attribute's own name stands in quotes.
  const named = /“([^”]{1,40})”[^“”]{0,12}$/u.exec(words);
  return named === null ? undefined : (classOfName(named[1]?.split('.').at(-1) ?? '') ?? (named[1] === 'name' ? 'name' : undefined));
};
