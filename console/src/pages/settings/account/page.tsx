import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/session.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { PasswordCard } from './password-card.tsx';
import { ProfileCard } from './profile-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TwoFactorCard } from './two-factor-card.tsx';

/** What everybody sets for themselves. */
export function Page() {
  const { t } = useTranslation('account');
  const me = useMe(useWorkspaceKey());
  const operator = me.data?.operator;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {operator === undefined || operator === null || me.data === undefined ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={16} style={{ maxWidth: 640 }}>
          <ProfileCard me={me.data} operator={operator} />
          <PasswordCard email={operator.email} />
          <TwoFactorCard isOn={operator.hasTwoFactor} />
          <SessionsCard />
        </Flex>
      )}
    </>
  );
}
