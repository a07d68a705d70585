import { isJsonObject, type JsonObject, placeInLog } from '#kernel';
import type { ClickHouse } from '#platform';

/** What an event keeps: when, what, where it came from, on what sort of device; nothing that tells one person from another. */
const kept = [
  'workspace',
  'event',
  'ts',
  'type',
  'source',
  'received_at',
  'log_position',
  'log_index',
  'channel',
  'traffic_channel',
  'traffic_source',
  'browser_name',
  'page_path',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'device_type',
  'device_model',
  'os_name',
  'os_version',
  'app_name',
  'app_version',
  'locale',
  'geo_country',
  'geo_province',
  'is_bot',
  'is_clamped',
  'revenue',
  'currency',
  'properties',
];

const page = `
  SELECT ${kept.join(', ')}, payload FROM event_timeline
  WHERE workspace = {workspace:UInt32} AND origin_id IN {homes:Array(UInt64)} AND type IN ('track', 'page', 'screen') AND (log_position, log_index) > ({position:UInt64}, {index:UInt32})
  ORDER BY log_position, log_index LIMIT {limit:UInt32}`;

interface Row extends JsonObject {
  readonly log_position: number;
  readonly log_index: number;
  readonly payload: string;
}

const rowsEach = 5000;

/**
 * Writes the events of some homes again, under a profile of nobody. Order and tokens are the same at every attempt, so that one that is repeated writes nothing twice; theirs must
 * still be there. `clear`: properties without anything personal.
 */
export async function keepAnonymously(
  clickhouse: ClickHouse,
  { workspace, homes, nobody }: { readonly workspace: number; readonly homes: readonly number[]; readonly nobody: number },
  clear: (properties: JsonObject) => JsonObject,
): Promise<void> {
  let [position, index] = [0, 0];
  for (;;) {
    const rows: readonly Row[] = await clickhouse.query<Row>(page, { workspace, homes, position, index, limit: rowsEach }, { lane: 'pipeline' });
    const last = rows.at(-1);
    if (last === undefined) return;
    const lines = rows.map(({ payload, ...row }) => {
      const sent: unknown = JSON.parse(payload);
      const properties = isJsonObject(sent) && isJsonObject(sent['properties']) ? clear(sent['properties']) : {};
      const stored = isJsonObject(row['properties']) ? clear(row['properties']) : {};
      const place = placeInLog(row.log_position, row.log_index);
      return JSON.stringify({
        ...row,
        origin_id: nobody,
        profile_id: nobody,
        message_id: `anonymous:${place}`,
        properties: stored,
        payload: JSON.stringify({ properties, context: {} }),
      });
    });
    await clickhouse.insert('event_feed', Buffer.from(lines.join('\n')), { token: `anonymous:${nobody}:${placeInLog(last.log_position, last.log_index)}` });
    [position, index] = [last.log_position, last.log_index];
  }
}
