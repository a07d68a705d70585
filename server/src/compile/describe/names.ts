import { type HolidayName, holidayNames, holidayWords } from '#kernel';
import { metricKeys, metricOf, type MetricUnit } from '../metrics.ts';
import { contextFields } from '../parse/path.ts';
import type { Sentence } from '../context.ts';
import { contextIn, eventIn, identifierIn, propertyIn, traitIn } from './words.ts';

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

/** What `$…` paths read, as rules write them. */
export const contextNames: readonly Words[] = contextFields.map((field) => ({ key: `$${field}`, zh: contextIn(field), en: field }));
export const metricNames: readonly (Words & { readonly unit: MetricUnit })[] = metricKeys.map((key) => {
  const { zh, en, unit } = metricOf(key);
  return { key, zh, en, unit };
});
export const holidaysNamed: readonly (Words & { readonly key: HolidayName })[] = holidayNames.map((key) => ({ key, ...holidayWords(key) }));
