import type { InvitationItem, InvitationList as Invitations } from '@danqing/contracts';
import { App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useApi, useChange } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useFormats } from '../../../parts/format.ts';

const path = '/api/v1/operators/invitations';

/** Invitations that nobody has used yet. */
export function InvitationList() {
  const { t } = useTranslation(['people', 'entrance', 'common']);
  const { modal, message } = App.useApp();
  const formats = useFormats();
  const list = useApi<Static<typeof Invitations>>(path);
  const withdraw = useChange((id: number) => api.delete(`${path}/${id}`), [path]);
  const ask = ({ id, email }: InvitationItem): void =>
    void modal.confirm({
      title: t('withdrawAsk', { email }),
      content: t('withdrawHint'),
      okText: t('withdraw'),
      cancelText: t('common:cancel'),
      onOk: () => withdraw.mutate(id, { onError: (error) => void message.error(error.message) }),
    });
  return (
    <DataTable<InvitationItem>
      rows={list.data?.items}
      error={list.error}
      onRetry={() => void list.refetch()}
      rowKey={({ id }) => String(id)}
      label={t('tabs.invitations')}
      empty={<EmptyState title={t('noInvitations')} hint={t('emptyHint')} />}
      columns={[
        { title: t('columns.email'), dataIndex: 'email' },
        { title: t('columns.role'), render: (_, { role }) => t(`entrance:roles.${role}`) },
        { title: t('columns.madeBy'), dataIndex: 'madeBy' },
        {
          title: t('columns.expiresAt'),
          render: (_, { isExpired, expiresAt }) => (isExpired ? <Tag color="red">{t('expired')}</Tag> : formats.time(expiresAt)),
        },
        {
          title: t('columns.action'),
          render: (_, invitation) => (
            <Button size="small" onClick={() => ask(invitation)}>
              {t('withdraw')}
            </Button>
          ),
        },
      ]}
    />
  );
}
