import { webhookKinds, type WebhookKindView, type WebhookView } from '@danqing/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { Postgres, Seal } from '#platform';
import { hookKinds } from './kinds/kinds.ts';
import { openSecrets } from './store/secrets.ts';
import { readRefusals, type StoredWebhook } from './store/webhook.read.ts';

/** What people are told of each kind. */
export const kindViews: readonly WebhookKindView[] = webhookKinds.map((kind) => {
  const { name, about, fields, steps, topics } = hookKinds[kind];
  return { kind, name, about, fields: [...fields], steps: [...steps], topics: [...topics] };
});

export interface ViewDeps {
  readonly pg: Postgres;
  readonly seal: Seal;
  /** Where this server was asked for. */
  readonly origin: string;
}

export async function webhookView({ pg, seal, origin }: ViewDeps, stored: StoredWebhook): Promise<WebhookView> {
  const { source, kind, key, settings, mappings } = stored;
  const refused = await readRefusals(pg, source);
  return {
    source,
    kind,
    address: `${origin}/v1/hooks/${key}`,
    settings: { ...settings },
    secrets: Object.keys(openSecrets(seal, stored.secrets)),
    mappings: [...mappings],
    isReady: areReady(stored),
    refused: refused.map(({ reason, count, lastAt }) => ({ reason, count, lastAt: lastAt.toISOString() })),
  };
}

/** Whether the mappings are those that come with the kind; the store keeps names in an order of its own. */
export const areReady = ({ kind, settings, mappings }: Pick<StoredWebhook, 'kind' | 'settings' | 'mappings'>): boolean =>
  mappings.length > 0 && isDeepStrictEqual(mappings, JSON.parse(JSON.stringify(hookKinds[kind].mappings({ settings }))));
