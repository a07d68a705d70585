import { PlusOutlined } from '@ant-design/icons';
import type { ConnectionList, ConnectionView } from '@danqing/contracts';
import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { LinkButton } from '../../../parts/link-button.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { LagText } from './lag-text.tsx';
import { ConnectionTag } from './state-tag.tsx';
import { useConnectionWords } from './use-words.ts';

const askAgainMs = 4000;

/** Every connection: how it stands, what it brought last, how far it is behind. */
export function Page() {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  const words = useConnectionWords();
  const folder = `/w/${useWorkspaceKey()}/data/connections`;
  const mayWrite = useMay('data.write');
  const { data, error, refetch } = useApi<ConnectionList>('/api/v1/connections', { everyMs: askAgainMs });
  const add = mayWrite ? (
    <LinkButton to={`${folder}/new`} type="primary" icon={<PlusOutlined aria-hidden />}>
      {t('add')}
    </LinkButton>
  ) : undefined;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={data?.items.length === 0 ? undefined : add} />
      <DataTable<ConnectionView>
        label={t('title')}
        rows={data?.items}
        error={error}
        onRetry={() => void refetch()}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
        columns={[
          { key: 'name', title: t('name'), render: (_, { id, name }) => <Link to={`${folder}/${id}`}>{name}</Link> },
          {
            key: 'place',
            title: t('place'),
            render: (_, { place }) => (
              <Flex vertical>
                <span>{t(`kinds.${place.kind}`)}</span>
                <Typography.Text type="secondary" style={{ fontSize: 13 }} ellipsis={{ tooltip: words.place(place) }}>
                  {words.place(place)}
                </Typography.Text>
              </Flex>
            ),
          },
          { key: 'state', title: t('state'), render: (_, { state }) => <ConnectionTag state={state} /> },
          { key: 'new', title: t('newRows'), align: 'right', render: (_, { lastRun }) => (lastRun === null ? '—' : formats.number(lastRun.events)) },
          { key: 'success', title: t('lastSuccess'), render: (_, { lastSuccessAt }) => <TimeText value={lastSuccessAt} /> },
          { key: 'lag', title: t('lag'), render: (_, { lag }) => <LagText lag={lag} /> },
          { key: 'schedule', title: t('schedule'), render: (_, { schedule }) => words.schedule(schedule) },
        ]}
      />
    </>
  );
}
