import type { TagView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../parts/field-names.ts';
import { isMap } from '../../../parts/is-map.ts';

/** A tag's value as one reads it (codes of ready tags in words, by the tag's key): of a composite one, what sums it up. */
export function useValueWords(key = ''): (value: unknown) => string {
  const { t } = useTranslation('tags');
  const names = useFieldNames();
  const say = (value: unknown): string => {
    if (value === null || value === undefined) return t('who.none');
    if (isMap(value) && value['imputed'] === true) return t('spread.imputedValue', { value: say(value['value']) });
    if (isMap(value)) return say(value['value'] ?? value['tier'] ?? value['score'] ?? null);
    return names.tagValue(key, value);
  };
  return say;
}

/** What rules compare a counted value with: an element of a list is contained, everything else is equal. */
export const ruleOfValue = (tag: Pick<TagView, 'key' | 'type' | 'fields'>, value: string | number | boolean | readonly string[]) => {
  if (tag.fields.includes('imputed')) return { tag: `${tag.key}.value`, op: 'eq', value } as const;
  const key = tag.fields.includes('tier') && typeof value === 'string' ? `${tag.key}.tier` : tag.fields.includes('score') ? `${tag.key}.score` : tag.key;
  return { tag: key, op: 'eq', value } as const;
};
