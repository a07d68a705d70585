import type { CleaningVersion } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { cleaningPath } from './rules.ts';

type Version = Static<typeof CleaningVersion>;

/** Who published what and why. */
export function VersionsTab() {
  const { t } = useTranslation('cleaning');
  const versions = useApi<{ readonly items: Version[] }>(`${cleaningPath}/versions`);
  return (
    <DataTable<Version>
      label={t('versions')}
      rows={versions.data?.items}
      error={versions.error}
      onRetry={() => void versions.refetch()}
      rowKey={({ version }) => String(version)}
      empty={<EmptyState title={t('noVersions')} hint={t('emptyHint')} />}
      columns={[
        { title: t('version'), key: 'version', dataIndex: 'version' },
        { title: t('why'), key: 'why', render: (_, { reason }) => <span style={{ whiteSpace: 'normal' }}>{reason}</span> },
        { title: t('who'), key: 'who', dataIndex: 'author' },
        { title: t('when'), key: 'when', render: (_, { at }) => (at === null ? null : <TimeText value={at} />) },
        {
          title: t('rules'),
          key: 'rules',
          render: (_, { rules }) => <Typography.Text type="secondary">{rules.map(({ name }) => name).join(' · ')}</Typography.Text>,
        },
      ]}
    />
  );
}
