import type { TagSnapshotItem, TagView } from '@danqing/contracts';
import { Card, Flex, Skeleton, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../api/use-api.ts';
import { Chart } from '../../../design/chart.tsx';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { linesOption, numberLines, shareLines } from './trend-lines.ts';
import { useValueWords } from './value-words.ts';

/** How the spread changed, day by day. */
export function TrendTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const found = useApi<{ readonly items: readonly TagSnapshotItem[] }>(`/api/v1/tags/${tag.key}/snapshots`);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton active />;
  if (found.data.items.length < 2) return <EmptyState title={t('trend.empty')} hint={t('trend.emptyHint')} />;
  return <Trend tag={tag} days={found.data.items} />;
}

function Trend({ tag, days }: { readonly tag: TagView; readonly days: readonly TagSnapshotItem[] }) {
  const { t } = useTranslation('tags');
  const formats = useFormats();
  const say = useValueWords(tag.key);
  const isNumber = tag.type === 'number';
  const words = { low: t('trend.low'), median: t('trend.median'), high: t('trend.high'), other: t('spread.other') };
  const lines = useMemo(
    () => (isNumber ? numberLines(days, words) : shareLines(days, say, words.other)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- words hang on the language, which makes the page anew
    [days, isNumber],
  );
  const option = useMemo(
    () => linesOption(days, lines, isNumber ? formats.compact : (share) => formats.percent(share, 0), !isNumber),
    [days, lines, isNumber, formats],
  );
  const coverage = useMemo(
    () =>
      linesOption(
        days,
        [{ name: t('trend.coverage'), values: days.map(({ distribution }) => distribution.coverage) }],
        (share) => formats.percent(share, 0),
        false,
      ),
    [days, formats, t],
  );
  const label = t('trend.chart', { name: tag.name, n: days.length });
  return (
    <Flex vertical gap={16}>
      <Card title={isNumber ? t('trend.numbers') : t('trend.share')}>
        <Chart option={option} label={label} />
      </Card>
      <Card title={t('trend.coverage')}>
        <Chart option={coverage} label={label} height={160} />
      </Card>
      <Card title={t('trend.title')}>
        <DataTable<TagSnapshotItem>
          label={t('trend.title')}
          rows={days.toReversed()}
          rowKey={({ day }) => day}
          empty={<EmptyState />}
          columns={[
            { title: t('trend.day'), key: 'day', render: (_, { day }) => day },
            { title: t('page.known'), key: 'known', align: 'right', render: (_, { distribution }) => formats.number(distribution.known) },
            { title: t('page.coverage'), key: 'coverage', align: 'right', render: (_, { distribution }) => formats.percent(distribution.coverage) },
            ...lines.map(({ name, values }) => ({
              title: name,
              key: name,
              align: 'right' as const,
              render: (_: unknown, { day }: TagSnapshotItem) => {
                const value = values[days.findIndex((each) => each.day === day)];
                return value === null || value === undefined ? '–' : isNumber ? formats.number(value) : formats.percent(value);
              },
            })),
            {
              title: t('tabs.versions'),
              key: 'version',
              render: (_, { version }) => <Typography.Text type="secondary">{t('trend.versionLine', { version })}</Typography.Text>,
            },
          ]}
        />
      </Card>
    </Flex>
  );
}
