import type { RuleVocabulary } from '@danqing/contracts';
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
  const index = <T>(items: readonly T[], keyOf: (item: T) => string, nameOf: (item: T) => string): ((key: string) => string) => {
    const map = new Map(items.map((item) => [keyOf(item), nameOf(item)]));
    return (key) => map.get(key) ?? key;
  };
  const said = (one: { readonly zh: string; readonly en: string }): string => one[language];
  type Usual = RuleVocabulary['usual']['events'][number];
  /** What this workspace calls it; where it has not come yet, what it is usually called. */
  const orUsual = (own: (key: string) => string, usual: readonly Usual[]): ((key: string) => string) => {
    const usually = index(usual, ({ key }) => key, said);
    return (key) => {
      const found = own(key);
      return found === key ? usually(key) : found;
    };
  };
  const { usual } = vocabulary;
  const ofEvent = index(vocabulary.properties, ({ event, path }) => `${event}\t${path}`, said);
  const anywhere = orUsual(
    index([...vocabulary.properties, ...vocabulary.products, ...vocabulary.context], ({ path }) => path, said),
    usual.properties,
  );
  return {
    event: orUsual(
      index(vocabulary.events, ({ name }) => name, said),
      usual.events,
    ),
    property: (event, path) => {
      const own = ofEvent(`${event}\t${path}`);
      return own === `${event}\t${path}` ? anywhere(path) : own;
    },
    trait: orUsual(
      index(vocabulary.traits, ({ path }) => path, said),
      usual.traits,
    ),
    tag: tagNames(vocabulary, parts),
    segment: index(
      vocabulary.segments,
      ({ key }) => key,
      ({ name }) => name,
    ),
    list: index(
      vocabulary.lists,
      ({ key }) => key,
      ({ name }) => name,
    ),
    identifier: orUsual(
      index(vocabulary.identifiers, ({ kind }) => kind, said),
      usual.identifiers,
    ),
    metric: index(vocabulary.metrics, ({ key }) => key, said),
    holiday: index(vocabulary.holidays, ({ key }) => key, said),
    purpose: (purpose) => purposes[purpose] ?? purpose,
    channel: (channel) => channels[channel] ?? channel,
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
