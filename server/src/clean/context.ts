import { isJsonObject, type JsonObject, textOf } from '#kernel';
import type { Origin } from './event.ts';

/** Column of the event tables ← path in context; the first known one counts. */
const fields: readonly (readonly [column: string, ...paths: (readonly [string, string])[]])[] = [
  ['page_url', ['page', 'url']],
  ['page_path', ['page', 'path']],
  ['page_title', ['page', 'title']],
  ['page_referrer', ['page', 'referrer']],
  ['page_search', ['page', 'search']],
  ['utm_source', ['campaign', 'source']],
  ['utm_medium', ['campaign', 'medium']],
  ['utm_campaign', ['campaign', 'name'], ['campaign', 'campaign']],
  ['utm_term', ['campaign', 'term']],
  ['utm_content', ['campaign', 'content']],
  ['device_id', ['device', 'id']],
  ['device_type', ['device', 'type']],
  ['device_model', ['device', 'model']],
  ['os_name', ['os', 'name']],
  ['os_version', ['os', 'version']],
  ['app_name', ['app', 'name']],
  ['app_version', ['app', 'version']],
  ['geo_country', ['location', 'country'], ['geo', 'country']],
  ['geo_province', ['location', 'province'], ['location', 'region'], ['geo', 'province']],
  ['geo_city', ['location', 'city'], ['geo', 'city']],
];

const scalarText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? (textOf(value) ?? '') : '');

/** Well-known context as columns; what is unknown is left out. `channel` is the message's own field, or context.channel. */
export function columnsOf(raw: JsonObject, context: JsonObject, origin: Origin): Record<string, string> {
  const columns: Record<string, string> = {};
  const put = (column: string, text: string): void => {
    if (text !== '') columns[column] = text;
  };
  for (const [column, ...paths] of fields) {
    for (const [group, name] of paths) {
      const parent = context[group];
      const text = isJsonObject(parent) ? scalarText(parent[name]) : '';
      if (text !== '') {
        columns[column] = text;
        break;
      }
    }
  }
  put('channel', scalarText(raw['channel']) || scalarText(context['channel']));
  put('locale', scalarText(context['locale']));
  put('ip', scalarText(context['ip']) || origin.remoteAddress);
  put('user_agent', scalarText(context['userAgent']) || origin.userAgent);
  return columns;
}
