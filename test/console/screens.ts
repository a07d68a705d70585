/** Every page of the console, for screenshots and for the walk with axe. `test/console-pages.e2e.test.ts` compares with the routes. */
export interface Screen {
  /** Of the picture's file. */
  readonly name: string;
  /** After /w/<workspace>/, or absolute. */
  readonly path: string;
  /** The route that draws it, as `routes.tsx` writes it. */
  readonly route: string;
}

const of = (name: string, path: string, route = path): Screen => ({ name, path, route });

export const screens: readonly Screen[] = [
  // Without a session.
  of('sign-in', '/sign-in'),
  of('welcome', '/welcome?token=a-token-that-was-used-already', '/welcome'),
  of('home', 'home'),
  of('home-manager', 'home?role=manager', 'home'),
  of('home-marketer', 'home?role=marketer', 'home'),
  of('home-data', 'home?role=data_operator', 'home'),
  of('home-analyst', 'home?role=analyst', 'home'),
  of('home-sales', 'home?role=sales', 'home'),
  of('home-privacy', 'home?role=privacy_officer', 'home'),
  of('start', 'start'),
  of('exports', 'data/exports'),
  of('export-new', 'data/exports?dialog=new', 'data/exports'),
  of('settings-workspace', 'settings/workspace'),
  of('settings-privacy', 'settings/privacy'),
  of('tasks', 'tasks'),
  of('settings-alerts', 'settings/alerts'),
  of('settings-alerts-channels', 'settings/alerts?tab=channels', 'settings/alerts'),
  of('settings-alerts-history', 'settings/alerts?tab=history', 'settings/alerts'),
  of('settings-alerts-deliveries', 'settings/alerts?tab=deliveries', 'settings/alerts'),
  of('settings-mail', 'settings/mail'),
  of('settings-people', 'settings/people'),
  of('settings-people-invitations', 'settings/people?tab=invitations', 'settings/people'),
  of('settings-people-roles', 'settings/people?tab=roles', 'settings/people'),
  of('settings-keys', 'settings/keys'),
  of('settings-audit', 'settings/audit'),
  of('settings-audit-filtered', 'settings/audit?action=operator&from=2026-01-01', 'settings/audit'),
  of('settings-account', 'settings/account'),
  // People.
  of('customers', 'customers'),
  of('customers-search', 'customers?q=zhang', 'customers'),
  of('customers-nobody', 'customers?q=nobody-has-this', 'customers'),
  of('customer', 'customers/1', 'customers/:id'),
  of('customer-timeline', 'customers/1?tab=timeline', 'customers/:id'),
  of('customer-identity', 'customers/1?tab=identity', 'customers/:id'),
  of('customer-who', 'customers/1?tab=who', 'customers/:id'),
  of('customer-labels', 'customers/1?tab=labels', 'customers/:id'),
  of('customer-care', 'customers/1?tab=care', 'customers/:id'),
  of('customer-why', 'customers/1?tab=labels&why=tag%3Arfm', 'customers/:id'),
  of('imports', 'data/imports'),
  of('import-new', 'data/imports/new'),
  of('import', 'data/imports/none', 'data/imports/:id'),
  of('packs', 'packs'),
  of('pack-items', 'packs?pack=retail', 'packs'),
  of('segments', 'segments'),
  of('segments-search', 'segments?q=流失', 'segments'),
  of('segment', 'segments/churn_warning', 'segments/:key'),
  of('segment-members', 'segments/churn_warning?tab=members', 'segments/:key'),
  of('segment-portrait', 'segments/churn_warning?tab=portrait', 'segments/:key'),
  of('segment-overlap', 'segments/churn_warning?tab=overlap&with=sleeping_high_value,loyal_customers', 'segments/:key'),
  of('segment-changes', 'segments/churn_warning?tab=changes', 'segments/:key'),
  of('segment-snapshots', 'segments/churn_warning?tab=snapshots', 'segments/:key'),
  of('segment-runs', 'segments/churn_warning?tab=runs', 'segments/:key'),
  of('segments-compare', 'segments/compare'),
  of('segments-compare-two', 'segments/compare?of=churn_warning,loyal_customers', 'segments/compare'),
  of('segments-compare-portrait', 'segments/compare?of=loyal_customers,churn_warning&tab=portrait', 'segments/compare'),
  of('segments-compare-movement', 'segments/compare?of=churn_warning,loyal_customers&tab=movement', 'segments/compare'),
  of('lists', 'lists'),
  of('list-new', 'lists/new'),
  of('list-paste', 'lists/new?by=paste', 'lists/new'),
  of('list', 'lists/none', 'lists/:key'),
  // The data room.
  of('sources', 'data/sources'),
  of('source', 'data/sources/1', 'data/sources/:id'),
  of('source-connect', 'data/sources/1?tab=connect', 'data/sources/:id'),
  of('source-settings', 'data/sources/1?tab=settings', 'data/sources/:id'),
  of('debugger', 'data/debugger'),
  of('catalogue', 'data/catalogue'),
  of('catalogue-traits', 'data/catalogue?tab=traits', 'data/catalogue'),
  of('catalogue-identifiers', 'data/catalogue?tab=identifiers', 'data/catalogue'),
  of('catalogue-event', 'data/catalogue/Order%20Completed', 'data/catalogue/:event'),
  of('quarantine', 'data/quarantine'),
  of('quarantine-group', 'data/quarantine/group?reason=missing_id&source=web&event=Product%20Viewed', 'data/quarantine/group'),
  of('health', 'data/health'),
];
