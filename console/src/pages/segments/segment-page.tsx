import type { SegmentView, SizesView, StatusView } from '@danqing/contracts';
import { App, Button, Card, Flex, Skeleton, Statistic, Typography } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { Chart, type ChartOption } from '../../design/chart.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { SegmentState } from './segment-state.tsx';

const askAgainMs = 5000;

/** One segment: how many, by which rule, and how that changed. */
export function Page() {
  const { t } = useTranslation('segments');
  const language = useLanguage();
  const formats = useFormats();
  const { message } = App.useApp();
  const path = `/api/v1/segments/${useParams()['key'] ?? ''}`;
  const segment = useApi<SegmentView>(path, { everyMs: askAgainMs });
  const sizes = useApi<Static<typeof SizesView>>(`${path}/sizes`);
  const status = useApi<StatusView>('/api/v1/status');
  const compute = useChange(() => api.post(`${path}/compute`), [path]);
  const option = useMemo(() => sizeOption(sizes.data), [sizes.data]);

  if (segment.isError) return <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />;
  if (segment.data === undefined) return <Skeleton active />;
  const { name, count, sentence, refresh, computedAt, version } = segment.data;
  const total = status.data?.counts.profiles ?? 0;
  return (
    <>
      <PageHead
        title={name}
        lead={segment.data.description}
        actions={
          <Button loading={compute.isPending} onClick={() => compute.mutate(undefined, { onError: (error) => void message.error(error.message) })}>
            {t('compute')}
          </Button>
        }
      />
      <Flex vertical gap={16}>
        <Card>
          <Flex wrap gap={40} align="center">
            <Statistic title={t('size')} value={count === null ? '–' : formats.number(count)} />
            {count !== null && total > 0 && (
              <Typography.Text type="secondary">{t('of', { total: formats.number(total), share: formats.percent(count / total) })}</Typography.Text>
            )}
            <Flex vertical gap={4}>
              <SegmentState segment={segment.data} />
              <span>
                {t(`refreshes.${refresh}`)} · <TimeText value={computedAt} />
              </span>
            </Flex>
          </Flex>
        </Card>
        <Card title={t('rule')} extra={<Typography.Text type="secondary">{t('version', { version })}</Typography.Text>}>
          <Typography.Paragraph style={{ fontSize: 16, margin: 0 }}>{sentence?.[language]}</Typography.Paragraph>
        </Card>
        <Card title={t('sizes')}>
          {option === undefined ? (
            <EmptyState title={t('sizesEmpty')} />
          ) : (
            <Chart option={option} label={t('sizesLabel', { name, size: formats.number(count ?? 0) })} />
          )}
        </Card>
      </Flex>
    </>
  );
}

/** A line of sizes by day; nothing while there is only one day. */
function sizeOption(sizes: Static<typeof SizesView> | undefined): ChartOption | undefined {
  if (sizes === undefined || sizes.items.length < 2) return undefined;
  return {
    grid: { left: 56, right: 16, top: 16, bottom: 28 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: sizes.items.map(({ day }) => day) },
    yAxis: { type: 'value', minInterval: 1 },
    series: [{ type: 'line', data: sizes.items.map(({ size }) => size), showSymbol: false, areaStyle: { opacity: 0.08 } }],
  };
}
