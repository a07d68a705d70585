import type { TagView } from '@danqing/contracts';
import { Flex, Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { isMap } from '../../parts/is-map.ts';
import { useFieldNames } from '../../parts/field-names.ts';

/** A tag of several fields shows the one that sums it up. */
const summaryOf = (value: unknown): unknown => (isMap(value) ? (value['value'] ?? value['tier'] ?? value['score'] ?? value) : value);

/** Values of tags under their names; what a tag means is behind it. */
export function TagCloud({ tags }: { readonly tags: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const names = useFieldNames();
  const known = useApi<{ readonly items: readonly TagView[] }>('/api/v1/tags', { query: { limit: 500 } });
  const shown = Object.entries(tags).filter(([, value]) => value !== null && value !== false);
  return (
    <Flex wrap gap={6}>
      {shown.map(([key, value]) => {
        const tag = known.data?.items.find((each) => each.key === key);
        const summary = summaryOf(value);
        return (
          <Tooltip key={key} title={tag?.sentence?.[language] ?? tag?.description ?? key}>
            <Tag style={{ whiteSpace: 'normal', margin: 0, overflowWrap: 'anywhere' }}>
              {tag?.name ?? key}
              {summary !== true && t('is', { value: names.value(summary) })}
            </Tag>
          </Tooltip>
        );
      })}
    </Flex>
  );
}
