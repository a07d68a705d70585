import { type OperatorItem, type Role, roles } from '@danqing/contracts';
import { Flex, Select, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

interface Cell {
  readonly person: OperatorItem;
}

export function PersonName({ person: { name, email }, isMe }: Cell & { readonly isMe: boolean }) {
  const { t } = useTranslation('people');
  return (
    <Flex vertical>
      <span>
        {name} {isMe && <Tag>{t('you')}</Tag>}
      </span>
      <Typography.Text type="secondary" style={{ wordBreak: 'break-all' }}>
        {email}
      </Typography.Text>
    </Flex>
  );
}

/** A choice of roles; words for owners and oneself, whose role is not to be changed here. */
export function PersonRole({ person: { name, role, isOwner }, isFixed, onRole }: Cell & { readonly isFixed: boolean; readonly onRole: (role: Role) => void }) {
  const { t } = useTranslation(['people', 'entrance']);
  if (isFixed) return <Tag>{isOwner ? t('owner') : t(`entrance:roles.${role}`)}</Tag>;
  return (
    <Select<Role>
      value={role}
      aria-label={t('changeRole', { name })}
      style={{ width: 150 }}
      options={roles.map((each) => ({ value: each, label: t(`entrance:roles.${each}`) }))}
      onChange={onRole}
    />
  );
}

export function PersonState({ person: { isDisabled } }: Cell) {
  const { t } = useTranslation('people');
  return isDisabled ? <Tag color="red">{t('disabled')}</Tag> : t('active');
}
