import type { TagDistribution, TagView } from '@danqing/contracts';
import { AutoComplete, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { DayInput } from '../../../parts/day-input.tsx';
import { plainNumber } from '../../../parts/number-box.tsx';

interface ManualValueProps {
  readonly tag: TagView;
  /** Of the form around it. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

/** What somebody typed, as the tag's type; null takes a value away. */
export function valueFrom(type: TagView['type'], text = ''): string | number | boolean | readonly string[] | null {
  if (text.trim() === '') return null;
  if (type === 'number') return Number(text);
  if (type === 'boolean') return text === 'true';
  if (type === 'list')
    return text
      .split(/[,，;；]/)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  return text.trim();
}

/** A value of the tag's type; texts that others have are offered, so that one thing keeps one name. */
export function ManualValueInput({ tag, id, value = '', onChange = () => undefined }: ManualValueProps) {
  const { t } = useTranslation('tags');
  const known = useApi<TagDistribution>(`/api/v1/tags/${tag.key}/distribution`, { query: { limit: 100 }, enabled: tag.type === 'text' || tag.type === 'list' });
  const common = { ...(id !== undefined && { id }), 'aria-label': t('values.value'), style: { width: '100%' } };
  switch (tag.type) {
    case 'boolean':
      return (
        <Select<string>
          {...common}
          allowClear
          {...(value !== '' && { value })}
          onChange={(next) => onChange(next ?? '')}
          options={[
            { value: 'true', label: t('spread.yes') },
            { value: 'false', label: t('spread.no') },
          ]}
        />
      );
    case 'number':
      return <InputNumber<string> {...common} stringMode parser={plainNumber} value={value} onChange={(next) => onChange(next ?? '')} />;
    case 'date':
      return <DayInput {...common} value={value} onChange={({ target }) => onChange(target.value)} />;
    case 'text':
    case 'list':
      return (
        <AutoComplete<string>
          defaultActiveFirstOption={false}
          {...common}
          value={value}
          onChange={onChange}
          showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }}
          options={(known.data?.values ?? []).map((each) => ({ value: String(each.value) }))}
        />
      );
  }
}
