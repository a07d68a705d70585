import { type Noun, sayNoun } from '@danqing/contracts';
import type { Language } from './language.ts';

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
