import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Tabs, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tabs as Open } from './tabs.ts';

export interface TabBarProps {
  readonly tabs: Open;
  readonly onActive: (id: string) => void;
  readonly onAdd: () => void;
  readonly onClose: (id: string) => void;
}

/** The queries that are open here; a dot says that one differs from what is saved. */
export function TabBar({ tabs, onActive, onAdd, onClose }: TabBarProps) {
  const { t } = useTranslation('workbench');
  const active = tabs.open.find(({ id }) => id === tabs.active);
  return (
    <Flex gap={4} align="flex-start">
      <Tabs
        type="card"
        size="small"
        aria-label={t('tabs')}
        activeKey={tabs.active}
        tabBarStyle={{ marginBottom: 8 }}
        style={{ flex: 1, minWidth: 0 }}
        onChange={onActive}
        items={tabs.open.map(({ id, name, sql, question }) => ({
          key: id,
          label: (
            <>
              {name}
              {question !== undefined && question.sql !== sql && (
                <span title={t('changed')} style={{ color: 'var(--mark)' }}>
                  {' '}
                  •
                </span>
              )}
            </>
          ),
        }))}
      />
      <Tooltip title={t('newTab')}>
        <Button icon={<PlusOutlined />} aria-label={t('newTab')} onClick={onAdd} />
      </Tooltip>
      <Tooltip title={t('closeTab', { name: active?.name ?? '' })}>
        <Button icon={<CloseOutlined />} aria-label={t('closeTab', { name: active?.name ?? '' })} onClick={() => onClose(tabs.active)} />
      </Tooltip>
    </Flex>
  );
}
