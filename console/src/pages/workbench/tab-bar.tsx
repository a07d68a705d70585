import { Tabs } from 'antd';
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
  return (
    <Tabs
      type="editable-card"
      size="small"
      aria-label={t('tabs')}
      activeKey={tabs.active}
      tabBarStyle={{ marginBottom: 8 }}
      onChange={onActive}
      onEdit={(key, action) => (action === 'add' ? onAdd() : typeof key === 'string' && onClose(key))}
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
  );
}
