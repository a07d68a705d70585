import { type RuleValues, valueWord } from '@danqing/contracts';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useFormats } from '../../parts/format.ts';

/** Whose values are looked up. */
export type ValueSource =
  | { readonly of: 'trait' | 'tag' | 'product'; readonly path: string }
  | { readonly of: 'property'; readonly path: string; readonly event: string };

interface Found {
  /** `word`: what a code is called. */
  readonly items: readonly { readonly value: string; readonly word: string; readonly note: string }[];
  readonly isLoading: boolean;
  /** What the list is made from, or why there is none. */
  readonly says: string;
}

/** Values that the data hold, the most frequent first, for a list that is open; the one that was typed comes before all, for Enter takes the first, and answers may be late. */
export function useValues(source: ValueSource | null, search: string, isOpen: boolean): Found {
  const { t } = useTranslation('rule');
  const formats = useFormats();
  const language = useLanguage();
  const wordOf = (value: string): string => (source?.of === 'property' ? valueWord(source.path, value, language) : undefined) ?? value;
  const asked = useDeferredValue(search.trim());
  const query: Query = { ...source, search: asked };
  const values = useApi<RuleValues>('/api/v1/rules/values', { query, enabled: isOpen && source !== null && source.path !== '', keepPrevious: true });
  const { data } = values;
  const says =
    data === undefined ? '' : data.isPersonal ? t('personal') : data.items.length === 0 ? t('noValues') : t('sampleNote', { n: formats.number(data.looked) });
  const items = data?.items.map(({ value, count }) => ({ value, word: wordOf(value), note: formats.number(count) })) ?? [];
  const isTyped = ({ value, word }: (typeof items)[number]): boolean => value === search.trim() || word === search.trim();
  return {
    items: [...items.filter(isTyped), ...items.filter((item) => !isTyped(item))],
    isLoading: values.isFetching,
    says,
  };
}
