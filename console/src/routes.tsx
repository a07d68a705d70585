import { createBrowserRouter, Navigate, type RouteObject, useParams } from 'react-router';
import { EarlyCrash } from './shell/early-crash.tsx';

type Page = () => Promise<{ readonly Page: React.ComponentType }>;

/** Another source, another workspace is another page: nothing that was typed for one stands there for the next. */
const ofItsOwn = (Shown: React.ComponentType) => () => <Shown key={JSON.stringify(useParams())} />;

/** A page is a module of its own that is fetched when somebody goes there; it exports `Page`. */
const page = (path: string, load: Page): RouteObject => ({ path, lazy: async () => ({ Component: ofItsOwn((await load()).Page) }) });

/** Pages of a workspace: /w/<workspace>/<path>. */
const workspacePages: RouteObject[] = [
  { index: true, element: <Navigate to="home" replace /> },
  page('customers', () => import('./pages/customers/page.tsx')),
  page('customers/:id', () => import('./pages/customers/profile-page.tsx')),
  page('start', () => import('./pages/start/page.tsx')),
  page('data/exports', () => import('./pages/exports/page.tsx')),
  page('settings/workspace', () => import('./pages/settings/workspace/page.tsx')),
  page('settings/privacy', () => import('./pages/settings/privacy/page.tsx')),
  page('tags', () => import('./pages/tags/page.tsx')),
  page('tags/new', () => import('./pages/tags/new-page.tsx')),
  page('tags/:key', () => import('./pages/tags/tag-page.tsx')),
  page('tags/:key/edit', () => import('./pages/tags/edit-page.tsx')),
  page('packs', () => import('./pages/packs/page.tsx')),
  page('segments', () => import('./pages/segments/page.tsx')),
  page('segments/compare', () => import('./pages/segments/compare/page.tsx')),
  page('segments/new', () => import('./pages/segments/builder/new-page.tsx')),
  page('segments/:key/edit', () => import('./pages/segments/builder/edit-page.tsx')),
  page('segments/:key', () => import('./pages/segments/segment-page.tsx')),
  page('lists', () => import('./pages/lists/page.tsx')),
  page('lists/new', () => import('./pages/lists/new-page.tsx')),
  page('lists/:key', () => import('./pages/lists/list-page.tsx')),
  page('schemes', () => import('./pages/schemes/page.tsx')),
  page('schemes/new', () => import('./pages/schemes/edit-page.tsx')),
  page('schemes/:key', () => import('./pages/schemes/scheme-page.tsx')),
  page('schemes/:key/edit', () => import('./pages/schemes/edit-page.tsx')),
  page('workbench', () => import('./pages/workbench/page.tsx')),
  page('questions', () => import('./pages/questions/page.tsx')),
  page('questions/:id', () => import('./pages/questions/question-page.tsx')),
  page('data/connections', () => import('./pages/data/connections/page.tsx')),
  page('data/connections/new', () => import('./pages/data/connections/new-page.tsx')),
  page('data/connections/:id', () => import('./pages/data/connections/connection-page.tsx')),
  page('data/connections/:id/edit', () => import('./pages/data/connections/edit-page.tsx')),
  page('data/imports', () => import('./pages/import/page.tsx')),
  page('data/imports/new', () => import('./pages/import/new-page.tsx')),
  page('data/imports/:id', () => import('./pages/import/import-page.tsx')),
  page('settings/account', () => import('./pages/settings/account/page.tsx')),
  page('settings/audit', () => import('./pages/settings/audit/page.tsx')),
  page('settings/keys', () => import('./pages/settings/keys/page.tsx')),
  page('settings/people', () => import('./pages/settings/people/page.tsx')),
  page('home', () => import('./pages/home/page.tsx')),
  page('tasks', () => import('./pages/tasks/page.tsx')),
  page('approvals', () => import('./pages/approvals/page.tsx')),
  page('settings/alerts', () => import('./pages/alerts/page.tsx')),
  page('settings/mail', () => import('./pages/mail/page.tsx')),
  page('data/sources', () => import('./pages/data/sources/page.tsx')),
  page('data/sources/:id', () => import('./pages/data/sources/source-page.tsx')),
  page('data/enrichment', () => import('./pages/data/enrichment/page.tsx')),
  page('data/debugger', () => import('./pages/data/debugger/page.tsx')),
  page('data/catalogue', () => import('./pages/data/catalogue/page.tsx')),
  page('data/catalogue/:event', () => import('./pages/data/catalogue/event-page.tsx')),
  page('data/plan', () => import('./pages/data/plan/page.tsx')),
  page('data/plan/:event', () => import('./pages/data/plan/event-page.tsx')),
  page('data/cleaning', () => import('./pages/data/cleaning/page.tsx')),
  page('data/quality', () => import('./pages/data/quality/page.tsx')),
  page('data/quality/field', () => import('./pages/data/quality/field-page.tsx')),
  page('data/quarantine', () => import('./pages/data/quarantine/page.tsx')),
  page('data/quarantine/group', () => import('./pages/data/quarantine/group-page.tsx')),
  page('data/health', () => import('./pages/data/health/page.tsx')),
  page('*', () => import('./shell/page-not-found.tsx')),
];

const routes: RouteObject[] = [
  {
    ErrorBoundary: EarlyCrash,
    HydrateFallback: () => null,
    children: [
      page('/', () => import('./shell/entrance.tsx')),
      page('/sign-in', () => import('./pages/sign-in/page.tsx')),
      page('/welcome', () => import('./pages/welcome/page.tsx')),
      {
        path: '/w/:workspace',
        lazy: async () => ({ Component: (await import('./shell/app-shell.tsx')).AppShell }),
        children: workspacePages,
      },
      page('*', () => import('./shell/entrance.tsx')),
    ],
  },
];

export const router = createBrowserRouter(routes);
