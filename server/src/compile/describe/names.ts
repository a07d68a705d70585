import { type HolidayName, holidayNames, holidayWords } from '#kernel';
import { metricKeys, metricOf, type MetricUnit } from '../metrics.ts';
import { contextFields } from '../parse/path.ts';
import type { Sentence } from '../context.ts';
import { contextIn } from './context-words.ts';
import { eventIn, identifierIn, propertyIn, traitIn, usualNames } from './words.ts';

interface Words extends Sentence {
  readonly key: string;
}

const bare = (words: string): string => words.replace(/^客户属性/, '').replaceAll(/[“”]/g, '');

/** What people call an event, a property, a trait or a kind of identifier where nobody has named it: sentences say the same. English keeps the name. */
export const namesOf = {
  event: (name: string): Sentence => ({ zh: bare(eventIn(name).plain), en: name }),
  property: (path: string): Sentence => ({ zh: bare(propertyIn(path)), en: path }),
  trait: (path: string): Sentence => ({ zh: bare(traitIn(path)), en: path }),
  identifier: (kind: string): Sentence => ({ zh: bare(identifierIn(kind)), en: kind }),
} as const;

const usual = (kind: keyof typeof namesOf): readonly Words[] => usualNames[kind].map((key) => ({ key, ...namesOf[kind](key) }));

/** What things of the common vocabulary are called, for what names them before anybody has sent them. */
export const usualWords = { events: usual('event'), properties: usual('property'), traits: usual('trait'), identifiers: usual('identifier') } as const;

/** What `$…` paths read, as rules write them. */
export const contextNames: readonly Words[] = contextFields.map((field) => ({ key: `$${field}`, ...contextIn(field) }));
export const metricNames: readonly (Words & { readonly unit: MetricUnit })[] = metricKeys.map((key) => {
  const { zh, en, unit } = metricOf(key);
  return { key, zh, en, unit };
});
export const holidaysNamed: readonly (Words & { readonly key: HolidayName })[] = holidayNames.map((key) => ({ key, ...holidayWords(key) }));
