import type { QuarantineGroup, ReplayView } from '@danqing/contracts';
import { Button, Flex, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { api, pathWith } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useSourceLabels } from '../../../parts/source-labels.ts';
import { useReason } from '../parts/reason.ts';
import { ReplayProgress } from './replay-progress.tsx';

const askAgainMs = 10_000;

/** Parked events by reason, source and event. */
export function Page() {
  const { t } = useTranslation(['quarantine', 'common']);
  const marks = usePunctuation();
  const sourceLabel = useSourceLabels();
  const formats = useFormats();
  const language = useLanguage();
  const reasonOf = useReason();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const [running, setRunning] = useUrlState('replay');
  const groups = useApi<{ readonly items: QuarantineGroup[]; readonly events: number }>('/api/v1/quarantine/groups', { everyMs: askAgainMs });
  const replay = useChange(() => api.post<Static<typeof ReplayView>>('/api/v1/quarantine/mend', { select: {}, steps: [] }), ['/api/v1/quarantine']);
  const events = groups.data?.events ?? 0;
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          mayWrite &&
          events > 0 && (
            <Popconfirm
              title={t('replayAllAsk', { n: formats.number(events) })}
              okText={t('replayAll')}
              cancelText={t('common:cancel')}
              onConfirm={() => replay.mutate(undefined, { onSuccess: ({ id }) => setRunning(String(id)) })}
            >
              <Button loading={replay.isPending}>{t('replayAll')}</Button>
            </Popconfirm>
          )
        }
      />
      {running !== '' && <ReplayProgress id={running} onClose={() => setRunning(null)} />}
      {events > 0 && (
        <Typography.Paragraph>
          <strong>{t('totalLine', { n: formats.number(events) })}</strong>
        </Typography.Paragraph>
      )}
      <DataTable<QuarantineGroup>
        label={t('title')}
        rows={groups.data?.items}
        error={groups.error}
        onRetry={() => void groups.refetch()}
        rowKey={({ reason, source, event }) => `${reason}/${source}/${event}`}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} />}
        columns={[
          {
            title: t('reason'),
            key: 'reason',
            render: (_, { reason, offence }) => (
              <Flex vertical style={{ width: 'min(420px, 52vw)', whiteSpace: 'normal' }}>
                <strong>{reasonOf(reason)}</strong>
                <Typography.Text type="secondary">{offence.words[language]}</Typography.Text>
              </Flex>
            ),
          },
          { title: t('event'), key: 'event', render: (_, { event }) => event || <Typography.Text type="secondary">{t('noEvent')}</Typography.Text> },
          { title: t('source'), key: 'source', render: (_, row) => sourceLabel(row.source) },
          { title: t('events'), key: 'events', align: 'right', render: (_, row) => <strong>{formats.number(row.events)}</strong> },
          { title: t('last'), key: 'last', render: (_, { lastAt }) => <TimeText value={lastAt} /> },
          {
            key: 'handle',
            render: (_, { reason, source, event }) => (
              <Link
                to={pathWith(`/w/${workspace}/data/quarantine/group`, { reason, source, event, named: event === '' ? '0' : '1' })}
                aria-label={`${t('handle')}${marks.colon}${reasonOf(reason)} ${event} ${source}`}
              >
                {t('handle')}
              </Link>
            ),
          },
        ]}
      />
    </>
  );
}
