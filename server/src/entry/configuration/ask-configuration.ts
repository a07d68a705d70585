import { CleaningView, ConnectionList, ConnectionView, EnrichmentView, PageOf, PlanDraft, PlanView, WebhookView } from '@danqing/contracts';
import Type, { type TSchema } from 'typebox';
import { askProduct, type Question } from '../ask.ts';
import type { Configuration } from './file.ts';
import type { ConfigStep } from './steps.ts';

/** Asks the running product under /api/v1. */
export type Ask = <Schema extends TSchema>(schema: Schema, path: string, more?: Pick<Question, 'body' | 'method'>) => Promise<Type.Static<Schema>>;

export const askOf =
  ({ url, adminKey, workspace }: { readonly url: string; readonly adminKey: string; readonly workspace: string }): Ask =>
  (schema, path, more = {}) =>
    askProduct(schema, { url: `${url}/api/v1${path}`, adminKey, workspace, ...more });

const Sources = PageOf(Type.Object({ id: Type.Integer(), label: Type.String(), kind: Type.String() }));

export interface Current {
  readonly configuration: Configuration;
  readonly planRevision: number;
  /** By name. */
  readonly webhookIds: ReadonlyMap<string, number>;
  readonly connectionIds: ReadonlyMap<string, number>;
}

async function askWebhooks(ask: Ask): Promise<readonly { readonly id: number; readonly name: string; readonly view: WebhookView }[]> {
  const found = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Type.Static<typeof Sources> = await ask(Sources, `/sources?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    // By what people call them: their names are made of that.
    for (const { id, label, kind } of page.items) if (kind === 'webhook') found.push({ id, name: label, view: await ask(WebhookView, `/webhooks/${id}`) });
    cursor = page.next;
  }
  return found;
}

/** What a workspace has now. */
export async function askConfiguration(ask: Ask): Promise<Current> {
  const [plan, cleaning, enrichment] = [await ask(PlanView, '/plan'), await ask(CleaningView, '/cleaning'), await ask(EnrichmentView, '/enrichment')];
  const webhooks = await askWebhooks(ask);
  const { items: connections } = await ask(ConnectionList, '/connections');
  return {
    configuration: {
      danqing: 'configuration',
      version: 1,
      plan: plan.draft.plan,
      cleaning: cleaning.rules,
      enrichment: { rules: enrichment.rules, ownHosts: enrichment.ownHosts },
      webhooks: webhooks.map(({ name, view: { kind, settings, mappings } }) => ({ name, kind, settings, mappings })),
      connections: connections.map(({ name, place, pull, mapping, choices, schedule }) => ({ name, place, pull, mapping, choices, schedule })),
    },
    planRevision: plan.draft.revision,
    webhookIds: new Map(webhooks.map(({ id, name }) => [name, id])),
    connectionIds: new Map(connections.map(({ id, name }) => [name, id])),
  };
}

/** Does what was planned, thing by thing, over the same routes as the pages: each is checked and stands in the audit log. */
export async function takeSteps(ask: Ask, steps: readonly ConfigStep[], wanted: Configuration, current: Current): Promise<void> {
  for (const one of steps) if (one.does === 'create' || one.does === 'change') await take(ask, one, wanted, current);
}

async function take(ask: Ask, { part, name, does }: ConfigStep, wanted: Configuration, current: Current): Promise<void> {
  switch (part) {
    case 'plan':
      await ask(PlanDraft, '/plan/draft', { method: 'PUT', body: { plan: wanted.plan, revision: current.planRevision } });
      return;
    case 'cleaning':
      await ask(CleaningView, '/cleaning', { method: 'PUT', body: { rules: wanted.cleaning, reason: 'brought in with a configuration' } });
      return;
    case 'enrichment':
      await ask(EnrichmentView, '/enrichment', { method: 'PUT', body: { ...wanted.enrichment } });
      return;
    case 'webhook': {
      const one = wanted.webhooks?.find((webhook) => webhook.name === name);
      if (one === undefined) return;
      const { kind, settings, mappings } = one;
      if (does === 'create') await ask(WebhookView, '/webhooks', { body: { name, kind, settings, mappings } });
      else await ask(WebhookView, `/webhooks/${current.webhookIds.get(name) ?? 0}`, { method: 'PATCH', body: { settings, mappings } });
      return;
    }
    case 'connection': {
      const one = wanted.connections?.find((connection) => connection.name === name);
      if (one === undefined) return;
      // Where the data lies is never changed from afar: a kept password would go to another machine.
      const { place, ...rest } = one;
      if (does === 'create') await ask(ConnectionView, '/connections', { body: { ...rest, place, isPaused: true } });
      else await ask(ConnectionView, `/connections/${current.connectionIds.get(name) ?? 0}`, { method: 'PATCH', body: rest });
    }
  }
}
