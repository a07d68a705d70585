import type { ProfileFound, ProfileSearch } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../api/use-api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { useCustomerColumns } from './columns.tsx';
import { Everybody } from './list/everybody.tsx';

/** Everybody, and finding one. */
export function Page() {
  const { t } = useTranslation('customers');
  const [text, setText] = useUrlState('q');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <SearchBox
        isAsked
        text={text}
        onText={(value) => setText(value, true)}
        label={t('searchLabel')}
        hint={t('searchHint')}
        size="large"
        style={{ maxWidth: 560, marginBottom: 16 }}
      />
      {text === '' ? <Everybody /> : <Found text={text} />}
    </>
  );
}

function Found({ text }: { readonly text: string }) {
  const { t } = useTranslation('customers');
  const formats = useFormats();
  const names = useFieldNames();
  const found = useApi<Static<typeof ProfileSearch>>('/api/v1/profiles/search', { query: { q: text } });
  const columns = useCustomerColumns<ProfileFound>(({ profile }) => profile);
  const rows = found.data?.items;
  return (
    <>
      {rows !== undefined && rows.length > 0 && <Typography.Text type="secondary">{t('found', { shown: formats.number(rows.length) })}</Typography.Text>}
      <DataTable<ProfileFound>
        label={t('title')}
        rows={rows}
        error={found.error}
        onRetry={() => void found.refetch()}
        rowKey={({ profile }) => String(profile.id)}
        columns={[
          ...columns,
          {
            title: t('columns.because'),
            key: 'because',
            render: (_, { because }) =>
              because.by === 'identifier' || because.by === 'part'
                ? t(`because.${because.by}`, { kind: names.kind(because.kind ?? '') })
                : t(`because.${because.by}`),
          },
        ]}
        empty={<EmptyState title={t('nobody', { text })} hint={t('nobodyHint')} />}
      />
    </>
  );
}
