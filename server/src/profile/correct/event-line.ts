import type { CleanEvent } from '#clean';
import { isJsonObject, type JsonObject, placeInLog } from '#kernel';
import { numberOf, propertiesText } from '../event-row.ts';

/** A line for `event_stage`: an event with the properties that it has now. Of its context only what the rules did is written anew. */
export function correctedLine(event: CleanEvent, originId: number, stored: JsonObject, listPaths: Set<string>): string {
  const { origin, index, properties, context } = event;
  const kept = isJsonObject(stored['context']) ? stored['context'] : {};
  const { cleaning: _before, ...rest } = kept;
  const cleaning = context['cleaning'];
  const currency = properties['currency'];
  return JSON.stringify({
    place: placeInLog(origin.position, index),
    log_position: origin.position,
    log_index: index,
    origin_id: originId,
    event: event.name,
    revenue: numberOf(properties['revenue']) ?? null,
    currency: typeof currency === 'string' ? currency : '',
    properties: propertiesText(properties, listPaths),
    payload: JSON.stringify({ properties, context: cleaning === undefined ? rest : { ...rest, cleaning } }),
  });
}
