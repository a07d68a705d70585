import type { SegmentView, StatusView } from '@danqing/contracts';
import { Button, Progress, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { usePages } from '../../api/use-pages.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { SegmentState } from './segment-state.tsx';

const askAgainMs = 5000;

/** Every segment with its size now. */
export function Page() {
  const { t } = useTranslation('segments');
  const language = useLanguage();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const segments = usePages<SegmentView>('/api/v1/segments', {}, { everyMs: askAgainMs });
  const status = useApi<StatusView>('/api/v1/status', { everyMs: askAgainMs });
  const total = status.data?.counts.profiles ?? 0;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <DataTable<SegmentView>
        label={t('title')}
        {...segments}
        rowKey={({ key }) => key}
        empty={
          <EmptyState
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={
              <Link to={`/w/${workspace}/packs`}>
                <Button type="primary">{t('toPacks')}</Button>
              </Link>
            }
          />
        }
        columns={[
          {
            title: t('name'),
            key: 'name',
            render: (_, segment) => (
              <div style={{ maxWidth: 'min(560px, 50vw)', whiteSpace: 'normal' }}>
                <Link to={`/w/${workspace}/segments/${encodeURIComponent(segment.key)}`}>{segment.name}</Link>
                <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: 0 }}>
                  {segment.sentence?.[language]}
                </Typography.Paragraph>
              </div>
            ),
          },
          {
            title: t('size'),
            key: 'size',
            align: 'right',
            render: (_, { count }) => (count === null ? '–' : <strong style={{ fontVariantNumeric: 'tabular-nums' }}>{formats.number(count)}</strong>),
          },
          {
            title: t('share'),
            key: 'share',
            width: 150,
            render: (_, { count }) =>
              count === null || total === 0 ? null : (
                <Progress
                  percent={(count / total) * 100}
                  size="small"
                  format={() => formats.percent(count / total)}
                  aria-label={formats.percent(count / total)}
                />
              ),
          },
          { title: t('refresh'), key: 'refresh', render: (_, { refresh }) => t(`refreshes.${refresh}`) },
          { title: t('state'), key: 'state', render: (_, segment) => <SegmentState segment={segment} /> },
          { title: t('computed'), key: 'computed', render: (_, { computedAt }) => <TimeText value={computedAt} /> },
        ]}
      />
    </>
  );
}
