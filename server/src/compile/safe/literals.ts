import { tokensOf } from './tokens.ts';

/** SQL with the values that stand in it, and its comments, as `mask` leaves them; of what cannot be cut into tokens the whole text. */
export function maskedLiterals(sql: string, mask: (text: string) => string): string {
  const tokens = tokensOf(sql);
  if ('message' in tokens) return mask(sql);
  let out = '';
  let from = 0;
  for (const { kind, text, place } of tokens) {
    if (kind !== 'text' && kind !== 'number') continue;
    out += between(sql.slice(from, place), mask) + mask(text);
    from = place + text.length;
  }
  return out + between(sql.slice(from), mask);
}

const comment = /--[^\n]*|\/\*[^]*?\*\//g;

const between = (sql: string, mask: (text: string) => string): string => sql.replaceAll(comment, (text) => mask(text));
