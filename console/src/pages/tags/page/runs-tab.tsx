import type { TagRunItem, TagView } from '@danqing/contracts';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useDuration } from '../../../parts/duration.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';

const causes = ['created', 'edited', 'requested', 'data', 'schedule', 'manual'] as const;

/** What each computation changed and took. */
export function RunsTab({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const { t: tasks } = useTranslation('tasks');
  const formats = useFormats();
  const duration = useDuration();
  const runs = usePages<TagRunItem>(`/api/v1/tags/${tag.key}/runs`, { limit: 30 });
  const number = (value: number | null): string => (value === null ? '–' : formats.number(value));
  return (
    <DataTable<TagRunItem>
      label={t('tabs.runs')}
      {...runs}
      rowKey={({ id }) => String(id)}
      empty={<EmptyState title={t('runs.empty')} />}
      columns={[
        { title: t('runs.started'), key: 'started', render: (_, { startedAt }) => <TimeText value={startedAt} /> },
        {
          title: t('runs.cause'),
          key: 'cause',
          render: (_, { cause, version }) => {
            const known = causes.find((name) => name === cause);
            return (
              <>
                {known === undefined ? cause : t(`runs.causes.${known}`)} <Typography.Text type="secondary">{t('page.version', { version })}</Typography.Text>
              </>
            );
          },
        },
        {
          title: t('runs.result'),
          key: 'result',
          render: (_, { error, finishedAt, stoppedBy }) =>
            stoppedBy !== null ? (
              tasks('stoppedRun.by', { by: stoppedBy })
            ) : error !== null ? (
              <Typography.Text type="danger" style={{ whiteSpace: 'normal' }}>
                {t('runs.failed', { why: error })}
              </Typography.Text>
            ) : finishedAt === null ? (
              t('runs.running')
            ) : (
              t('runs.done')
            ),
        },
        { title: t('runs.members'), key: 'members', align: 'right', render: (_, { members }) => number(members) },
        { title: t('runs.changed'), key: 'changed', align: 'right', render: (_, { changed }) => number(changed) },
        {
          title: t('runs.took'),
          key: 'took',
          align: 'right',
          render: (_, { elapsedMs }) => (elapsedMs === null ? '–' : duration(elapsedMs)),
        },
        {
          title: t('runs.read'),
          key: 'read',
          align: 'right',
          render: (_, { rowsRead }) => (rowsRead === null ? '–' : t('runs.rows', { n: formats.number(rowsRead) })),
        },
        { title: t('runs.memory'), key: 'memory', align: 'right', render: (_, { memoryBytes }) => (memoryBytes === null ? '–' : formats.bytes(memoryBytes)) },
      ]}
    />
  );
}
