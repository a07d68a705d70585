import { isJsonObject, type JsonObject, textOf } from '#kernel';
import type { Origin } from './event.ts';

/** Group of context → its names → the column of the event tables; where two lead to one column, the first known one counts. */
const fields: readonly (readonly [group: string, names: readonly (readonly [name: string, column: string])[]])[] = [
  [
    'page',
    [
      ['url', 'page_url'],
      ['path', 'page_path'],
      ['title', 'page_title'],
      ['referrer', 'page_referrer'],
      ['search', 'page_search'],
    ],
  ],
  [
    'campaign',
    [
      ['source', 'utm_source'],
      ['medium', 'utm_medium'],
      ['name', 'utm_campaign'],
      ['campaign', 'utm_campaign'],
      ['term', 'utm_term'],
      ['content', 'utm_content'],
    ],
  ],
  [
    'device',
    [
      ['id', 'device_id'],
      ['type', 'device_type'],
      ['model', 'device_model'],
    ],
  ],
  [
    'os',
    [
      ['name', 'os_name'],
      ['version', 'os_version'],
    ],
  ],
  ['browser', [['name', 'browser_name']]],
  [
    'traffic',
    [
      ['channel', 'traffic_channel'],
      ['source', 'traffic_source'],
    ],
  ],
  [
    'app',
    [
      ['name', 'app_name'],
      ['version', 'app_version'],
    ],
  ],
  [
    'location',
    [
      ['country', 'geo_country'],
      ['province', 'geo_province'],
      ['region', 'geo_province'],
      ['city', 'geo_city'],
    ],
  ],
  [
    'geo',
    [
      ['country', 'geo_country'],
      ['province', 'geo_province'],
      ['city', 'geo_city'],
    ],
  ],
];

const scalarText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? (textOf(value) ?? '') : '');

/** Well-known context as columns; what is unknown is left out. `channel` is the message's own field, or context.channel. */
export function columnsOf(raw: JsonObject, context: JsonObject, origin: Origin): Record<string, string> {
  const columns: Record<string, string> = {};
  const put = (column: string, text: string): void => {
    if (text !== '') columns[column] = text;
  };
  for (const [group, names] of fields) {
    const parent = context[group];
    if (!isJsonObject(parent)) continue;
    for (const [name, column] of names) if (columns[column] === undefined) put(column, scalarText(parent[name]));
  }
  put('channel', scalarText(raw['channel']) || scalarText(context['channel']));
  put('locale', scalarText(context['locale']));
  put('ip', scalarText(context['ip']) || origin.remoteAddress);
  put('user_agent', scalarText(context['userAgent']) || origin.userAgent);
  return columns;
}
