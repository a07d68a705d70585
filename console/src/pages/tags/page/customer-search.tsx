import type { ProfileSearch } from '@danqing/contracts';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { nameOf } from '../../customers/names.ts';

interface CustomerSearchProps {
  readonly value: number | undefined;
  readonly onChange: (profile: number | undefined) => void;
}

/** One customer, found by whatever one knows of them. */
export function CustomerSearch({ value, onChange }: CustomerSearchProps) {
  const { t } = useTranslation('tags');
  const { t: customers } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const found = useApi<Static<typeof ProfileSearch>>('/api/v1/profiles/search', { query: { q: text, limit: 10 }, enabled: text !== '', keepPrevious: true });
  const options = (text === '' ? [] : (found.data?.items ?? [])).map(({ profile }) => ({
    value: profile.id,
    label: `${nameOf(profile) ?? customers('unnamed')} · ${customers('number', { id: profile.id })}`,
  }));
  return (
    <Select<number>
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      aria-label={t('who.label')}
      placeholder={t('who.hint')}
      {...(value !== undefined && { value })}
      onChange={(next) => onChange(next ?? undefined)}
      options={options}
      labelRender={({ label, value: id }) => label ?? customers('number', { id })}
      notFoundContent={text === '' ? t('who.hint') : found.isFetching ? null : t('who.nobody')}
      loading={found.isFetching}
      style={{ width: '100%', maxWidth: 460 }}
    />
  );
}
