import type { PlanMessages } from '@danqing/contracts';
import { decodeRecord } from '#collect';
import type { SourceDirectory } from '#govern';
import type { EventLog } from '#platform';

const longestRaw = 32_000;

/** Messages by their places, as the log still has them. */
export function messagesAt(
  { log, sources }: { readonly log: Pick<EventLog, 'at'>; readonly sources: SourceDirectory },
  workspace: number,
  places: readonly string[],
): PlanMessages['items'] {
  return places.flatMap((place) => {
    const [position = 0, index = 0] = place.split('-').map(Number);
    const record = log.at(position);
    const source = record && sources.byId(record.sourceId);
    const raw = record && decodeRecord(record)[index]?.raw;
    if (record === undefined || raw === undefined || source?.workspace !== workspace) return [];
    return [{ place, receivedAt: new Date(record.receivedAt).toISOString(), source: source.name, raw: (JSON.stringify(raw) ?? 'null').slice(0, longestRaw) }];
  });
}
