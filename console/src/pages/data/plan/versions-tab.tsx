import type { PlanDraft, PlanVersion, PlanVersionDetail } from '@danqing/contracts';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { DiffList } from './diff-list.tsx';
import { planPath, usePlan } from './paths.ts';

function VersionDiff({ version }: { readonly version: number }) {
  const one = useApi<PlanVersionDetail>(`${planPath}/versions/${version}`);
  if (one.isError) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />;
  return one.data === undefined ? <Skeleton active /> : <DiffList changes={one.data.diff} />;
}

/** Every version with what it changed. */
export function VersionsTab() {
  const { t } = useTranslation('plan');
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const plan = usePlan();
  const versions = usePages<PlanVersion>(`${planPath}/versions`);
  const restore = useChange(
    (version: number) => api.post<PlanDraft>(`${planPath}/versions/${version}/restore`, { revision: plan.data?.draft.revision ?? 0 }),
    [planPath],
  );
  const current = plan.data?.published?.version;
  return (
    <DataTable<PlanVersion>
      label={t('tabs.versions')}
      {...versions}
      rowKey={({ version }) => String(version)}
      empty={<EmptyState title={t('versionEmpty')} hint={t('versionEmptyHint')} />}
      expandable={{ expandedRowRender: ({ version }) => <VersionDiff version={version} /> }}
      columns={[
        { title: t('version'), key: 'version', render: (_, { version }) => <strong>v{version}</strong> },
        { title: t('changes'), key: 'changes', render: (_, { changes: n }) => t('changeCount', { n }) },
        { title: t('event'), key: 'events', render: (_, { events: n }) => t('eventCount', { n }) },
        { title: t('reason'), key: 'reason', render: (_, { reason }) => <div style={{ maxWidth: 320, whiteSpace: 'normal' }}>{reason}</div> },
        { title: t('by'), key: 'by', dataIndex: 'publishedBy' },
        { title: t('when'), key: 'when', render: (_, { publishedAt }) => <TimeText value={publishedAt} /> },
        {
          key: 'restore',
          render: (_, { version }) =>
            mayWrite &&
            version !== current && (
              <Button
                size="small"
                loading={restore.isPending}
                aria-label={`${t('restore')} v${version}`}
                onClick={() =>
                  restore.mutate(version, {
                    onSuccess: () => void message.success(t('restored', { version })),
                    onError: (error) => void message.error(error.message),
                  })
                }
              >
                {t('restore')}
              </Button>
            ),
        },
      ]}
    />
  );
}
