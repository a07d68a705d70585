import { isJsonObject, type JsonObject, placeInLog } from '#kernel';
import type { EventLog, Postgres } from '#platform';
import { decodeRecord } from '../decode/decode.ts';
import { readDeliveries } from './store/webhook.read.ts';

/** One of the last deliveries, with what it brought. */
export interface LastBody {
  readonly id: string;
  readonly receivedAt: Date;
  readonly topic: string;
  /** The item as mappings read it. */
  readonly raw: JsonObject;
}

const looked = 20;

/** The last bodies of a source, newest first: as the log has them; what an erasure or retention took is gone. */
export async function lastBodies(
  { pg, log }: { readonly pg: Postgres; readonly log: Pick<EventLog, 'at'> },
  source: number,
  topic?: string,
): Promise<readonly LastBody[]> {
  const rows = await readDeliveries(pg, source, looked, topic);
  return rows.flatMap(({ position, item, receivedAt, topic: said }): readonly LastBody[] => {
    const record = log.at(position);
    const event = record === undefined || record.sourceId !== source ? undefined : decodeRecord(record)[item];
    return event === undefined || 'invalid' in event || !isJsonObject(event.raw)
      ? []
      : [{ id: placeInLog(position, item), receivedAt, topic: said, raw: event.raw }];
  });
}
