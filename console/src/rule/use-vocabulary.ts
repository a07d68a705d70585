import { type RuleVocabulary, valueWord } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/use-api.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { en } from './say/en.ts';
import { type Sayer, sayerOf } from './say/say.ts';
import type { Names } from './say/speech.ts';
import { zh } from './say/zh.ts';

const nothing: RuleVocabulary = {
  events: [],
  properties: [],
  traits: [],
  identifiers: [],
  products: [],
  accounts: [],
  context: [],
  tags: [],
  segments: [],
  lists: [],
  metrics: [],
  holidays: [],
  usual: { events: [], properties: [], traits: [], identifiers: [] },
};

/** Everything that rules may name here. Empty until it has come: what a rule names already is shown by its own name. */
export function useVocabulary(): RuleVocabulary {
  return useApi<RuleVocabulary>('/api/v1/rules/vocabulary').data ?? nothing;
}

interface Spoken {
  readonly names: Names;
  readonly sayer: Sayer;
}

/** Hundreds of conditions on a page share one index of names. */
const cache = new WeakMap<RuleVocabulary, Partial<Record<Language, Spoken>>>();

type Words = Readonly<Record<'purposes' | 'channels' | 'parts', Readonly<Record<string, string>>>>;

function spokenOf(vocabulary: RuleVocabulary, language: Language, words: Words): Spoken {
  const known = cache.get(vocabulary);
  const found = known?.[language];
  if (found !== undefined) return found;
  const names = namesIn(vocabulary, language, words);
  const made = { names, sayer: sayerOf(language === 'zh' ? zh : en, names) };
  cache.set(vocabulary, { ...known, [language]: made });
  return made;
}

function namesIn(vocabulary: RuleVocabulary, language: Language, { purposes, channels, parts }: Words): Names {
  type Called = readonly (readonly [string, string])[];
  /** Later entries count: what this workspace calls a thing comes after what it is usually called. */
  const called = (...entries: readonly Called[]): ((key: string) => string) => {
    const map = new Map(entries.flat());
    return (key) => map.get(key) ?? key;
  };
  const said = <T extends { readonly zh: string; readonly en: string }>(items: readonly T[], keyOf: (item: T) => string): Called =>
    items.map((item) => [keyOf(item), item[language]] as const);
  const usually = (of: keyof RuleVocabulary['usual']): Called => said(vocabulary.usual[of], ({ key }) => key);
  const named = (items: RuleVocabulary['lists']): Called => items.map(({ key, name }) => [key, name] as const);
  const ofEvent = new Map(said(vocabulary.properties, ({ event, path }) => `${event}\t${path}`));
  const anywhere = called(
    usually('properties'),
    said([...vocabulary.properties, ...vocabulary.products, ...vocabulary.context], ({ path }) => path),
  );
  return {
    event: called(
      usually('events'),
      said(vocabulary.events, ({ name }) => name),
    ),
    property: (event, path) => ofEvent.get(`${event}\t${path}`) ?? anywhere(path),
    trait: called(
      usually('traits'),
      said(vocabulary.traits, ({ path }) => path),
    ),
    tag: tagNames(vocabulary, parts),
    segment: called(named(vocabulary.segments)),
    list: called(named(vocabulary.lists)),
    identifier: called(
      usually('identifiers'),
      said(vocabulary.identifiers, ({ kind }) => kind),
    ),
    metric: called(said(vocabulary.metrics, ({ key }) => key)),
    holiday: called(said(vocabulary.holidays, ({ key }) => key)),
    purpose: (purpose) => purposes[purpose] ?? purpose,
    channel: (channel) => channels[channel] ?? channel,
    value: (of, value) => valueWord(of, value, language) ?? value,
  };
}

/** "key" or "key.field"; a key may hold dots itself. */
function tagNames({ tags }: RuleVocabulary, parts: Words['parts']): (key: string) => string {
  const names = new Map(
    tags.flatMap(({ key, name, fields }) => [
      [key, name] as const,
      ...fields.map((field) => [`${key}.${field}`, `${name} · ${parts[field] ?? field}`] as const),
    ]),
  );
  return (key) => names.get(key) ?? key;
}

/** What things are called, and how rules are said, in the language of the screen. */
export function useSpoken(): Spoken {
  const { t } = useTranslation(['rule', 'fields']);
  return spokenOf(useVocabulary(), useLanguage(), {
    purposes: t('purposes', { returnObjects: true }),
    channels: t('channels', { returnObjects: true }),
    parts: t('fields:parts', { returnObjects: true }),
  });
}
