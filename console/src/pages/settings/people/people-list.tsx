import { type OperatorItem, type OperatorList, type Role, roles } from '@danqing/contracts';
import { App, Flex, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useMe } from '../../../api/session.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { type MadeLink, LinkDialog } from './link-dialog.tsx';
import { PersonActions } from './person-actions.tsx';

const peoplePath = '/api/v1/operators';

/** Everybody of the workspace, the owners first. */
export function PeopleList() {
  const { t } = useTranslation(['people', 'entrance']);
  const { message } = App.useApp();
  const me = useMe(useWorkspaceKey());
  const people = useApi<Static<typeof OperatorList>>(peoplePath);
  const [link, setLink] = useState<MadeLink>();
  const own = me.data?.operator?.id;
  const change = useChange(
    ({ id, role }: { readonly id: string; readonly role: Role }) => api.patch<OperatorItem>(`${peoplePath}/${id}`, { role }),
    [peoplePath],
  );

  const setRole = (person: OperatorItem, role: Role): void =>
    change.mutate(
      { id: person.id, role },
      {
        onSuccess: () => void message.success(t('roleChanged', { name: person.name, role: t(`entrance:roles.${role}`) })),
        onError: (error) => void message.error(error.message),
      },
    );
  const isFixed = (person: OperatorItem): boolean => person.isOwner || person.id === own;
  return (
    <>
      <DataTable<OperatorItem>
        rows={people.data?.items}
        error={people.error}
        onRetry={() => void people.refetch()}
        rowKey={({ id }) => id}
        label={t('tabs.people')}
        empty={<EmptyState title={t('empty')} hint={t('emptyHint')} />}
        columns={[
          {
            title: t('columns.name'),
            render: (_, person) => (
              <Flex vertical>
                <span>
                  {person.name} {person.id === own && <Tag>{t('you')}</Tag>}
                </span>
                <Typography.Text type="secondary">{person.email}</Typography.Text>
              </Flex>
            ),
          },
          {
            title: t('columns.role'),
            render: (_, person) =>
              isFixed(person) ? (
                <Tag>{person.isOwner ? t('owner') : t(`entrance:roles.${person.role}`)}</Tag>
              ) : (
                <Select<Role>
                  value={person.role}
                  aria-label={t('changeRole', { name: person.name })}
                  style={{ width: 150 }}
                  options={roles.map((role) => ({ value: role, label: t(`entrance:roles.${role}`) }))}
                  onChange={(role) => setRole(person, role)}
                />
              ),
          },
          { title: t('columns.state'), render: (_, { isDisabled }) => (isDisabled ? <Tag color="red">{t('disabled')}</Tag> : t('active')) },
          { title: t('columns.twoFactor'), render: (_, { hasTwoFactor }) => t(hasTwoFactor ? 'on' : 'off') },
          { title: t('columns.seenAt'), render: (_, { seenAt }) => <TimeText value={seenAt} /> },
          { title: t('columns.since'), render: (_, { since }) => <TimeText value={since} /> },
          {
            title: t('columns.action'),
            render: (_, person) => (isFixed(person) ? null : <PersonActions person={person} onLink={setLink} />),
          },
        ]}
      />
      {link !== undefined && <LinkDialog made={link} onClose={() => setLink(undefined)} />}
    </>
  );
}
