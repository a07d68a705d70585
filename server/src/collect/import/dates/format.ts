import type { Civil } from './civil.ts';

/** A date's parts as a text gave them; `offset` in minutes where the text names one. */
export interface CivilRead extends Civil {
  readonly offset: number | undefined;
}

interface Token {
  readonly pattern: string;
  readonly part: 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'ms' | 'half' | 'offset';
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** 1 to 12 of an English month's name, whole or cut to three letters; NaN otherwise. */
export const monthNamed = (text: string): number => {
  const index = months.indexOf(text.slice(0, 3).toLowerCase());
  return index < 0 ? Number.NaN : index + 1;
};

const tokens: Readonly<Record<string, Token>> = {
  yyyy: { pattern: '(\\d{4})', part: 'year' },
  yy: { pattern: '(\\d{2})', part: 'year' },
  y: { pattern: '(\\d{1,4})', part: 'year' },
  MMMM: { pattern: '([A-Za-z]{3,9})', part: 'month' },
  MMM: { pattern: '([A-Za-z]{3,9})', part: 'month' },
  LLLL: { pattern: '([A-Za-z]{3,9})', part: 'month' },
  LLL: { pattern: '([A-Za-z]{3,9})', part: 'month' },
  MM: { pattern: '(\\d{2})', part: 'month' },
  M: { pattern: '(\\d{1,2})', part: 'month' },
  LL: { pattern: '(\\d{2})', part: 'month' },
  L: { pattern: '(\\d{1,2})', part: 'month' },
  dd: { pattern: '(\\d{2})', part: 'day' },
  d: { pattern: '(\\d{1,2})', part: 'day' },
  HH: { pattern: '(\\d{2})', part: 'hour' },
  H: { pattern: '(\\d{1,2})', part: 'hour' },
  hh: { pattern: '(\\d{2})', part: 'hour12' },
  h: { pattern: '(\\d{1,2})', part: 'hour12' },
  mm: { pattern: '(\\d{2})', part: 'minute' },
  m: { pattern: '(\\d{1,2})', part: 'minute' },
  ss: { pattern: '(\\d{2})', part: 'second' },
  s: { pattern: '(\\d{1,2})', part: 'second' },
  SSS: { pattern: '(\\d{3})', part: 'ms' },
  S: { pattern: '(\\d{1,3})', part: 'ms' },
  u: { pattern: '(\\d{1,9})', part: 'ms' },
  a: { pattern: '([AaPp]\\.?[Mm]\\.?)', part: 'half' },
  ZZZ: { pattern: '([+-]\\d{4})', part: 'offset' },
  ZZ: { pattern: '([+-]\\d{2}:\\d{2}|Z)', part: 'offset' },
  Z: { pattern: '([+-]\\d{1,2}(?::?\\d{2})?|Z)', part: 'offset' },
};

const tokenForm = /'([^']*)'|yyyy|yy|y|M{1,4}|L{1,4}|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|S|u|a|Z{1,3}|[A-Za-z]|[^A-Za-z']/g;

/**
 * Reads texts of one format, written with Luxon's tokens (English month names; 'quoted' text stands for itself).
 * Compiled once into an expression, because parsing with a library costs 20 µs a row. Undefined when a token is not
 * known or when year, month and day are not all named. Two-digit years are 1970 to 2069.
 */
export function compileFormat(format: string): ((text: string) => CivilRead | undefined) | undefined {
  const parts: Token['part'][] = [];
  let source = '';
  for (const match of format.matchAll(tokenForm)) {
    const [text, quoted] = match;
    const token = tokens[text];
    if (token !== undefined) {
      source += token.pattern;
      parts.push(token.part);
    } else if (quoted === undefined && /^[A-Za-z]/.test(text)) return undefined;
    else source += escaped(quoted ?? text);
  }
  if (!(['year', 'month', 'day'] as const).every((part) => parts.includes(part)) || format.includes("'") !== /'[^']*'/.test(format)) return undefined;
  const expression = new RegExp(`^\\s*${source}\\s*$`);
  return (text) => readParts(expression.exec(text), parts);
}

const escaped = (text: string): string => (/^\s$/.test(text) ? '\\s+' : text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));

function readParts(match: RegExpExecArray | null, parts: readonly Token['part'][]): CivilRead | undefined {
  if (match === null) return undefined;
  const civil = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  let half: string | undefined;
  let offset: number | undefined;
  for (const [index, part] of parts.entries()) {
    const text = match[index + 1] ?? '';
    if (part === 'half') half = text;
    else if (part === 'offset') offset = readOffset(text);
    else if (part === 'hour12') civil.hour = Number(text);
    else if (part === 'ms') civil.ms = Number(text.padEnd(3, '0').slice(0, 3));
    else if (part === 'year') civil.year = text.length === 2 ? Number(text) + (Number(text) < 70 ? 2000 : 1900) : Number(text);
    else if (part === 'month') civil.month = /\d/.test(text) ? Number(text) : monthNamed(text);
    else civil[part] = Number(text);
  }
  return { ...civil, hour: half === undefined ? civil.hour : hourOf(civil.hour, half), offset };
}

/** 12 a.m. is 0, 12 p.m. is 12; an impossible hour stays impossible. */
export const hourOf = (hour: number, half: string): number =>
  hour > 12 || hour < 1 ? 99 : (hour % 12) + (half.startsWith('p') || half.startsWith('P') ? 12 : 0);

function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const digits = text.slice(1).replace(':', '');
  const minutes = digits.length <= 2 ? Number(digits) * 60 : Number(digits.slice(0, -2)) * 60 + Number(digits.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

export const isKnownFormat = (format: string): boolean => compileFormat(format) !== undefined;
