import { Alert, Grid, Layout, Skeleton } from 'antd';
import { lazy, Suspense, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useAway } from '../api/away.ts';
import { useMe } from '../api/session.ts';
import { useWorkspaceKey } from '../api/use-api.ts';
import { callCustomers } from '../i18n/i18n.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { Brand } from './brand.tsx';
import { Head } from './head.tsx';
import { NoWorkspace } from './no-workspace.tsx';
import { SideMenu } from './side-menu.tsx';

const MenuDrawer = lazy(async () => ({ default: (await import('./menu-drawer.tsx')).MenuDrawer }));
const menuWidth = 216;

/** Menu beside the page; on a phone, in a drawer. */
export function Frame() {
  const { t } = useTranslation('shell');
  const workspace = useWorkspaceKey();
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const me = useMe(workspace);
  const isAway = useAway();
  const noun = me.data?.noun;
  useLayoutEffect(() => {
    if (noun !== undefined) callCustomers(noun);
  }, [noun]);

  if (me.isError && me.error.status === 403) return <NoWorkspace />;
  if (me.isError && me.error.status !== 401) return <ErrorState isPage error={me.error} onRetry={() => void me.refetch()} />;
  if (me.data === undefined) return <Skeleton active style={{ padding: 40 }} />;
  const sideMenu = <SideMenu workspace={workspace} me={me.data} onNavigate={() => setMenuOpen(false)} />;
  return (
    <Layout style={{ minHeight: '100%' }}>
      <a className="skip-link" href="#page">
        {t('skip')}
      </a>
      {isWide ? (
        <Layout.Sider width={menuWidth} style={{ borderInlineEnd: '1px solid var(--line)' }}>
          <div style={{ position: 'sticky', top: 0, maxHeight: '100vh', overflowY: 'auto' }}>
            <Brand />
            {sideMenu}
          </div>
        </Layout.Sider>
      ) : (
        <Suspense>
          <MenuDrawer isOpen={isMenuOpen} close={() => setMenuOpen(false)} width={menuWidth + 40}>
            {sideMenu}
          </MenuDrawer>
        </Suspense>
      )}
      <Layout style={{ minWidth: 0 }}>
        <Head workspace={workspace} me={me.data} isWide={isWide} openMenu={() => setMenuOpen(true)} />
        {isAway && <Alert banner type="warning" role="status" title={t('away')} />}
        <Layout.Content id="page" tabIndex={-1} role="main" style={{ padding: isWide ? 24 : 16, minWidth: 0, outline: 'none' }}>
          <Suspense fallback={<Skeleton active />}>
            <Outlet context={me.data} />
          </Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}
