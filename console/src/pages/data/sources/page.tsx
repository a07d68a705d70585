import type { SourceListed } from '@danqing/contracts';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { NewSource } from './new-source.tsx';
import { SourceState } from './state-tag.tsx';

const askAgainMs = 5000;

/** Every source with what it has done. */
export function Page() {
  const { t } = useTranslation('sources');
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const [dialog, setDialog] = useUrlState('dialog');
  const sources = usePages<SourceListed>('/api/v1/sources', {}, { everyMs: askAgainMs });
  const add = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog('new', true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={add} />
      <DataTable<SourceListed>
        label={t('title')}
        {...sources}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title={t('emptyTitle')} hint={t('emptyHint')} action={add} />}
        columns={[
          {
            title: t('title'),
            key: 'name',
            render: (_, source) => (
              <Flex vertical>
                <Link to={`/w/${workspace}/data/sources/${source.id}`}>{source.label}</Link>
                <Typography.Text type="secondary">
                  {source.label === source.name ? '' : `${source.name} · `}
                  {t(`kinds.${source.kind}`)}
                </Typography.Text>
              </Flex>
            ),
          },
          { title: t('state'), key: 'state', render: (_, source) => <SourceState source={source} /> },
          { title: t('lastHour'), key: 'hour', align: 'right', render: (_, { activity }) => formats.number(activity.lastHour.accepted) },
          { title: t('lastDay'), key: 'day', align: 'right', render: (_, { activity }) => formats.number(activity.lastDay.accepted) },
          { title: t('total'), key: 'total', align: 'right', render: (_, { activity }) => formats.number(activity.total.accepted) },
          { title: t('parked'), key: 'parked', align: 'right', render: (_, { activity }) => formats.number(activity.total.parked) },
          { title: t('lastSeen'), key: 'seen', render: (_, { activity }) => <TimeText value={activity.lastSeenAt} /> },
          {
            title: t('libraries'),
            key: 'library',
            render: (_, { activity: { libraries } }) => libraries[0] && `${libraries[0].library} ${libraries[0].version}`,
          },
        ]}
      />
      <NewSource isOpen={dialog === 'new'} onClose={() => setDialog(null)} />
    </>
  );
}
