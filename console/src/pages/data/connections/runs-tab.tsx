import type { ConnectionRun, ConnectionRunImports } from '@danqing/contracts';
import { Flex, Skeleton, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { RunTag } from './state-tag.tsx';

const askAgainMs = 3000;

/** What each run read and what became of it. */
export function RunsTab({ id }: { readonly id: number }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const language = useLanguage();
  const runs = usePages<ConnectionRun>(`/api/v1/connections/${id}/runs`, {}, { everyMs: askAgainMs });
  const count = (value: number) => formats.number(value);
  return (
    <DataTable<ConnectionRun>
      label={t('tabs.runs')}
      {...runs}
      rowKey={(run) => String(run.id)}
      empty={<EmptyState title={t('runsEmpty')} hint={t('runsEmptyHint')} />}
      expandable={{ expandedRowRender: (run) => <RunImports connection={id} run={run.id} />, rowExpandable: ({ imports }) => imports > 0 }}
      columns={[
        { key: 'at', title: t('startedAt'), render: (_, { createdAt }) => <TimeText value={createdAt} /> },
        {
          key: 'state',
          title: t('state'),
          render: (_, { state, error }) => (
            <Flex vertical gap={4}>
              <span>
                <RunTag state={state} />
              </span>
              {error !== null && (
                <Typography.Text type="secondary" style={{ fontSize: 13, maxWidth: 320 }}>
                  {language === 'zh' ? error.zh : error.message}
                </Typography.Text>
              )}
            </Flex>
          ),
        },
        { key: 'by', title: t('cause'), render: (_, { by }) => by ?? t('bySchedule') },
        { key: 'read', title: t('read_'), align: 'right', render: (_, { read }) => count(read) },
        { key: 'new', title: t('newRows'), align: 'right', render: (_, { events }) => count(events) },
        { key: 'same', title: t('duplicates'), align: 'right', render: (_, { duplicates, unchanged }) => count(duplicates + unchanged) },
        { key: 'rejected', title: t('rejected'), align: 'right', render: (_, { rejected }) => count(rejected) },
        { key: 'parked', title: t('parked'), align: 'right', render: (_, { parked }) => count(parked) },
      ]}
    />
  );
}

/** The imports of a run, each with a page of its own: counts, rejected rows to download. */
function RunImports({ connection, run }: { readonly connection: number; readonly run: number }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { data, error, refetch } = useApi<ConnectionRunImports>(`/api/v1/connections/${connection}/runs/${run}/imports`);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <Flex vertical gap={8}>
      {data.items.map(({ id, fileName, rows, events, rejected }) => (
        <Flex key={id} wrap gap={12}>
          <Link to={`/w/${workspace}/data/imports/${id}`} aria-label={`${t('seeImport')} ${fileName}`}>
            {fileName}
          </Link>
          <span>
            {t('read_')} {formats.number(rows)} · {t('newRows')} {formats.number(events)} · {t('rejected')} {formats.number(rejected)}
          </span>
        </Flex>
      ))}
    </Flex>
  );
}
