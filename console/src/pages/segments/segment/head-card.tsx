import type { SegmentView, SizesView, StatusView } from '@danqing/contracts';
import { Card, Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { ChangeText } from '../list/change-text.tsx';
import { SegmentState } from '../segment-state.tsx';

/** How many it is now, of how many, and how that compares with yesterday and a week ago. */
export function HeadCard({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const formats = useFormats();
  const status = useApi<StatusView>('/api/v1/status');
  const sizes = useApi<Static<typeof SizesView>>(`/api/v1/segments/${encodeURIComponent(segment.key)}/sizes`, { query: {} });
  const { count, refresh, computedAt } = segment;
  const total = status.data?.counts.profiles ?? 0;
  const since = (days: number): number | null => {
    const before = sizes.data?.items.at(-1 - days)?.size;
    return before === undefined || count === null ? null : count - before;
  };
  const change = (label: string, days: number) => (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <div style={{ fontSize: 16 }}>
        <ChangeText change={since(days)} count={count} />
      </div>
    </div>
  );
  return (
    <Card>
      <Flex wrap gap={40} align="center">
        <Statistic title={t('size')} value={count === null ? '–' : formats.number(count)} />
        {count !== null && total > 0 && (
          <Typography.Text type="secondary">{t('of', { total: formats.number(total), share: formats.percent(count / total) })}</Typography.Text>
        )}
        {change(t('sinceYesterday'), 1)}
        {change(t('sinceWeek'), 7)}
        <Flex vertical gap={4}>
          <SegmentState segment={segment} />
          <span>
            {t(`refreshes.${refresh}`)} · <TimeText value={computedAt} />
          </span>
        </Flex>
        {segment.owner !== '' && (
          <div>
            <Typography.Text type="secondary">{t('owner')}</Typography.Text>
            <div>{segment.owner}</div>
          </div>
        )}
      </Flex>
    </Card>
  );
}
