import { type CleanOutcome, type Enricher, isEntity, type Origin, type RawEvent } from '#clean';
import type { DeliveryNotes, HookReader } from '#collect';

/** What is known of how messages come in, in memory. */
export interface Inbound {
  /** How the bodies of a source are read; undefined: it is no webhook. */
  hookOf(source: number): HookReader | undefined;
  /** How a workspace's events are completed; the same object until that changes. */
  enrichOf?(workspace: number): Enricher | undefined;
  /** Told how deliveries of webhooks end. */
  readonly deliveries?: Pick<DeliveryNotes, 'note'>;
}

const textAt = (raw: RawEvent['raw'], name: string): string => {
  const value: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, name) : undefined;
  return typeof value === 'string' ? value : '';
};

/** Notes for people how a delivery ended; nothing where the source is no webhook. What passed may turn out to be a duplicate. */
export function noteDelivery(inbound: Inbound | undefined, origin: Origin, { index, raw }: RawEvent, outcome: CleanOutcome): void {
  if (origin.hook === undefined || inbound?.deliveries === undefined) return;
  inbound.deliveries.note({
    ...placeOf({ origin, index }),
    topic: textAt(raw, 'topic'),
    outcome: outcome.kind === 'pass' ? 'passed' : outcome.kind === 'drop' ? 'dropped' : 'parked',
    reason: outcome.kind === 'pass' ? '' : outcome.reason,
    event: outcome.kind === 'pass' && !isEntity(outcome.value) ? outcome.value.name : '',
  });
}

const placeOf = ({ origin, index }: { readonly origin: Origin; readonly index: number }) => ({
  source: origin.sourceId,
  position: origin.position,
  item: index,
  receivedAt: origin.receivedAt,
});

/** One that came before: the sender has sent it again. */
export function noteRepeated(inbound: Inbound | undefined, item: { readonly origin: Origin; readonly index: number; readonly name?: string }): void {
  if (item.origin.hook === undefined || inbound?.deliveries === undefined) return;
  inbound.deliveries.note({ ...placeOf(item), topic: '', outcome: 'dropped', reason: 'duplicate', event: item.name ?? '' });
}
