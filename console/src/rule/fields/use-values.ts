import type { RuleValues } from '@danqing/contracts';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Query } from '../../api/client.ts';
import { useApi } from '../../api/use-api.ts';
import { useFormats } from '../../parts/format.ts';

/** Whose values are looked up. */
export type ValueSource =
  | { readonly of: 'trait' | 'tag' | 'product'; readonly path: string }
  | { readonly of: 'property'; readonly path: string; readonly event: string };

interface Found {
  readonly items: readonly { readonly value: string; readonly note: string }[];
  readonly isLoading: boolean;
  /** What the list is made from, or why there is none. */
  readonly says: string;
}

/** Values that the data hold, the most frequent first, for a list that is open. */
export function useValues(source: ValueSource | null, search: string, isOpen: boolean): Found {
  const { t } = useTranslation('rule');
  const formats = useFormats();
  const asked = useDeferredValue(search.trim());
  const query: Query = { ...source, search: asked };
  const values = useApi<RuleValues>('/api/v1/rules/values', { query, enabled: isOpen && source !== null && source.path !== '', keepPrevious: true });
  const { data } = values;
  const says =
    data === undefined ? '' : data.isPersonal ? t('personal') : data.items.length === 0 ? t('noValues') : t('sampleNote', { n: formats.number(data.looked) });
  return {
    items: data?.items.map(({ value, count }) => ({ value, note: formats.number(count) })) ?? [],
    isLoading: values.isFetching,
    says,
  };
}
