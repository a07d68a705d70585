import { codes } from './codes.ts';
import type { Patterns } from './patterns.ts';
import { rulePatterns } from './rules.ts';
import { sqlPatterns } from './sql.ts';
import { workPatterns } from './work.ts';

const patterns: Patterns = [...sqlPatterns, ...rulePatterns, ...workPatterns];

/** Where in a text it went wrong: said of rules and of SQL before the reason. */
const place = /^line (\d+), (?:character|column) (\d+): /;

/**
 * What the server said, in Chinese: by the very message where it says more than its code, by the code otherwise; undefined: nobody has words for it.
 * A message in Chinese stays, and so does a number.
 */
export function chineseOf(code: string, message: string): string | undefined {
  if (/^\d*$/.test(message) || (/[㐀-鿿]/.test(message) && !/[a-z]{3,} [a-z]{2,}/i.test(message))) return message;
  const at = place.exec(message);
  if (at !== null) {
    const said = chineseOf(code, message.slice(at[0].length));
    return said === undefined ? undefined : `第 ${at[1]} 行第 ${at[2]} 个字符：${said}`;
  }
  const found = patterns.find(([pattern]) => pattern.test(message));
  return found === undefined ? codes[code] : message.replace(found[0], found[1]);
}
