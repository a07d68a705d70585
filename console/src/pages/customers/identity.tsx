import type { IdentityView, ProfileView } from '@danqing/contracts';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFieldNames } from '../../parts/field-names.ts';
import { TimeText } from '../../parts/time-text.tsx';
import { MergeItem } from './merge-item.tsx';
import { inOrderOfUse } from './names.ts';

type Identifier = ProfileView['identifiers'][number];

/** Why this is one customer: identifiers, merges that can be undone, and what was not merged. */
export function Identity({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('customers');
  const names = useFieldNames();
  const identity = useApi<IdentityView>(`/api/v1/profiles/${profile.id}/identity`);
  if (identity.isError) return <ErrorState error={identity.error} onRetry={() => void identity.refetch()} />;
  const nameOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${names.kind(kind)} ${value}`;
  const { merges, conflicts } = identity.data ?? {};
  return (
    <Flex vertical gap={16}>
      <Card size="small" title={t('identifiers')}>
        <DataTable<Identifier>
          label={t('identifiers')}
          error={null}
          onRetry={() => void identity.refetch()}
          empty={null}
          rowKey={({ kind, value }) => `${kind}=${value}`}
          rows={inOrderOfUse(profile.identifiers)}
          columns={[
            { title: t('kind'), key: 'kind', render: (_, { kind }) => names.kind(kind) },
            { title: t('value'), dataIndex: 'value' },
            { title: t('source'), dataIndex: 'source' },
            { title: t('firstSeen'), key: 'first', render: (_, { firstSeen }) => <TimeText value={firstSeen} /> },
            { title: t('lastSeen'), key: 'last', render: (_, { lastSeen }) => <TimeText value={lastSeen} /> },
          ]}
        />
      </Card>
      <Card size="small" title={t('merges')}>
        <Typography.Paragraph type="secondary">{t('mergesHint')}</Typography.Paragraph>
        {merges === undefined && <Skeleton active />}
        {merges?.length === 0 && t('noMerges')}
        <Flex vertical gap={12}>
          {merges?.map((merge) => (
            <MergeItem key={merge.id} merge={merge} />
          ))}
        </Flex>
      </Card>
      <Card size="small" title={t('conflicts')}>
        <Typography.Paragraph type="secondary">{t('conflictsHint')}</Typography.Paragraph>
        {conflicts?.length === 0 && t('noConflicts')}
        <Flex vertical gap={6}>
          {conflicts?.map((conflict) => (
            <span key={`${nameOf(conflict.a)} ${nameOf(conflict.b)}`}>
              {t('conflictText', { a: nameOf(conflict.a), b: nameOf(conflict.b) })} · <TimeText value={conflict.firstSeen} />
            </span>
          ))}
        </Flex>
      </Card>
    </Flex>
  );
}
