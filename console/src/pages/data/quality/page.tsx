import type { QualityReport } from '@danqing/contracts';
import { App, Button, Flex, Popconfirm, Segmented, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { LinkButton } from '../../../parts/link-button.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useSourceOptions } from '../../../parts/source-labels.ts';
import { FieldsTab } from './fields-tab.tsx';
import { FunnelTab } from './funnel-tab.tsx';
import './quality.css';
import { ReportTab } from './report-tab.tsx';
import { ThresholdsTab } from './thresholds-tab.tsx';

const periods = ['7', '30', '90'] as const;
const soonMs = 5_000;
const laterMs = 60_000;

/** How good the data are. */
export function Page() {
  const { t } = useTranslation('data-quality');
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const [days, setDays] = useUrlState('days', '30');
  const [source, setSource] = useUrlState('source');
  const sources = useSourceOptions();
  const asked = useApi<QualityReport>('/api/v1/quality/report', {
    query: { days: Number(days), ...(source !== '' && { source }) },
    everyMs: ({ isMeasuring }) => (isMeasuring ? soonMs : laterMs),
    keepPrevious: true,
  });
  const measure = useChange(() => api.post('/api/v1/quality/measure', {}), ['/api/v1/quality']);
  if (asked.isError) return <ErrorState isPage error={asked.error} onRetry={() => void asked.refetch()} />;
  const report = asked.data;
  if (report === undefined) return <Skeleton active />;
  const isEmpty = report.messages === 0 && report.people === 0;
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <Flex gap={8} wrap className="quality-no-print">
            <Button onClick={() => window.print()}>{t('print')}</Button>
            {mayWrite && (
              <Popconfirm
                title={t('measure')}
                description={<div style={{ maxWidth: 320 }}>{t('measureHint')}</div>}
                onConfirm={() =>
                  measure.mutate(undefined, { onSuccess: () => void message.success(t('measureAsked')), onError: (error) => void message.error(error.message) })
                }
              >
                <Button loading={measure.isPending}>{t('measure')}</Button>
              </Popconfirm>
            )}
          </Flex>
        }
      />
      <Flex gap={12} wrap align="center" style={{ marginBottom: 8 }}>
        <Segmented
          className="quality-no-print"
          aria-label={t('days')}
          value={days}
          onChange={(next) => setDays(next)}
          options={periods.map((value) => ({ value, label: t(`dayCounts.${value}`) }))}
        />
        <Select
          className="quality-no-print"
          aria-label={t('source')}
          style={{ minWidth: 150 }}
          value={source}
          onChange={(next) => setSource(next)}
          options={[{ value: '', label: t('allSources') }, ...sources]}
        />
        <Typography.Text type="secondary">
          {t('period', { from: report.from, to: report.to })} · {t('measuredAt')} <TimeText value={report.measuredAt} />
          {report.isMeasuring && ` · ${t('measuring')}`}
          {!report.isLatest && ` · ${t('notLatest')}`}
        </Typography.Text>
      </Flex>
      <PageTabs
        items={[
          {
            key: 'report',
            label: t('tabs.report'),
            children: isEmpty ? (
              <EmptyState
                title={t('emptyTitle')}
                hint={t('emptyHint')}
                action={<LinkButton to={`/w/${workspace}/data/sources`}>{t('toSources')}</LinkButton>}
              />
            ) : (
              <ReportTab report={report} days={days} />
            ),
          },
          { key: 'fields', label: t('tabs.fields'), children: <FieldsTab days={days} source={source} /> },
          { key: 'funnel', label: t('tabs.funnel'), children: <FunnelTab days={days} source={source} /> },
          { key: 'thresholds', label: t('tabs.thresholds'), children: <ThresholdsTab sources={sources.map(({ value }) => value)} /> },
        ]}
      />
    </>
  );
}
