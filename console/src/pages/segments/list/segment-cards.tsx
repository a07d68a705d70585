import { Button, Card, Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { SegmentState } from '../segment-state.tsx';
import { ChangeText } from './change-text.tsx';
import type { SegmentRowsProps } from './segment-table.tsx';
import { Trend } from './trend.tsx';

/** Segments as cards, for phones: everything of one under each other, nothing to scroll sideways. */
export function SegmentCards({ rows, error, onRetry, profiles, empty, loadMore, menuOf }: Omit<SegmentRowsProps, 'chosen' | 'choose'>) {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  if (rows === undefined) return error === null ? <Skeleton active paragraph={{ rows: 6 }} /> : <ErrorState error={error} onRetry={onRetry} />;
  if (rows.length === 0) return empty;
  return (
    <Flex vertical gap={12} role="list" aria-label={t('title')}>
      {rows.map((segment) => (
        <Card key={segment.key} size="small" role="listitem">
          <Flex justify="space-between" align="flex-start" gap={8}>
            <Link to={`/w/${workspace}/segments/${encodeURIComponent(segment.key)}`} style={{ fontWeight: 600, fontSize: 16, overflowWrap: 'anywhere' }}>
              {segment.name}
            </Link>
            {menuOf(segment)}
          </Flex>
          <Flex align="center" justify="space-between" gap={12} style={{ margin: '4px 0' }}>
            <span style={{ fontVariantNumeric: 'tabular-nums' }}>
              <strong data-size style={{ fontSize: 20 }}>
                {segment.count === null ? '–' : formats.number(segment.count)}
              </strong>{' '}
              <Typography.Text type="secondary">{segment.count !== null && profiles > 0 && formats.percent(segment.count / profiles)}</Typography.Text>
            </span>
            <Trend name={segment.name} days={segment.days} />
          </Flex>
          {segment.sinceWeek !== null && (
            <div>
              {t('sinceWeek')} <ChangeText change={segment.sinceWeek} count={segment.count} />
            </div>
          )}
          <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: '4px 0' }}>
            {segment.sentence?.[language] ?? t('ruleGone')}
          </Typography.Paragraph>
          <SegmentState segment={segment} /> <Typography.Text type="secondary">{t(`refreshes.${segment.refresh}`)}</Typography.Text>
        </Card>
      ))}
      {loadMore !== undefined && <Button onClick={loadMore}>{common('loadMore')}</Button>}
    </Flex>
  );
}
