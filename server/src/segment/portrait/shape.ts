import type { Attribute } from './catalogue.ts';
import { maxValues, type Survey } from './survey.ts';

/** Why an attribute is not shown. */
export type LeftOut = 'identifying' | 'too_many_values' | 'long_texts' | 'nobody';

/** How an attribute is cut into buckets; `values` and `cuts` are the same for the segment and for everyone. */
export type Shape =
  | { readonly form: 'values'; readonly values: readonly string[] }
  | { readonly form: 'list'; readonly values: readonly string[] }
  /** Buckets (−∞, c₁], (c₁, c₂] … (cₙ, ∞). Dates in days since 1970. */
  | { readonly form: 'numbers'; readonly cuts: readonly number[] }
  | { readonly form: 'dates'; readonly cuts: readonly number[] }
  | { readonly form: 'left_out'; readonly reason: LeftOut };

/** Last words of a path that name a person, whatever the values look like. */
const personal = new Set(
  `id ids no uuid guid email mail phone mobile tel telephone name firstname lastname fullname nickname username avatar url openid unionid idcard passport
   card street address token ip`.split(/\s+/),
);
const personalWords = /(姓名|昵称|手机|电话|邮箱|身份证|地址)/;

const fewNumbers = 12;
const most = 0.95;

/** Decides from its name and a survey of everyone how an attribute can be shown, or why not: what identifies people is never listed. */
export function shapeOf({ kind, key }: Pick<Attribute, 'kind' | 'key'>, survey: Survey): Shape {
  const { known, lists, distinct, numbers, dates, contacts, codes, longest, cuts } = survey;
  if (known === 0) return leftOut('nobody');
  const isPersonal = kind === 'trait' && (personal.has(lastWord(key)) || personalWords.test(key));
  if (isPersonal || contacts > known / 2 || (codes > known / 2 && distinct > known / 2 && dates === 0 && kind === 'trait')) return leftOut('identifying');
  const values = survey.top.filter((value) => value !== '' && value.length <= 200 && !value.includes('@') && !value.includes('**'));
  if (lists > known / 2) return { form: 'list', values };
  if (distinct > fewNumbers && numbers >= known * most) return { form: 'numbers', cuts: distinctOf(cuts) };
  if (distinct > fewNumbers && dates >= known * most) return { form: 'dates', cuts: distinctOf(cuts) };
  if (longest > 200 && distinct > maxValues) return leftOut('long_texts');
  if (distinct > maxValues && distinct > known / 5) return leftOut('too_many_values');
  return { form: 'values', values: values.toSorted() };
}

const leftOut = (reason: LeftOut): Shape => ({ form: 'left_out', reason });

/** `billing.contactPhone` → phone. */
const lastWord = (key: string): string =>
  key
    .replace('[]', '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[._\s-]/)
    .at(-1) ?? key;

/** Rising, each once: where many people have one number, fifths fall together. */
const distinctOf = (cuts: readonly number[]): readonly number[] => [...new Set(cuts)].sort((a, b) => a - b);
