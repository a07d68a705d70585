import type { CleanEvent } from '#clean';
import { flatRow, flatten } from '#kernel';

/** `2026-11-20 12:00:00.123`: what ClickHouse reads fastest; always UTC. */
export function clickhouseTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}

const numeric = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A property that has a typed column of its own: the number it is or is written as. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !numeric.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** One line of JSONEachRow for `event_feed`. Empty columns are left out: their default is empty. */
export function eventRow(event: CleanEvent, profileId: number): string {
  const { origin, properties, context } = event;
  const { traits: _traits, ...shownContext } = context;
  const revenue = numberOf(properties['revenue']);
  const currency = properties['currency'];
  return JSON.stringify({
    workspace: origin.workspace,
    event: event.name,
    origin_id: profileId,
    ts: clickhouseTime(event.ts),
    profile_id: profileId,
    message_id: event.messageId,
    type: event.type,
    source: origin.sourceName,
    received_at: clickhouseTime(origin.receivedAt),
    log_position: origin.position,
    log_index: event.index,
    identifiers: event.identifiers.map(({ kind, value }) => `${kind}=${value}`),
    ...(event.groupId === '' ? {} : { group_id: event.groupId }),
    ...event.columns,
    ...(event.isBot ? { is_bot: 1 } : {}),
    ...(event.isClamped ? { is_clamped: 1 } : {}),
    ...(revenue === undefined ? {} : { revenue }),
    ...(typeof currency === 'string' ? { currency } : {}),
    properties: flatRow(flatten(properties)),
    payload: JSON.stringify({ properties, context: shownContext }),
  });
}
