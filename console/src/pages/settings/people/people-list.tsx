import type { OperatorItem, OperatorList, Role } from '@danqing/contracts';
import { App, Flex, Grid } from 'antd';
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
import { PersonName, PersonRole, PersonState } from './person-cells.tsx';

const peoplePath = '/api/v1/operators';

/** Everybody of the workspace, the owners first; on a phone one column and what can be done. */
export function PeopleList() {
  const { t } = useTranslation(['people', 'entrance']);
  const { message } = App.useApp();
  const isWide = Grid.useBreakpoint().md ?? true;
  const own = useMe(useWorkspaceKey()).data?.operator?.id;
  const people = useApi<Static<typeof OperatorList>>(peoplePath);
  const [link, setLink] = useState<MadeLink>();
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
  const role = (person: OperatorItem) => <PersonRole person={person} isFixed={isFixed(person)} onRole={(wanted) => setRole(person, wanted)} />;
  const actions = {
    title: t('columns.action'),
    render: (_: unknown, person: OperatorItem) => (isFixed(person) ? null : <PersonActions person={person} onLink={setLink} />),
  };
  const wide = [
    { title: t('columns.name'), render: (_: unknown, person: OperatorItem) => <PersonName person={person} isMe={person.id === own} /> },
    { title: t('columns.role'), render: (_: unknown, person: OperatorItem) => role(person) },
    { title: t('columns.state'), render: (_: unknown, person: OperatorItem) => <PersonState person={person} /> },
    { title: t('columns.twoFactor'), render: (_: unknown, { hasTwoFactor }: OperatorItem) => t(hasTwoFactor ? 'on' : 'off') },
    { title: t('columns.seenAt'), render: (_: unknown, { seenAt }: OperatorItem) => <TimeText value={seenAt} /> },
    { title: t('columns.since'), render: (_: unknown, { since }: OperatorItem) => <TimeText value={since} /> },
    actions,
  ];
  const narrow = [
    {
      title: t('columns.name'),
      render: (_: unknown, person: OperatorItem) => (
        <Flex vertical gap={6} align="flex-start">
          <PersonName person={person} isMe={person.id === own} />
          {role(person)}
          {person.isDisabled && <PersonState person={person} />}
        </Flex>
      ),
    },
    actions,
  ];
  return (
    <>
      <DataTable<OperatorItem>
        rows={people.data?.items}
        error={people.error}
        onRetry={() => void people.refetch()}
        rowKey={({ id }) => id}
        label={t('tabs.people')}
        empty={<EmptyState title={t('empty')} hint={t('emptyHint')} />}
        columns={isWide ? wide : narrow}
      />
      {link !== undefined && <LinkDialog made={link} onClose={() => setLink(undefined)} />}
    </>
  );
}
