/** The one rule by which texts of ours say the brand’s word: those of the console, and the sentences that the server makes. */

/** How a brand calls one customer, in both languages. */
export interface Noun {
  readonly zh: string;
  readonly en: string;
}

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

/** A text of ours with the brand’s word for a customer. */
export const sayNoun = (text: string, language: 'zh' | 'en', noun: Noun): string =>
  noun[language] === usualNoun[language] ? text : language === 'zh' ? text.replaceAll(zhWord, noun.zh) : sayInEnglish(text, noun.en);
