import { useLanguage } from '../i18n/use-language.ts';

export interface Punctuation {
  readonly colon: string;
  readonly comma: string;
  /** Between the items of a list. */
  readonly between: string;
  readonly semicolon: string;
  readonly brackets: (text: string) => string;
}

const zh: Punctuation = { colon: '：', comma: '，', between: '、', semicolon: '；', brackets: (text) => `（${text}）` };
const en: Punctuation = { colon: ': ', comma: ', ', between: ', ', semicolon: '; ', brackets: (text) => ` (${text})` };

/** Marks between texts that are put together here, as the language of the screen writes them. */
export const usePunctuation = (): Punctuation => (useLanguage() === 'zh' ? zh : en);
