import type { ListView } from '@danqing/contracts';
import { MoreOutlined } from '@ant-design/icons';
import { App, Breadcrumb, Button, Card, Dropdown, Flex, Skeleton, Statistic, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { useFormats } from '../../parts/format.ts';
import { CollaborateActions } from '../../parts/collaborate/collaborate-actions.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { useMakeSegment } from '../segments/overlap/use-make.tsx';
import { UserList } from '../segments/user-list.tsx';
import { useThingNames } from '../segments/use-names.ts';
import { AboutListDialog, AddDialog } from './list-dialogs.tsx';
import { MembersTab } from './members-tab.tsx';
import { UnmatchedTab } from './unmatched-tab.tsx';

/** One list: who is on it, which values led to nobody and why, who uses it. */
export function Page() {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const things = useThingNames();
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [mayWrite, mayDefine] = [useMay('lists.write'), useMay('definitions.write')];
  const [dialog, setDialog] = useState<'add' | 'about'>();
  const { make } = useMakeSegment();
  const key = useParams()['key'] ?? '';
  const path = `/api/v1/lists/${encodeURIComponent(key)}`;
  const list = useApi<ListView>(path);
  const remove = useChange(() => api.delete(path), ['/api/v1/list', '/api/v1/rules/vocabulary']);
  if (list.isError) return <ErrorState isPage error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton active />;
  const { data } = list;
  const toLists = `/w/${workspace}/lists`;
  const users = data.usedBy.map((user) => ({ ...user, name: things.of(user.kind, user.key) }));
  const askRemove = (): void => {
    if (users.length > 0) {
      modal.info({
        title: t('page.removeUsed', { name: data.name }),
        content: (
          <>
            <Typography.Paragraph>{t('page.removeUsedHint')}</Typography.Paragraph>
            <UserList users={users} workspace={workspace} />
          </>
        ),
        okText: common('close'),
      });
      return;
    }
    modal.confirm({
      title: t('page.removeSure', { name: data.name }),
      content: t('page.removeLost', { n: formats.number(data.count) }),
      okText: t('page.remove'),
      okButtonProps: { danger: true },
      cancelText: common('cancel'),
      onOk: () =>
        new Promise<void>((resolve) =>
          remove.mutate(undefined, {
            onSuccess: () => {
              void message.success(t('page.removed'));
              void navigate(toLists);
            },
            onError: (error) => void message.error(error.message),
            onSettled: () => resolve(),
          }),
        ),
    });
  };
  const more = [
    { key: 'about', label: t('page.rename'), onClick: () => setDialog('about') },
    { key: 'remove', label: t('page.remove'), danger: true, onClick: askRemove },
  ];
  const close = (): void => setDialog(undefined);
  return (
    <>
      <Breadcrumb style={{ marginBottom: 8 }} items={[{ title: <Link to={toLists}>{t('title')}</Link> }]} />
      <PageHead
        title={data.name}
        lead={data.description === '' && data.segment !== null ? t('from', { segment: things.of('segment', data.segment) }) : data.description}
        actions={
          <>
            <CollaborateActions object={`lists/${data.key}`} />
            {mayDefine && <Button onClick={() => make(data.name, { list: data.key })}>{t('page.toSegment')}</Button>}
            {mayWrite && (
              <>
                <Button type="primary" onClick={() => setDialog('add')}>
                  {t('page.add')}
                </Button>
                <Dropdown menu={{ items: more }} trigger={['click']}>
                  <Button icon={<MoreOutlined />} aria-label={common('more')} />
                </Dropdown>
              </>
            )}
          </>
        }
      />
      <Card style={{ marginBottom: 16 }}>
        <Flex wrap gap={40} align="center">
          <Statistic title={t('people')} value={formats.number(data.count)} />
          <Statistic title={t('unmatchedColumn')} value={formats.number(data.unmatched)} />
          <span>
            {data.takenAt !== null && `${t('takenAt', { time: formats.time(data.takenAt) })} · `}
            {t('updated')} <TimeText value={data.updatedAt} />
          </span>
        </Flex>
      </Card>
      <PageTabs
        items={[
          { key: 'members', label: `${t('page.tabs.members')} ${formats.number(data.count)}`, children: <MembersTab list={data} /> },
          { key: 'unmatched', label: `${t('page.tabs.unmatched')} ${formats.number(data.unmatched)}`, children: <UnmatchedTab list={data} /> },
          {
            key: 'uses',
            label: `${t('page.tabs.uses')} ${formats.number(users.length)}`,
            children:
              users.length === 0 ? <EmptyState title={t('page.usesNone')} hint={t('page.usesHint')} /> : <UserList users={users} workspace={workspace} />,
          },
        ]}
      />
      {dialog === 'add' && <AddDialog list={data} close={close} />}
      {dialog === 'about' && <AboutListDialog list={data} close={close} />}
    </>
  );
}
