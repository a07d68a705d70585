import { UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/session.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleList } from './people-list.tsx';
import { RoleMatrix } from './role-matrix.tsx';

/** Who may enter this workspace, and what they may do. */
export function Page() {
  const { t } = useTranslation('people');
  const [isInviting, setInviting] = useState(false);
  const mayManage = useMe(useWorkspaceKey()).data?.capabilities.includes('operators.manage') ?? false;
  const invite = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} {...(mayManage && { actions: invite })} />
      <PageTabs
        items={[
          { key: 'people', label: t('tabs.people'), children: <PeopleList /> },
          { key: 'invitations', label: t('tabs.invitations'), children: <InvitationList /> },
          { key: 'roles', label: t('tabs.roles'), children: <RoleMatrix /> },
        ]}
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
