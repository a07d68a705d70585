import type { PipelineHistory, SourceListed } from '@danqing/contracts';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useFormats } from '../../../parts/format.ts';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { FlowChart } from '../parts/flow-chart.tsx';

const askAgainMs = 30_000;
const spans = ['lastHour', 'lastDay', 'total'] as const;
const flows = ['accepted', 'passed', 'dropped', 'parked'] as const;

/** What a source has done: its counters over three spans, the last day as a picture, the libraries that send. */
export function SourceOverview({ source }: { readonly source: SourceListed }) {
  const { t } = useTranslation('sources');
  const formats = useFormats();
  const { colon } = usePunctuation();
  const history = useApi<PipelineHistory>('/api/v1/pipeline/history', { query: { source: source.name, hours: 24 }, everyMs: askAgainMs });
  const { activity } = source;
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <DataTable
          label={t('tabs.overview')}
          rows={spans.map((span) => ({ span, ...activity[span] }))}
          rowKey={({ span }) => span}
          empty={null}
          columns={[
            { title: '', key: 'span', render: (_, { span }) => <strong>{t(span)}</strong> },
            ...flows.map((flow) => ({
              title: t(flow),
              key: flow,
              align: 'right' as const,
              render: (_: unknown, row: (typeof activity)['lastHour']) => (
                <span style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(row[flow])}</span>
              ),
            })),
          ]}
        />
        <Flex wrap gap={24} style={{ marginTop: 12 }}>
          <span>
            {t('lastSeen')}
            {colon}
            <TimeText value={activity.lastSeenAt} />
          </span>
          <span>
            {t('lag')}
            {colon}
            {formats.number(activity.total.lag)}
          </span>
        </Flex>
      </Card>
      <Card size="small" title={t('chart')}>
        {history.data === undefined ? <Skeleton active /> : <FlowChart history={history.data} label={t('chartLabel', { source: source.label })} height={220} />}
      </Card>
      <Card size="small" title={t('libraries')}>
        {activity.libraries.length === 0 ? (
          <Typography.Text type="secondary">{t('noLibraries')}</Typography.Text>
        ) : (
          <Flex vertical gap={6}>
            {activity.libraries.map(({ library, version, lastSeenAt }) => (
              <Flex key={`${library}@${version}`} justify="space-between" gap={12}>
                <span>
                  {library} {version}
                </span>
                <TimeText value={lastSeenAt} />
              </Flex>
            ))}
          </Flex>
        )}
      </Card>
    </Flex>
  );
}
