import type { TagView } from '@danqing/contracts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

type Type = TagView['type'];
const types: readonly Type[] = ['text', 'number', 'boolean', 'date', 'list'];

/** What the values are; fixed once the tag is saved. */
export function TypeChoice({ value, onChange }: { readonly value: Type; readonly onChange: (type: Type) => void }) {
  const { t } = useTranslation('tags');
  const { t: own } = useTranslation('tag-editor');
  return (
    <Segmented<Type>
      aria-label={own('fields.type')}
      value={value}
      options={types.map((type) => ({ value: type, label: t(`types.${type}`) }))}
      onChange={onChange}
    />
  );
}
