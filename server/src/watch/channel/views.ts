import type { ChannelView, DeliveryView } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { Channel } from './channel.store.ts';
import { readAttempts, readLastDeliveries, type StoredDelivery } from './delivery.store.ts';

/** Channels as people see them: their secrets never, how the last message ended always. */
export async function viewChannels(pg: PostgresSession, workspace: number, channels: readonly Channel[]): Promise<ChannelView[]> {
  const last = new Map((await readLastDeliveries(pg, workspace)).map((one) => [one.channelId, one]));
  return channels.map(({ id, kind, name, language, isEnabled, settings, updatedAt, updatedBy }) => {
    const delivery = last.get(id);
    return {
      id,
      kind,
      name,
      language,
      isEnabled,
      addressHint: settings.addressHint ?? null,
      hasSecret: settings.hasSecret ?? false,
      to: [...(settings.to ?? [])],
      lastDelivery: delivery === undefined ? null : { state: delivery.state, at: delivery.at.toISOString(), problem: delivery.problem },
      updatedAt: updatedAt.toISOString(),
      updatedBy,
    };
  });
}

export async function viewDeliveries(
  pg: PostgresSession,
  deliveries: readonly (StoredDelivery & { readonly channelName: string })[],
  language: 'zh' | 'en',
): Promise<DeliveryView[]> {
  const attempts = await readAttempts(
    pg,
    deliveries.map(({ id }) => id),
  );
  return deliveries.map(({ id, channelId, channelName, message, state, createdAt, endedAt, nextAt }) => ({
    id,
    channel: { id: channelId, name: channelName },
    about: message.about,
    title: message.title[language],
    state,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    nextAt: state === 'waiting' ? nextAt.toISOString() : null,
    attempts: attempts
      .filter(({ deliveryId }) => deliveryId === id)
      .map(({ at, elapsedMs, status, problem }) => ({ at: at.toISOString(), elapsedMs, status, problem })),
  }));
}
