import {
  IdParams,
  WebhookChange,
  WebhookDeliveries,
  WebhookInput,
  WebhookKindList,
  type WebhookMapping,
  WebhookRecognition,
  WebhookTopicQuery,
  WebhookTried,
  WebhookTry,
  WebhookView,
} from '@danqing/contracts';
import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { addNamed, recordAudit } from '#govern';
import { Fault, isJsonObject, notFound, placeInLog } from '#kernel';
import { type EventLog, type Postgres, type Seal, typed } from '#platform';
import { hookKinds } from './kinds/kinds.ts';
import { reasonIn } from '../import/job/reasons.ts';
import { lastBodies } from './last-bodies.ts';
import { pathsOf, proposeMapping } from './read/recognise.ts';
import { compileHook, type HookReader } from './read/reader.ts';
import { areReady, kindViews, webhookView } from './views.ts';
import { openSecrets, sealSecrets } from './store/secrets.ts';
import { findWebhook, readDeliveries, type StoredWebhook } from './store/webhook.read.ts';
import { addWebhook, changeWebhook } from './store/webhook.store.ts';

export interface WebhookRoutesDeps {
  readonly pg: Postgres;
  readonly log: Pick<EventLog, 'at'>;
  readonly seal: Seal;
  timezoneOf(workspace: number): string;
  /** This process's collector reads webhooks again: a sender may call an address as soon as it is shown. */
  readonly refreshKeys: () => Promise<void>;
}

const alphanumerics = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** 190 random bits: where a sender cannot sign, this is what keeps others out. */
const newKey = (): string => `h${Array.from({ length: 32 }, () => alphanumerics[randomInt(alphanumerics.length)]).join('')}`;
const shownDeliveries = 50;

