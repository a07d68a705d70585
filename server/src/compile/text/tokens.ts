import { Fault } from '#kernel';

/** Counted from 1; columns in characters as people see them, not in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export type Token = { readonly place: TextPlace; readonly shown: string } & (
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end' }
);

/** Names that need no quotes: words of any script with digits, `_ $ : -` inside, dots between, `[]` after the part that is a list. */
const bare = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$:-]*(?:\[\])?(?:\.[\p{L}\p{M}\p{N}_$:-]+(?:\[\])?)*`;
const date = String.raw`\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`;
const patterns = [
  ['space', /(?:\s|#[^\n]*)+/uy],
  ['word', new RegExp(bare, 'uy')],
  ['date', new RegExp(date, 'uy')],
  ['number', /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy],
  ['string', /"(?:[^"\\\n]|\\.)*"|“[^”\n]*”/uy],
  ['sign', />=|<=|!=|[()=<>+*%,≥≤≠（），-]/uy],
] as const;

/** What a Chinese keyboard gives in place of a sign. */
const otherSigns: Readonly<Record<string, string>> = { '≥': '>=', '≤': '<=', '≠': '!=', '（': '(', '）': ')', '，': ',' };

const wholeBare = new RegExp(`^${bare}$`, 'u');
const wholeDate = new RegExp(`^${date}$`, 'u');
export const isBare = (name: string): boolean => wholeBare.test(name);
export const isBareDate = (text: string): boolean => wholeDate.test(text);

/** The text in words and signs, a comment from `#` to the end of its line left out; the last one is the end. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const places = placesIn(source);
  let index = 0;
  while (index < source.length) {
    const [kind, shown] = matchAt(source, index);
    const place = places(index);
    if (kind === undefined) throw unreadable(source, index, place);
    if (kind !== 'space') tokens.push(tokenOf(kind, shown, place));
    index += shown.length;
  }
  return [...tokens, { kind: 'end', shown: 'the end', place: places(source.length) }];
}

type Kind = (typeof patterns)[number][0];

function matchAt(source: string, index: number): readonly [Kind | undefined, string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = index;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) return [kind, found];
  }
  return [undefined, ''];
}

function tokenOf(kind: Exclude<Kind, 'space'>, shown: string, place: TextPlace): Token {
  switch (kind) {
    case 'word':
    case 'date':
      return { kind, text: shown, shown, place };
    case 'number':
      return { kind, value: Number(shown), shown, place };
    case 'sign':
      return { kind, text: otherSigns[shown] ?? shown, shown, place };
    case 'string':
      return { kind, text: shown.startsWith('“') ? shown.slice(1, -1) : unescaped(shown, place), shown, place };
  }
}

/** A string in JSON's spelling. */
function unescaped(shown: string, place: TextPlace): string {
  const wrong = /\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/.exec(shown.replaceAll('\\\\', '  ')) ?? /\p{Cc}/u.exec(shown);
  if (wrong !== null) throw textFault(place, 'this string holds a sign that is not written as JSON writes it', '\\n for a new line, \\\\ for a backslash');
  return String(JSON.parse(shown));
}

function unreadable(source: string, index: number, place: TextPlace): Fault {
  const sign = String.fromCodePoint(source.codePointAt(index) ?? 0);
  if (sign === '"' || sign === '“') return textFault(place, 'this string does not end on its line', 'close it with ", and write a new line inside as \\n');
  return textFault(place, `"${sign}" has no meaning here`, sign === "'" ? 'strings stand in double quotes' : undefined);
}

export function textFault(place: TextPlace, message: string, suggestion?: string): Fault {
  const said = `line ${place.line}, column ${place.column}: ${message}`;
  const detail = { path: '/text', code: 'DQ_RULE_TEXT', message: said, ...(suggestion === undefined ? {} : { suggestion }) };
  return new Fault('DQ_RULE_TEXT', 400, 'the text is not valid', { errors: [detail] });
}

function placesIn(source: string): (index: number) => TextPlace {
  const starts = [0];
  for (let index = source.indexOf('\n'); index >= 0; index = source.indexOf('\n', index + 1)) starts.push(index + 1);
  return (index) => {
    let line = starts.length;
    while (line > 1 && (starts[line - 1] ?? 0) > index) line--;
    return { line, column: Array.from(source.slice(starts[line - 1] ?? 0, index)).length + 1 };
  };
}
