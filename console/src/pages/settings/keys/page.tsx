import { PlusOutlined } from '@ant-design/icons';
import type { KeyView } from '@danqing/contracts';
import { App, Button, Flex, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useMe } from '../../../api/session.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { usePages } from '../../../api/use-pages.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { usePunctuation } from '../../../parts/punctuation.ts';
import { TimeText } from '../../../parts/time-text.tsx';
import { NewKey } from './new-key.tsx';

type Key = Static<typeof KeyView>;
const path = '/api/v1/keys';

/** Keys of programs: making one, revoking one. */
export function Page() {
  const { t } = useTranslation(['keys', 'common']);
  const marks = usePunctuation();
  const { modal, message } = App.useApp();
  const { isFetching, ...pages } = usePages<Key>(path);
  const [isMaking, setMaking] = useState(false);
  const mayManage = useMe(useWorkspaceKey()).data?.capabilities.includes('keys.manage') ?? false;
  const revoke = useChange((id: number) => api.delete(`${path}/${id}`), [path]);
  const ask = ({ id, name }: Key): void =>
    void modal.confirm({
      title: t('revokeAsk', { name }),
      content: t('revokeHint'),
      okText: t('revoke'),
      okButtonProps: { danger: true },
      cancelText: t('common:cancel'),
      onOk: () => revoke.mutate(id, { onSuccess: () => void message.success(t('revoked', { name })), onError: (error) => void message.error(error.message) }),
    });
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} {...(mayManage && { actions: create })} />
      <DataTable<Key>
        {...pages}
        isFetching={isFetching}
        rowKey={({ id }) => String(id)}
        label={t('title')}
        empty={<EmptyState title={t('empty')} hint={t('emptyHint')} />}
        columns={[
          { title: t('name'), render: (_, { name }) => <Typography.Text strong>{name}</Typography.Text> },
          {
            title: t('scopes'),
            render: (_, { scopes }) => (
              <Flex gap={4} wrap>
                {scopes.map((scope) => (
                  <Tag key={scope} color={scope === 'admin' ? 'red' : 'default'}>
                    {t(`scope.${scope}`)}
                  </Tag>
                ))}
              </Flex>
            ),
          },
          { title: t('createdAt'), render: (_, { createdAt }) => <TimeText value={createdAt} /> },
          {
            title: t('action'),
            render: (_, key) => (
              <Button size="small" danger onClick={() => ask(key)} aria-label={`${t('revoke')}${marks.colon}${key.name}`}>
                {t('revoke')}
              </Button>
            ),
          },
        ]}
      />
      {isMaking && <NewKey onClose={() => setMaking(false)} />}
    </>
  );
}
