/** Makers of events and of plans for them, for tests. */
import type { PlanProperty, PlanType } from '@danqing/contracts';
import { type JsonObject, sourceId, workspaceId } from '#kernel';
import { cleanEvent } from './clean.ts';
import type { CleanEvent, Origin } from './event.ts';
import { defaultKinds } from './kinds.ts';

export interface OriginOverrides extends Partial<Omit<Origin, 'workspace' | 'sourceId'>> {
  readonly workspace?: number;
  readonly sourceId?: number;
}

export function originOf(overrides: OriginOverrides = {}): Origin {
  const { workspace = 1, sourceId: source = 1, ...rest } = overrides;
  return {
    sourceName: 'web',
    trust: 50,
    timezone: 'Asia/Shanghai',
    defaultRegion: 'CN',
    kinds: defaultKinds,
    isImport: false,
    importId: undefined,
    position: 1,
    receivedAt: Date.UTC(2026, 10, 20, 12),
    remoteAddress: '127.0.0.1',
    userAgent: '',
    ...rest,
    workspace: workspaceId(workspace),
    sourceId: sourceId(source),
  };
}

/** A message through `cleanEvent`; throws when it does not pass. */
export function cleanMessage(raw: JsonObject, overrides: OriginOverrides = {}, index = 0): CleanEvent {
  const type = typeof raw['type'] === 'string' ? raw['type'] : 'track';
  const outcome = cleanEvent({ index, type, raw, sentAt: null }, originOf(overrides));
  if (outcome.kind !== 'pass') throw new Error(`the message ended as ${JSON.stringify(outcome)}`);
  return outcome.value;
}

export const cleanTrack = (raw: JsonObject = {}, overrides: OriginOverrides = {}, index = 0): CleanEvent =>
  cleanMessage({ event: 'Order Completed', userId: 'u1', messageId: 'm1', ...raw }, overrides, index);

/** A property of a tracking plan that nothing is asked of but its type. */
export const plannedProperty = (path: string, type: PlanType, more: Partial<PlanProperty> = {}): PlanProperty => ({
  path,
  type,
  required: false,
  nullable: false,
  description: '',
  ...more,
});
