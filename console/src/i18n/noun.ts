import type { Language } from './language.ts';

/** How a brand calls one customer, in both languages. */
export type Noun = Readonly<Record<Language, string>>;

export const usualNoun: Noun = { zh: '客户', en: 'customer' };

/** Where 客户 is part of another word: 企业客户, 客户属性, 客户编号; tiers that are values of tags. */
const zhWord = /(?<!企业|潜在|价值|发展|保持|挽留|意向)客户(?!属性|360|端|编号|号|经理| ID|数据平台)/g;
const enWord = /\b(?:(an?)(\s+(?:\w+\s+)?))?(customers?)\b(?![- ](?:attribute|number|id\b|360|data platform)|’s (?:number|id\b))/gi;

const plural = (word: string): string => {
  if (/(?:s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
};
const capital = (word: string, like: string): string => (/^[A-Z]/.test(like) ? word.charAt(0).toUpperCase() + word.slice(1) : word);
const article = (given: string, next: string): string => capital(/^[aeiou]/i.test(next) ? 'an' : 'a', given);

function sayInEnglish(text: string, noun: string): string {
  return text.replaceAll(enWord, (_, given: string | undefined, gap: string | undefined, found: string) => {
    const word = capital(/s$/i.test(found) ? plural(noun) : noun, found);
    if (given === undefined) return word;
    const between = gap ?? ' ';
    return between.trim() === '' ? `${article(given, word)}${between}${word}` : `${given}${between}${word}`;
  });
}

/** A text of the console with the brand's word for a customer. */
export const sayNoun = (text: string, language: Language, noun: Noun): string =>
  noun[language] === usualNoun[language] ? text : language === 'zh' ? text.replaceAll(zhWord, noun.zh) : sayInEnglish(text, noun.en);

/** Texts that speak of the word itself. */
const aboutTheWord: ReadonlySet<string> = new Set(['start.business', 'start.industries']);

/** All texts of an area with the brand's word. */
export function withNoun(texts: Readonly<Record<string, unknown>>, area: string, language: Language, noun: Noun): Record<string, unknown> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, said(value, `${area}.${key}`, language, noun)]));
}

function said(value: unknown, path: string, language: Language, noun: Noun): unknown {
  if (aboutTheWord.has(path)) return value;
  if (typeof value === 'string') return sayNoun(value, language, noun);
  if (Array.isArray(value)) return value.map((inner, index) => said(inner, `${path}.${index}`, language, noun));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, said(inner, `${path}.${key}`, language, noun)]));
}
