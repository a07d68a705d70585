import 'i18next';
import type { texts as alerts } from './zh/alerts.ts';
import type { texts as common } from './zh/common.ts';
import type { texts as customers } from './zh/customers.ts';
import type { texts as customer } from './zh/customer.ts';
import type { texts as views } from './zh/views.ts';
import type { texts as entrance } from './zh/entrance.ts';
import type { texts as fields } from './zh/fields.ts';
import type { texts as connections } from './zh/connections.ts';
import type { texts as importTexts } from './zh/import.ts';
import type { texts as home } from './zh/home.ts';
import type { texts as packs } from './zh/packs.ts';
import type { texts as tags } from './zh/tags.ts';
import type { texts as tagEditor } from './zh/tag-editor.ts';
import type { texts as lists } from './zh/lists.ts';
import type { texts as portrait } from './zh/portrait.ts';
import type { texts as schemes } from './zh/schemes.ts';
import type { texts as segments } from './zh/segments.ts';
import type { texts as rule } from './zh/rule.ts';
import type { texts as builder } from './zh/builder.ts';
import type { texts as collaborate } from './zh/collaborate.ts';
import type { texts as account } from './zh/account.ts';
import type { texts as audit } from './zh/audit.ts';
import type { texts as keys } from './zh/keys.ts';
import type { texts as people } from './zh/people.ts';
import type { texts as start } from './zh/start.ts';
import type { texts as exportTexts } from './zh/exports.ts';
import type { texts as workspace } from './zh/workspace.ts';
import type { texts as shell } from './zh/shell.ts';
import type { texts as tasks } from './zh/tasks.ts';
import type { texts as sources } from './zh/sources.ts';
import type { texts as webhooks } from './zh/webhooks.ts';
import type { texts as enrichment } from './zh/enrichment.ts';
import type { texts as debuggerTexts } from './zh/debugger.ts';
import type { texts as catalogue } from './zh/catalogue.ts';
import type { texts as plan } from './zh/plan.ts';
import type { texts as cleaning } from './zh/cleaning.ts';
import type { texts as quarantine } from './zh/quarantine.ts';
import type { texts as dataQuality } from './zh/data-quality.ts';
import type { texts as health } from './zh/health.ts';
import type { texts as workbench } from './zh/workbench.ts';

/** A line for every area: `t('…')` accepts only texts that exist. */
interface Namespaces {
  alerts: typeof alerts;
  common: typeof common;
  customers: typeof customers;
  customer: typeof customer;
  views: typeof views;
  entrance: typeof entrance;
  fields: typeof fields;
  connections: typeof connections;
  import: typeof importTexts;
  home: typeof home;
  packs: typeof packs;
  lists: typeof lists;
  portrait: typeof portrait;
  schemes: typeof schemes;
  segments: typeof segments;
  tags: typeof tags;
  'tag-editor': typeof tagEditor;
  rule: typeof rule;
  builder: typeof builder;
  collaborate: typeof collaborate;
  account: typeof account;
  audit: typeof audit;
  keys: typeof keys;
  people: typeof people;
  shell: typeof shell;
  start: typeof start;
  exports: typeof exportTexts;
  workspace: typeof workspace;
  'data-quality': typeof dataQuality;
  health: typeof health;
  workbench: typeof workbench;
  cleaning: typeof cleaning;
  quarantine: typeof quarantine;
  catalogue: typeof catalogue;
  plan: typeof plan;
  debugger: typeof debuggerTexts;
  sources: typeof sources;
  webhooks: typeof webhooks;
  enrichment: typeof enrichment;
  tasks: typeof tasks;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Namespaces;
  }
}
