import type { CatalogueIdentifier } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFieldNames } from '../../../parts/field-names.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useSourceLabels } from '../../../parts/source-labels.ts';

type Row = Static<typeof CatalogueIdentifier>;

/** Kinds of identifiers that events have named people by. */
export function IdentifiersTab() {
  const { t } = useTranslation('catalogue');
  const labelOf = useSourceLabels();
  const names = useFieldNames();
  const formats = useFormats();
  const kinds = useApi<{ readonly items: Row[] }>('/api/v1/catalogue/identifiers');
  return (
    <DataTable<Row>
      label={t('tabs.identifiers')}
      rows={kinds.data?.items}
      error={kinds.error}
      onRetry={() => void kinds.refetch()}
      rowKey={({ identifier }) => identifier}
      empty={<EmptyState title={t('emptyFields')} hint={t('emptyFieldsHint')} />}
      columns={[
        {
          title: t('identifierKind'),
          key: 'kind',
          render: (_, { identifier }) => (
            <>
              <strong>{names.kind(identifier)}</strong>
              {names.kind(identifier) !== identifier && <Typography.Text type="secondary"> {identifier}</Typography.Text>}
            </>
          ),
        },
        { title: t('share'), key: 'share', align: 'right', render: (_, { filledShare }) => formats.percent(filledShare) },
        { title: t('sources'), key: 'sources', render: (_, { sources }) => sources.map(labelOf).join(' · ') },
        { title: t('first'), key: 'first', render: (_, { firstAt }) => <TimeText value={firstAt} /> },
        { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
      ]}
    />
  );
}
