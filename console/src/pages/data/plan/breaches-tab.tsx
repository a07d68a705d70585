import type { PlanBreach, PlanBreaches } from '@danqing/contracts';
import { Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { SearchBox } from '../../../parts/search-box.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { Spark } from '../parts/spark.tsx';
import { BreachDetail } from './breach-detail.tsx';
import { useExpected } from './expected.ts';
import { planPath } from './paths.ts';

const ranges = [1, 7, 30] as const;
const ends = ['passed', 'parked', 'dropped'] as const;
const askAgainMs = 15_000;

/** What came otherwise than planned, by source and version. */
export function BreachesTab() {
  const { t } = useTranslation(['plan', 'common']);
  const labelOf = useSourceLabels();
  const formats = useFormats();
  const expectedOf = useExpected();
  const [days, setDays] = useUrlState('days', '7');
  const [event, setEvent] = useUrlState('event');
  const [source, setSource] = useUrlState('source');
  const sources = useApi<{ readonly items: readonly { readonly name: string; readonly label: string }[] }>('/api/v1/sources');
  const found = useApi<PlanBreaches>(`${planPath}/breaches`, { query: { days, event, source }, keepPrevious: true, everyMs: askAgainMs });
  const total = found.data?.events ?? 0;
  return (
    <Flex vertical gap={16}>
      <Flex gap={12} wrap align="center">
        <Select<string>
          aria-label={t('days')}
          value={days}
          style={{ minWidth: 120 }}
          onChange={(next) => setDays(next)}
          options={ranges.map((n) => ({ value: String(n), label: t('lastDays', { n }) }))}
        />
        <Select<string>
          aria-label={t('source')}
          value={source}
          style={{ minWidth: 160 }}
          onChange={(next) => setSource(next)}
          options={[{ value: '', label: t('allSources') }, ...(sources.data?.items ?? []).map(({ name, label }) => ({ value: name, label: label || name }))]}
        />
        <SearchBox isAsked text={event} onText={setEvent} label={t('search')} style={{ maxWidth: 260 }} />
      </Flex>
      {total > 0 && (
        <Typography.Text>
          <strong>{t('breachTotal', { n: formats.number(total) })}</strong>
        </Typography.Text>
      )}
      <DataTable<PlanBreach>
        label={t('tabs.breaches')}
        rows={found.data?.items}
        error={found.error}
        onRetry={() => void found.refetch()}
        rowKey={(row) => [row.event, row.path, row.kind, row.source, row.library, row.appVersion].join('\t')}
        empty={<EmptyState title={t('breachEmpty')} hint={t('breachEmptyHint')} />}
        expandable={{ expandedRowRender: (row) => <BreachDetail breach={row} /> }}
        columns={[
          {
            title: t('kind'),
            key: 'kind',
            render: (_, { event: name, path, kind, expected }) => (
              <div style={{ maxWidth: 'min(340px, 56vw)', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                <strong>{t(`kinds.${kind}`)}</strong> {path !== '' && <Typography.Text code>{path}</Typography.Text>}
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  {name}
                  {expected !== '' && ` · ${expectedOf(kind, expected)}`}
                </Typography.Text>
              </div>
            ),
          },
          {
            title: t('events'),
            key: 'events',
            align: 'right',
            render: (_, { passed, parked, dropped }) => <strong>{formats.number(passed + parked + dropped)}</strong>,
          },
          {
            title: t('ended'),
            key: 'ended',
            render: (_, row) =>
              ends
                .filter((end) => row[end] > 0)
                .map((end) => t(`endedLine.${end}`, { n: formats.number(row[end]) }))
                .join(' · '),
          },
          { title: t('source'), key: 'source', render: (_, row) => labelOf(row.source) },
          { title: t('library'), key: 'library', dataIndex: 'library' },
          { title: t('app'), key: 'app', dataIndex: 'appVersion' },
          { title: t('day'), key: 'day', render: (_, { days: counts, kind }) => <Spark days={counts} label={`${t('day')} ${t(`kinds.${kind}`)}`} /> },
          { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
        ]}
      />
      {found.data?.hasMore === true && <Typography.Text type="secondary">{t('hasMore')}</Typography.Text>}
    </Flex>
  );
}
