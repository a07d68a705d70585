import type { SegmentRunItem, SegmentView } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../api/use-pages.ts';
import { texts } from '../../../i18n/zh/segments.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useDuration } from '../../../parts/duration.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';

type Cause = keyof typeof texts.runs.causes;
const isCause = (cause: string): cause is Cause => Object.hasOwn(texts.runs.causes, cause);

/** Runs of the whole segment: when, why, how long, how many, and what went wrong. */
export function RunsTab({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('segments');
  const { t: tasks } = useTranslation('tasks');
  const formats = useFormats();
  const duration = useDuration();
  const pages = usePages<SegmentRunItem>(`/api/v1/segments/${encodeURIComponent(segment.key)}/runs`, { limit: 30 });
  const number = (value: number | null): string => (value === null ? '–' : formats.number(value));
  return (
    <>
      {segment.refresh === 'live' && <Typography.Paragraph type="secondary">{t('runs.hint')}</Typography.Paragraph>}
      <DataTable<SegmentRunItem>
        label={t('tabs.runs')}
        {...pages}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('runs.emptyTitle')} />}
        columns={[
          { title: t('runs.at'), key: 'at', render: (_, { at }) => <TimeText value={at} /> },
          { title: t('runs.cause'), key: 'cause', render: (_, { cause }) => (isCause(cause) ? t(`runs.causes.${cause}`) : cause) },
          { title: t('runs.took'), key: 'took', align: 'right', render: (_, { elapsedMs }) => (elapsedMs === null ? t('runs.running') : duration(elapsedMs)) },
          { title: t('runs.members'), key: 'members', align: 'right', render: (_, { members }) => number(members) },
          { title: t('runs.changed'), key: 'changed', align: 'right', render: (_, { changed }) => number(changed) },
          { title: t('runs.version'), key: 'version', align: 'right', render: (_, { version }) => version },
          {
            title: t('runs.result'),
            key: 'result',
            render: (_, { error, finishedAt, stoppedBy }) =>
              stoppedBy !== null ? (
                tasks('stoppedRun.by', { by: stoppedBy })
              ) : error === null ? (
                finishedAt === null ? (
                  t('runs.running')
                ) : (
                  t('runs.done')
                )
              ) : (
                <div style={{ maxWidth: 360, whiteSpace: 'normal' }}>
                  <Typography.Text type="danger">{error}</Typography.Text>
                </div>
              ),
          },
        ]}
      />
    </>
  );
}