/** Sources that are called by others: how each is set up, what came last, how bodies are read. */
export function registerWebhookRoutes(app: FastifyInstance, { pg, log, seal, timezoneOf, refreshKeys }: WebhookRoutesDeps): void {
  const routes = typed(app);
  const stored = async (workspace: number, source: number): Promise<StoredWebhook> => {
    const found = await findWebhook(pg, workspace, source);
    if (found === undefined) throw notFound(`a webhook ${source}`);
    return found;
  };
  const readerFor = (mappings: readonly WebhookMapping[], workspace: number): HookReader => {
    const compiled = compileHook(mappings, timezoneOf(workspace));
    if (!compiled.ok) throw new Fault('DQ_IMPORT_MAPPING', 400, 'a mapping cannot be used', { errors: compiled.errors });
    return compiled.reader;
  };

  const kinds = { summary: 'The kinds of senders that are known, and how each is set up', response: { 200: WebhookKindList } };
  routes.get('/api/v1/webhook-kinds', { schema: kinds, config: { capability: 'data.read', personal: 'shown' } }, async () => ({ items: [...kindViews] }));

  const make = {
    summary: 'A new source that is called by others',
    description: 'Its address holds a key that cannot be guessed; the mappings that come with its kind are used until others are saved.',
    body: WebhookInput,
    response: { 201: WebhookView },
  };
  routes.post(
    '/api/v1/webhooks',
    { schema: make, config: { capability: 'data.write', scope: 'admin', personal: 'shown' } },
    async ({ caller, body, protocol, host }, reply) => {
      const { name, kind, settings = {}, secrets = {} } = body;
      const mappings = body.mappings ?? hookKinds[kind].mappings({ settings });
      readerFor(mappings, caller.workspace);
      const source = await pg.transaction(async (tx) => {
        const made = await addNamed(tx, caller.workspace, { name, kind: 'webhook', writeKey: null, trust: 60 });
        await addWebhook(tx, { source: made, workspace: caller.workspace, key: newKey(), kind, settings, secrets: sealSecrets(seal, secrets), mappings });
        await recordAudit(tx, caller, { action: 'webhook.create', object: `source:${made}`, details: { name, kind } });
        return made;
      });
      await refreshKeys();
      return reply.code(201).send(await webhookView({ pg, seal, origin: `${protocol}://${host}` }, await stored(caller.workspace, source)));
    },
  );

  const one = { summary: 'How a webhook is set up: address, settings, mappings, refused requests', params: IdParams, response: { 200: WebhookView } };
  routes.get('/api/v1/webhooks/:id', { schema: one, config: { capability: 'data.read', personal: 'shown' } }, async ({ caller, params, protocol, host }) =>
    webhookView({ pg, seal, origin: `${protocol}://${host}` }, await stored(caller.workspace, params.id)),
  );

  const change = {
    summary: 'Changes settings, secrets or mappings; what is left out stays',
    description: 'A secret that is an empty text is forgotten. Bodies that wait in quarantine are read by the new mappings when they are replayed.',
    params: IdParams,
    body: WebhookChange,
    response: { 200: WebhookView },
  };
  routes.patch(
    '/api/v1/webhooks/:id',
    { schema: change, config: { capability: 'data.write', scope: 'admin', personal: 'shown' } },
    async ({ caller, params, body, protocol, host }) => {
      const before = await stored(caller.workspace, params.id);
      const settings = body.settings ?? before.settings;
      const isReady = areReady(before);
      // Ready mappings follow the settings (an app id stands in them); people's own stay.
      const mappings = body.mappings ?? (isReady ? hookKinds[before.kind].mappings({ settings }) : before.mappings);
      readerFor(mappings, caller.workspace);
      const secrets = Object.fromEntries(Object.entries({ ...openSecrets(seal, before.secrets), ...body.secrets }).filter(([, value]) => value !== ''));
      await pg.transaction(async (tx) => {
        await changeWebhook(tx, { workspace: caller.workspace, source: params.id, settings, secrets: sealSecrets(seal, secrets), mappings });
        await recordAudit(tx, caller, {
          action: 'webhook.change',
          object: `source:${params.id}`,
          details: { fields: Object.keys(body), secrets: Object.keys(body.secrets ?? {}) },
        });
      });
      await refreshKeys();
      return webhookView({ pg, seal, origin: `${protocol}://${host}` }, await stored(caller.workspace, params.id));
    },
  );

  const deliveries = { summary: 'The last deliveries and how each ended', params: IdParams, response: { 200: WebhookDeliveries } };
  routes.get('/api/v1/webhooks/:id/deliveries', { schema: deliveries, config: { capability: 'data.read', personal: 'shown' } }, async ({ caller, params }) => {
    const { source } = await stored(caller.workspace, params.id);
    const items = await readDeliveries(pg, source, shownDeliveries);
    return {
      items: items.map(({ position, item, receivedAt, ...rest }) => ({ ...rest, id: placeInLog(position, item), receivedAt: receivedAt.toISOString() })),
    };
  });

  const tryOut = {
    summary: 'What mappings make of the last bodies; nothing is changed',
    params: IdParams,
    body: WebhookTry,
    response: { 200: WebhookTried },
  };
  routes.post('/api/v1/webhooks/:id/try', { schema: tryOut, config: { capability: 'data.read', scope: 'read' } }, async ({ caller, params, body }) => {
    const { source, mappings } = await stored(caller.workspace, params.id);
    const reader = readerFor(body.mappings ?? mappings, caller.workspace);
    const items = (await lastBodies({ pg, log }, source)).map(({ id, receivedAt, topic, raw }) => {
      const read = reader.read(raw, receivedAt.getTime());
      const detail = read.kind === 'message' ? '' : read.detail;
      return {
        id,
        receivedAt: receivedAt.toISOString(),
        topic,
        body: raw['body'] ?? raw['text'] ?? null,
        message: read.kind === 'message' ? read.raw : null,
        outcome: read.kind === 'message' ? ('made' as const) : read.kind,
        detail,
        zh: reasonIn('zh', detail),
      };
    });
    const count = (outcome: string): number => items.filter((item) => item.outcome === outcome).length;
    return { items, made: count('made'), unmapped: count('unmapped'), leftOut: count('left_out') };
  });

  const recognise = {
    summary: 'What the last bodies hold, and a mapping that fits them',
    params: IdParams,
    querystring: WebhookTopicQuery,
    response: { 200: WebhookRecognition },
  };
  // Examples are of customers; the mapping names columns. Masked for whoever may not see: `hideExamples`.
  routes.get(
    '/api/v1/webhooks/:id/recognise',
    { schema: recognise, config: { capability: 'data.read', personal: 'shown' } },
    async ({ caller, params, query }) => {
      const { source } = await stored(caller.workspace, params.id);
      const bodies = (await lastBodies({ pg, log }, source, query.topic)).flatMap(({ raw }) => (isJsonObject(raw['body']) ? [raw['body']] : []));
      const columns = pathsOf(bodies).map(({ path, example }) => ({ path, example: caller.seesPersonalData ? example : '' }));
      return { topic: query.topic ?? '*', bodies: bodies.length, columns, mapping: (await proposeMapping(bodies)) ?? null };
    },
  );
}
