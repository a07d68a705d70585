import type { RuleVocabulary } from '@danqing/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';
import { type ValueType, valueTypeOf } from '../model/values.ts';
import { listOf } from '../say/say.ts';
import { useVocabulary } from '../use-vocabulary.ts';
import type { Offer, OfferGroup } from './controls.tsx';

/** Where a property is read: in an event, in elements that are counted (`each`), or in one element of a list. */
export interface Reads {
  readonly event: string;
  readonly list?: string;
  readonly isEach?: boolean;
}

const group = (label: string, options: readonly Offer[]): readonly OfferGroup[] => (options.length === 0 ? [] : [{ label, options }]);

/** Lists to choose names from, in the words of this workspace. */
export function useOffers() {
  const { t } = useTranslation('rule');
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const formats = useFormats();
  return useMemo(() => {
    const shareOf = (share: number): string => t('share', { n: formats.percent(share, 0) });
    const field = (path: string, one: { readonly zh: string; readonly en: string; readonly description?: string; readonly share?: number }): Offer => ({
      value: path,
      name: one[language],
      also: `${one.zh} ${one.description ?? ''}`,
      ...(one.share !== undefined && { note: shareOf(one.share) }),
    });
    const properties = ({ event, list, isEach = false }: Reads): readonly OfferGroup[] => {
      const carried = uniqueByPath(vocabulary.properties.filter((one) => event === '*' || one.event === event));
      const context = group(
        t('context'),
        vocabulary.context.map((one) => field(one.path, one)),
      );
      if (list === undefined)
        return [
          ...group(
            t('ofEvent'),
            carried.filter(({ type }) => type !== 'list').map((one) => field(one.path, one)),
          ),
          ...context,
        ];
      const prefix = `${list}.`;
      const element = carried.filter(({ path }) => path.startsWith(prefix)).map((one) => field(one.path.slice(prefix.length), one));
      const amount: Offer = { value: 'amount', name: t('amount') };
      return [
        ...group(t('ofElement', { list: list.slice(0, -2) }), [...element.filter(({ value }) => value !== 'amount'), amount]),
        ...group(
          t('catalogue'),
          vocabulary.products.map((one) => field(`product.${one.path}`, one)),
        ),
        ...(isEach
          ? group(
              t('ofEvent'),
              carried.filter(({ path, type }) => type !== 'list' && !path.includes('[]')).map((one) => field(`event.${one.path}`, one)),
            )
          : []),
        ...context,
      ];
    };
    const keyed = (items: readonly { readonly key: string; readonly name: string }[]): readonly Offer[] => items.map(({ key, name }) => ({ value: key, name }));
    return {
      events: (): readonly OfferGroup[] => [
        ...group('', [{ value: '*', name: t('anyEvent') }]),
        ...group(
          t('palette.events'),
          vocabulary.events.map((one) => ({
            value: one.name,
            name: one[language],
            also: `${one.zh} ${one.description}`,
            note: t('volume', { n: formats.compact(one.events) }),
          })),
        ),
      ],
      properties,
      lists: (event: string): readonly string[] => listsIn(vocabulary, event),
      traits: (): readonly OfferGroup[] =>
        group(
          t('palette.traits'),
          vocabulary.traits.map((one) => field(one.path, one)),
        ),
      accountTraits: (): readonly OfferGroup[] =>
        group(
          t('palette.traits'),
          vocabulary.accounts.map((one) => field(one.path, one)),
        ),
      identifiers: (): readonly OfferGroup[] =>
        group(
          t('palette.identifiers'),
          vocabulary.identifiers.map((one) => field(one.kind, one)),
        ),
      tags: (): readonly OfferGroup[] => group(t('palette.tags'), keyed(vocabulary.tags)),
      segments: (): readonly OfferGroup[] => group(t('palette.segments'), keyed(vocabulary.segments)),
      peopleLists: (): readonly OfferGroup[] => group(t('palette.lists'), keyed(vocabulary.lists)),
      metrics: (): readonly OfferGroup[] =>
        group(
          t('palette.metrics'),
          vocabulary.metrics.map((one) => ({ value: one.key, name: one[language], also: one.zh })),
        ),
      holidays: (): readonly OfferGroup[] =>
        group(
          t('holiday'),
          vocabulary.holidays.map((one) => ({ value: one.key, name: one[language], also: one.zh })),
        ),
      traitType: (path: string): ValueType => valueTypeOf(vocabulary.traits.find((one) => one.path === path)?.type),
      propertyType: (reads: Reads, path: string): ValueType => propertyType(vocabulary, reads, path),
      tag: (key: string) => tagIn(vocabulary, key),
    };
  }, [t, vocabulary, language, formats]);
}

function uniqueByPath<T extends { readonly path: string }>(fields: readonly T[]): readonly T[] {
  return [...new Map(fields.map((one) => [one.path, one])).values()];
}

/** Lists of things that an event carries: products[]. */
function listsIn({ properties }: RuleVocabulary, event: string): readonly string[] {
  const paths = properties.filter((one) => event === '*' || one.event === event).map(({ path }) => path);
  return [...new Set(paths.flatMap((path) => (path.includes('[].') ? [path.slice(0, path.indexOf('[].') + 2)] : [])))];
}

function propertyType({ properties }: RuleVocabulary, { event, list }: Reads, path: string): ValueType {
  if (path.startsWith('$')) return 'text';
  if (list !== undefined && path === 'amount') return 'number';
  const full = list === undefined ? path : path.startsWith('event.') ? path.slice('event.'.length) : `${listOf(list)}.${path}`;
  const found = properties.find((one) => one.path === full && (event === '*' || one.event === event)) ?? properties.find((one) => one.path === full);
  return valueTypeOf(found?.type);
}

interface NamedTag {
  readonly key: string;
  readonly field: string | null;
  readonly fields: readonly string[];
  readonly type: ValueType;
}

/** What a part of a composite tag holds. */
function partType(field: string, whole: ValueType): ValueType {
  if (field === 'imputed' || field === 'outlier') return 'boolean';
  return field === 'value' ? whole : field === 'tier' ? 'text' : 'number';
}

/** "key" or "key.field"; a key may hold dots itself. */
function tagIn({ tags }: RuleVocabulary, named: string): NamedTag {
  const whole = tags.find(({ key }) => key === named);
  if (whole !== undefined) return { key: named, field: null, fields: whole.fields, type: whole.type };
  const composite = tags.find(({ key, fields }) => fields.some((field) => `${key}.${field}` === named));
  if (composite === undefined) return { key: named, field: null, fields: [], type: 'unknown' };
  const field = named.slice(composite.key.length + 1);
  return { key: composite.key, field, fields: composite.fields, type: partType(field, composite.type) };
}
