import type { TagView } from '@danqing/contracts';
import { useTranslation } from 'react-i18next';
import { useFieldNames } from '../../../parts/field-names.ts';
import { isMap } from '../../../parts/is-map.ts';

/** A tag's value as one reads it: of a composite one, what sums it up. */
export function useValueWords(): (value: unknown) => string {
  const { t } = useTranslation('tags');
  const names = useFieldNames();
  const say = (value: unknown): string => {
    if (value === null || value === undefined) return t('who.none');
    if (isMap(value)) return say(value['value'] ?? value['tier'] ?? value['score'] ?? null);
    return names.value(value);
  };
  return say;
}

/** What rules compare a counted value with: an element of a list is contained, everything else is equal. */
export const ruleOfValue = (tag: Pick<TagView, 'key' | 'type' | 'fields'>, value: string | number | boolean | readonly string[]) => {
  const key = tag.fields.includes('tier') && typeof value === 'string' ? `${tag.key}.tier` : tag.fields.includes('score') ? `${tag.key}.score` : tag.key;
  return { tag: key, op: 'eq', value } as const;
};
