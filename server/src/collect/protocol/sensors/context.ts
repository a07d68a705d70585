import { type JsonObject, objectAt } from '#kernel';
import { compact, reservedIn, some, textAt } from '../message.ts';
import { placed, type Places } from '../places.ts';

/** Preset properties that have a place of their own in the context. */
const places: Places = {
  $url: ['page', 'url'],
  $url_path: ['page', 'path'],
  $title: ['page', 'title'],
  $referrer: ['page', 'referrer'],
  $utm_source: ['campaign', 'source'],
  $utm_medium: ['campaign', 'medium'],
  $utm_campaign: ['campaign', 'name'],
  $utm_term: ['campaign', 'term'],
  $utm_content: ['campaign', 'content'],
  $device_id: ['device', 'id'],
  $model: ['device', 'model'],
  $manufacturer: ['device', 'manufacturer'],
  $device_type: ['device', 'type'],
  $os: ['os', 'name'],
  $os_version: ['os', 'version'],
  $app_name: ['app', 'name'],
  $app_version: ['app', 'version'],
  $app_id: ['app', 'id'],
  $screen_width: ['screen', 'width'],
  $screen_height: ['screen', 'height'],
  $carrier: ['network', 'carrier'],
  $network_type: ['network', 'type'],
  $wifi: ['network', 'wifi'],
  $country: ['location', 'country'],
  $province: ['location', 'province'],
  $city: ['location', 'city'],
};

/** What the SDKs write where they found nothing. */
const nothing: ReadonlySet<unknown> = new Set([
  '',
  '未取到',
  '未取到值',
  '未取到值_直接打开',
  '直接打开',
  '取值异常',
  'url的domain解析失败',
  'url的domain解析失败_直接打开',
]);
const isNothing = (name: string, value: unknown): boolean => name.startsWith('$') && nothing.has(value);

/** Which of the SDKs sent it: as its `$lib` says, so that names do not meet those of others. */
const libraryName = (lib: JsonObject, properties: JsonObject): string | undefined => {
  const name = textAt(lib['$lib']) ?? textAt(properties['$lib']);
  return name === undefined ? undefined : `sensors-${name.toLowerCase()}`;
};

/** What was said beside the event: `context` as Segment's specification has it, and the properties that are left. */
export function contextIn(item: JsonObject, original: string | undefined): { readonly context: JsonObject | undefined; readonly properties: JsonObject } {
  const properties = objectAt(item['properties']);
  const lib = objectAt(item['lib']);
  const { groups, rest } = placed(properties, places, isNothing);
  const { $lib, $lib_version, $ip, $user_agent, $browser_language, $is_login_id, ...left } = rest;
  const context = some({
    ...groups,
    library: some({ name: libraryName(lib, properties), version: textAt(lib['$lib_version']) ?? $lib_version }),
    ip: textAt($ip),
    userAgent: textAt($user_agent),
    locale: textAt($browser_language),
    originalEvent: original,
  });
  return { context, properties: left };
}

/** Traits: the preset ones lose their mark, where nothing else has that name. */
export function traitsIn(properties: JsonObject): JsonObject {
  const { own, reserved } = reservedIn(properties);
  return compact({ ...Object.fromEntries(Object.entries(reserved).map(([name, value]) => [name.slice(1), value])), ...own });
}
