import { MenuOutlined } from '@ant-design/icons';
import { Button, Flex, Layout } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MeView } from '../api/session.ts';
import { Bell } from './bell.tsx';
import { AccountMenu } from './account-menu.tsx';
import { WorkspaceSwitch } from './workspace-switch.tsx';

export interface HeadProps {
  readonly workspace: string;
  readonly me: MeView;
  readonly isWide: boolean;
  readonly openMenu: () => void;
}

export function Head({ workspace, me, isWide, openMenu }: HeadProps) {
  const { t } = useTranslation('shell');
  return (
    <Layout.Header style={{ position: 'sticky', top: 0, zIndex: 20, borderBottom: '1px solid var(--line)', lineHeight: 'normal' }}>
      <Flex align="center" justify="space-between" gap={8} style={{ height: '100%' }}>
        <Flex align="center" gap={8} style={{ minWidth: 0 }}>
          {!isWide && <Button type="text" icon={<MenuOutlined />} aria-label={t('openMenu')} onClick={openMenu} />}
          <WorkspaceSwitch workspace={workspace} me={me} />
        </Flex>
        <Flex align="center" gap={4}>
          <Bell workspace={workspace} />
          <AccountMenu workspace={workspace} me={me} />
        </Flex>
      </Flex>
    </Layout.Header>
  );
}
