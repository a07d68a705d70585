import { Menu } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { MeView } from '../api/session.ts';
import { menu, type MenuEntry } from './menu.tsx';

export interface SideMenuProps {
  readonly workspace: string;
  readonly me: MeView;
  readonly onNavigate?: () => void;
}

/** The page that an address belongs to: the longest entry that it begins with. */
function entryOf(path: string, entries: readonly MenuEntry[]): string | undefined {
  const found = entries.filter((entry) => path === entry.path || path.startsWith(`${entry.path}/`));
  return found.sort((a, b) => b.path.length - a.path.length)[0]?.path;
}

/** Opens in a new tab like every link. The menu is one stop of the keyboard; within it the arrows go from link to link. */
const MenuLink = ({ to, children }: { readonly to: string; readonly children: string }) => (
  <Link to={to} tabIndex={-1}>
    {children}
  </Link>
);

/** Only what this role may use. */
export function SideMenu({ workspace, me, onNavigate }: SideMenuProps) {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const groups = menu
    .map((group) => ({ ...group, entries: group.entries.filter(({ needs }) => needs === undefined || me.capabilities.includes(needs)) }))
    .filter(({ entries }) => entries.length > 0);
  const here = entryOf(
    pathname.replace(/^\/w\/[^/]+\/?/, ''),
    groups.flatMap(({ entries }) => entries),
  );
  return (
    <nav aria-label={t('menu')}>
      <Menu
        mode="inline"
        selectedKeys={here === undefined ? [] : [here]}
        style={{ borderInlineEnd: 0, padding: '4px 4px 24px' }}
        items={groups.map((group) => ({
          key: group.key,
          type: 'group',
          label: t(`groups.${group.key}`),
          children: group.entries.map(({ key, path, icon }) => ({
            key: path,
            icon,
            label: <MenuLink to={`/w/${workspace}/${path}`}>{t(`items.${key}`)}</MenuLink>,
          })),
        }))}
        onClick={() => onNavigate?.()}
      />
    </nav>
  );
}
