import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { type Capability, type Role, roleCapabilities, roles } from '@danqing/contracts';
import { Flex, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** In the order of daily work; every capability stands in one group. */
const groups = {
  customers: ['profiles.read', 'profiles.write', 'care.write', 'personal.reveal', 'privacy.erase', 'identity.read', 'identity.decide'],
  definitions: ['definitions.read', 'definitions.write', 'lists.write', 'data.export'],
  data: ['data.read', 'data.write', 'tasks.read', 'tasks.stop'],
  administration: ['settings.read', 'settings.write', 'alerts.manage', 'keys.manage', 'operators.manage', 'workspaces.manage', 'audit.read'],
} as const satisfies Record<string, readonly Capability[]>;
const groupNames = ['customers', 'definitions', 'data', 'administration'] as const;

/** Stays in view while the roles scroll on a phone. */
const sticky = { position: 'sticky', insetInlineStart: 0, zIndex: 1, background: 'var(--surface)', maxWidth: 180 } as const;

interface Row {
  readonly key: string;
  readonly words: string;
  /** undefined: the heading of a group. */
  readonly capability: Capability | undefined;
}

/** The matrix of roles in plain words: the very table that the server obeys. */
export function RoleMatrix() {
  const { t } = useTranslation(['people', 'entrance']);
  const rows = groupNames.flatMap((group): Row[] => [
    { key: group, words: t(`groups.${group}`), capability: undefined },
    ...groups[group].map((capability) => ({ key: capability, words: t(`capabilities.${capability}`), capability })),
  ]);
  const cell = (role: Role, { capability }: Row) => {
    if (capability === undefined) return null;
    return roleCapabilities[role].includes(capability) ? (
      <CheckOutlined aria-label={t('allowed')} style={{ color: 'var(--success)' }} />
    ) : (
      <MinusOutlined aria-label={t('denied')} style={{ color: 'var(--line)' }} />
    );
  };
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('matrixLead')}</Typography.Text>
      <dl style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))', gap: '8px 24px', margin: 0 }}>
        {roles.map((role) => (
          <div key={role} style={{ display: 'flex', gap: 8 }}>
            <dt style={{ flex: '0 0 auto', fontWeight: 600 }}>{t(`entrance:roles.${role}`)}</dt>
            <dd style={{ margin: 0, color: 'var(--text-secondary)' }}>{t(`roleHints.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <div role="region" aria-label={t('tabs.roles')} tabIndex={0} style={{ overflowX: 'auto' }}>
        <Table<Row>
          size="small"
          pagination={false}
          dataSource={rows}
          style={{ minWidth: 860 }}
          columns={[
            {
              title: t('capability'),
              onCell: () => ({ style: sticky }),
              onHeaderCell: () => ({ style: sticky }),
              render: (_, { words, capability }) => (capability === undefined ? <strong>{words}</strong> : words),
            },
            ...roles.map((role) => ({
              key: role,
              title: t(`entrance:roles.${role}`),
              align: 'center' as const,
              render: (_: unknown, row: Row) => cell(role, row),
            })),
          ]}
        />
      </div>
    </Flex>
  );
}
