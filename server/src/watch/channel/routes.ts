import {
  ChannelChange,
  ChannelCreated,
  ChannelInput,
  ChannelList,
  ChannelTested,
  ChannelView,
  DeliveryPage,
  DeliveryParams,
  DeliveryQuery,
  IdParams,
} from '@danqing/contracts';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { type Caller, recordAudit } from '#govern';
import { conflict, notFound } from '#kernel';
import { decodeCursor, encodeCursor, typed } from '#platform';
import { type Channel, insertChannel, readChannel, readChannels, removeChannel, updateChannel } from './channel.store.ts';
import { readDeliveries, reviveDelivery } from './delivery.store.ts';
import { draftChannel, redraftChannel } from './draft.ts';
import type { Message } from './message.ts';
import { sendOnce, type SendDeps } from './send.ts';
import { viewChannels, viewDeliveries } from './views.ts';

export interface ChannelRoutesDeps extends SendDeps {
  /** Whether addresses of this machine and network may be entered. */
  readonly allowsPrivateHooks: boolean;
}

/** Recipients are colleagues, whose addresses those who look after alerts must see to change them. */
const config = { capability: 'alerts.manage', personal: 'shown' } as const;

/** Channels that alerts are sent through, and the messages that were. */
export function registerChannelRoutes(app: FastifyInstance, deps: ChannelRoutesDeps): void {
  const { pg, seal, clock, allowsPrivateHooks } = deps;
  const routes = typed(app);
  const by = ({ operator, name }: Caller): string => operator?.name ?? name;
  const existing = async (workspace: number, id: number): Promise<Channel> => {
    const channel = await readChannel(pg, workspace, id);
    if (channel === undefined) throw notFound(`the channel ${id}`);
    return channel;
  };
  const viewOf = async (channel: Channel): Promise<ChannelView> => {
    const [view] = await viewChannels(pg, channel.workspace, [channel]);
    if (view === undefined) throw notFound(`the channel ${channel.id}`);
    return view;
  };

  const list = { summary: 'Channels of alerts; their addresses and keys are never shown', response: { 200: ChannelList } };
  routes.get('/api/v1/alert-channels', { schema: list, config }, async ({ caller }) => ({
    items: await viewChannels(pg, caller.workspace, await readChannels(pg, caller.workspace)),
  }));

  const create = { summary: 'A new channel; a webhook’s signing key is shown once', body: ChannelInput, response: { 201: ChannelCreated } };
  routes.post('/api/v1/alert-channels', { schema: create, config: { ...config, shownOnce: ['secret'] } }, async ({ caller, body }, reply) => {
    const { settings, secret, shown } = draftChannel(body, seal, allowsPrivateHooks);
    const { kind, name, language, isEnabled = true } = body;
    const draft = { workspace: caller.workspace, kind, name, settings, secret, language, isEnabled, updatedAt: new Date(clock.now()), updatedBy: by(caller) };
    const made = await pg.transaction(async (tx) => {
      const channel = await insertChannel(tx, draft);
      if (channel !== undefined)
        await recordAudit(tx, caller, { action: 'alert_channel.create', object: `alert_channel:${channel.id}`, details: { kind, name } });
      return channel;
    });
    if (made === undefined) throw conflict(`a channel with the name ${name} exists already`);
    return reply.code(201).send({ ...(await viewOf(made)), secret: shown });
  });

  const change = { summary: 'Changes a channel; what is left out stays', params: IdParams, body: ChannelChange, response: { 200: ChannelView } };
  routes.put('/api/v1/alert-channels/:id', { schema: change, config }, async ({ caller, params, body }) => {
    const channel = await existing(caller.workspace, params.id);
    const { name = channel.name, language = channel.language, isEnabled = channel.isEnabled } = body;
    if ((await readChannels(pg, caller.workspace)).some((one) => one.name === name && one.id !== channel.id))
      throw conflict(`a channel with the name ${name} exists already`);
    const draft = {
      ...channel,
      ...redraftChannel(channel, body, seal, allowsPrivateHooks),
      name,
      language,
      isEnabled,
      updatedAt: new Date(clock.now()),
      updatedBy: by(caller),
    };
    const changed = await pg.transaction(async (tx) => {
      await recordAudit(tx, caller, { action: 'alert_channel.change', object: `alert_channel:${channel.id}`, details: { name } });
      return await updateChannel(tx, channel.id, draft);
    });
    if (changed === undefined) throw notFound(`the channel ${params.id}`);
    return viewOf(changed);
  });

  const remove = { summary: 'Takes a channel away; rules that used it go on without', params: IdParams, response: { 204: Type.Null() } };
  routes.delete('/api/v1/alert-channels/:id', { schema: remove, config }, async ({ caller, params }, reply) => {
    await pg.transaction(async (tx) => {
      if (!(await removeChannel(tx, caller.workspace, params.id))) throw notFound(`the channel ${params.id}`);
      await recordAudit(tx, caller, { action: 'alert_channel.remove', object: `alert_channel:${params.id}` });
    });
    return reply.code(204).send(null);
  });

  const test = { summary: 'Sends a test message at once, and says what the other side answered', params: IdParams, response: { 200: ChannelTested } };
  routes.post('/api/v1/alert-channels/:id/test', { schema: test, config }, async ({ caller, params }) => {
    const channel = await existing(caller.workspace, params.id);
    const { problem } = await sendOnce(deps, channel, { id: randomUUID(), message: testMessage(by(caller)), at: new Date(clock.now()) });
    return { isSent: problem === null, problem };
  });

  const sent = {
    summary: 'Messages that were sent, are waiting, or were given up, the latest first',
    querystring: DeliveryQuery,
    response: { 200: DeliveryPage },
  };
  routes.get('/api/v1/alert-deliveries', { schema: sent, config }, async ({ caller, query, headers }) => {
    const limit = query.limit ?? 50;
    const after = query.cursor === undefined ? undefined : decodeCursor(Type.Tuple([Type.String(), Type.String({ format: 'uuid' })]), query.cursor);
    const rows = await readDeliveries(pg, caller.workspace, query.state, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await viewDeliveries(pg, shown, (headers['accept-language'] ?? 'zh').startsWith('en') ? 'en' : 'zh'),
      next: rows.length > limit && last !== undefined ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    };
  });

  const again = { summary: 'Tries a message that was given up once more', params: DeliveryParams, response: { 202: Type.Object({ id: Type.String() }) } };
  routes.post('/api/v1/alert-deliveries/:id/retry', { schema: again, config }, async ({ caller, params }, reply) => {
    if (!(await reviveDelivery(pg, caller.workspace, params.id, new Date(clock.now())))) throw conflict('only a message that was given up can be tried again');
    return reply.code(202).send({ id: params.id });
  });
}

const testMessage = (name: string): Message => ({
  about: 'test',
  level: 'good',
  title: { zh: '丹青测试消息', en: 'Danqing test message' },
  lines: [{ zh: `由 ${name} 发送。收到这条消息，说明该通知方式可用。`, en: `Sent by ${name}. If you can read this, the channel works.` }],
  link: null,
  data: {},
});
