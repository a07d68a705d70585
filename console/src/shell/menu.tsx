import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BellOutlined,
  BookOutlined,
  BugOutlined,
  CodeOutlined,
  CheckSquareOutlined,
  ClearOutlined,
  CloudUploadOutlined,
  AimOutlined,
  CompassOutlined,
  DatabaseOutlined,
  DownloadOutlined,
  EyeInvisibleOutlined,
  FileDoneOutlined,
  FundOutlined,
  HeartOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  KeyOutlined,
  MailOutlined,
  OrderedListOutlined,
  PieChartOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  TagsOutlined,
  TeamOutlined,
  UnorderedListOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { Capability } from '@danqing/contracts';
import type { ReactNode } from 'react';
import type { texts } from '../i18n/zh/shell.ts';

type MenuItemKey = keyof typeof texts.items;
type MenuGroupKey = keyof typeof texts.groups;

export interface MenuEntry {
  readonly key: MenuItemKey;
  /** After /w/<workspace>/. */
  readonly path: string;
  readonly icon: ReactNode;
  /** Shown to whoever may do this; to everybody when nothing is said. */
  readonly needs?: Capability;
}

export interface MenuGroup {
  readonly key: MenuGroupKey;
  readonly entries: readonly MenuEntry[];
}

/** The menu in the users' words. An entry stands here when its page has landed. */
export const menu: readonly MenuGroup[] = [
  {
    key: 'home',
    entries: [
      { key: 'home', path: 'home', icon: <HomeOutlined /> },
      { key: 'start', path: 'start', icon: <CompassOutlined />, needs: 'settings.write' },
      { key: 'tasks', path: 'tasks', icon: <UnorderedListOutlined />, needs: 'tasks.read' },
      { key: 'approvals', path: 'approvals', icon: <CheckSquareOutlined />, needs: 'definitions.read' },
    ],
  },
  {
    key: 'people',
    entries: [
      { key: 'customers', path: 'customers', icon: <IdcardOutlined />, needs: 'profiles.read' },
      { key: 'tags', path: 'tags', icon: <TagsOutlined />, needs: 'definitions.read' },
      { key: 'segments', path: 'segments', icon: <ProfileOutlined />, needs: 'definitions.read' },
      { key: 'lists', path: 'lists', icon: <OrderedListOutlined />, needs: 'definitions.read' },
      { key: 'schemes', path: 'schemes', icon: <PieChartOutlined />, needs: 'definitions.read' },
      { key: 'packs', path: 'packs', icon: <AppstoreOutlined />, needs: 'definitions.read' },
    ],
  },
  {
    key: 'data',
    entries: [
      { key: 'sources', path: 'data/sources', icon: <ApiOutlined />, needs: 'data.read' },
      { key: 'connections', path: 'data/connections', icon: <DatabaseOutlined />, needs: 'data.read' },
      { key: 'imports', path: 'data/imports', icon: <CloudUploadOutlined />, needs: 'data.read' },
      { key: 'debugger', path: 'data/debugger', icon: <BugOutlined />, needs: 'data.read' },
      { key: 'catalogue', path: 'data/catalogue', icon: <BookOutlined />, needs: 'data.read' },
      { key: 'plan', path: 'data/plan', icon: <FileDoneOutlined />, needs: 'data.read' },
      { key: 'enrichment', path: 'data/enrichment', icon: <AimOutlined />, needs: 'data.read' },
      { key: 'cleaning', path: 'data/cleaning', icon: <ClearOutlined />, needs: 'data.read' },
      { key: 'quality', path: 'data/quality', icon: <SafetyCertificateOutlined />, needs: 'data.read' },
      { key: 'quarantine', path: 'data/quarantine', icon: <InboxOutlined />, needs: 'data.read' },
      { key: 'health', path: 'data/health', icon: <HeartOutlined />, needs: 'data.read' },
      { key: 'workbench', path: 'workbench', icon: <CodeOutlined />, needs: 'sql.run' },
      { key: 'questions', path: 'questions', icon: <FundOutlined />, needs: 'questions.read' },
      { key: 'exports', path: 'data/exports', icon: <DownloadOutlined />, needs: 'data.export' },
    ],
  },
  {
    key: 'settings',
    entries: [
      { key: 'workspaceSettings', path: 'settings/workspace', icon: <SettingOutlined />, needs: 'settings.read' },
      { key: 'privacy', path: 'settings/privacy', icon: <EyeInvisibleOutlined />, needs: 'settings.read' },
      { key: 'people', path: 'settings/people', icon: <TeamOutlined />, needs: 'operators.manage' },
      { key: 'keys', path: 'settings/keys', icon: <KeyOutlined />, needs: 'keys.manage' },
      { key: 'alerts', path: 'settings/alerts', icon: <BellOutlined />, needs: 'alerts.manage' },
      { key: 'mail', path: 'settings/mail', icon: <MailOutlined />, needs: 'alerts.manage' },
      { key: 'audit', path: 'settings/audit', icon: <AuditOutlined />, needs: 'audit.read' },
      { key: 'account', path: 'settings/account', icon: <UserOutlined /> },
    ],
  },
];
