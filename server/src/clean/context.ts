import { isJsonObject, type JsonObject, textOf } from '#kernel';

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

/** Column → where the context has the same; `location` is another name of `geo`, and of two names in a group the first is meant. */
export const placeInContext: ReadonlyMap<string, readonly [group: string, name: string]> = new Map(
  fields
    .filter(([group]) => group !== 'location')
    .flatMap(([group, names]) => names.map(([name, column]) => [column, [group, name] as const] as const))
    .toReversed(),
);

const scalarText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? (textOf(value) ?? '') : '');

/** What the request itself says of who sent it. */
interface Caller {
  readonly remoteAddress: string;
  readonly userAgent: string;
}

/** Well-known context as columns; what is unknown is left out. `channel` is the message's own field, or context.channel. */
export function columnsOf(raw: JsonObject, context: JsonObject, origin: Caller): Record<string, string> {
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
