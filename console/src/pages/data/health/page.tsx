import type { PipelineHealth, PipelineHistory, PipelineView } from '@danqing/contracts';
import { Alert, Card, Flex, Segmented, Select, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useSourceOptions } from '../../../parts/source-labels.ts';
import { FlowChart } from '../parts/flow-chart.tsx';
import { FlowTable } from './flow-table.tsx';
import { LagChart } from './lag-chart.tsx';
import { Machinery } from './machinery.tsx';

const ranges = ['1', '24', '168'] as const;

/** Where events went, whether processing keeps up, how stores and disk are. */
export function Page() {
  const { t } = useTranslation('health');
  const formats = useFormats();
  const [range, setRange] = useUrlState('hours', '24');
  const [source, setSource] = useUrlState('source');
  const state = useApi<Static<typeof PipelineView>>('/api/v1/pipeline', { everyMs: 2000 });
  const health = useApi<PipelineHealth>('/api/v1/pipeline/health', { everyMs: 5000 });
  const history = useApi<PipelineHistory>('/api/v1/pipeline/history', { query: { hours: Number(range), source }, everyMs: 30_000, keepPrevious: true });
  const sources = useSourceOptions();
  if (health.isError) return <ErrorState isPage error={health.error} onRetry={() => void health.refetch()} />;
  if (health.data === undefined || state.data === undefined) return <Skeleton active />;
  const { lag } = health.data;
  const isWell = lag.events === 0 && health.data.engines.postgres === 'ready' && health.data.engines.clickhouse === 'ready';
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Flex vertical gap={16}>
        <Alert
          type={isWell ? 'success' : 'info'}
          showIcon
          title={isWell ? t('allGood') : t('behind', { events: formats.number(lag.events), seconds: formats.number(lag.seconds, 1) })}
        />
        <Card size="small" title={t('flow')}>
          <FlowTable state={state.data} />
          <Typography.Text type="secondary">{t('balance')}</Typography.Text>
        </Card>
        <Card size="small" title={t('throughput')}>
          <Flex gap={8} wrap style={{ marginBottom: 8 }}>
            <Select
              aria-label={t('source')}
              size="small"
              style={{ minWidth: 120 }}
              value={source}
              onChange={(next) => setSource(next)}
              options={[{ value: '', label: t('allSources') }, ...sources]}
            />
            <Segmented
              aria-label={t('range')}
              size="small"
              value={range}
              onChange={(next) => setRange(next)}
              options={ranges.map((value) => ({ value, label: t(`ranges.${value}`) }))}
            />
          </Flex>
          {history.data === undefined ? <Skeleton active /> : <FlowChart history={history.data} label={t('throughputLabel', { hours: range })} />}
        </Card>
        <Card size="small" title={t('lagChart')}>
          {history.data === undefined ? <Skeleton active /> : <LagChart history={history.data} label={t('lagChartLabel', { hours: range })} />}
        </Card>
        <Machinery health={health.data} pending={state.data.live.pending} />
      </Flex>
    </>
  );
}
