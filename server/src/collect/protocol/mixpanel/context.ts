import { type JsonObject, objectAt } from '#kernel';
import { some } from '../message.ts';
import { campaignPlaces, placed, type Places } from '../places.ts';

/** Properties of the SDKs that have a place of their own in the context. */
const places: Places = {
  $current_url: ['page', 'url'],
  current_url_path: ['page', 'path'],
  current_url_search: ['page', 'search'],
  current_page_title: ['page', 'title'],
  $referrer: ['page', 'referrer'],
  ...campaignPlaces,
  $device_id: ['device', 'id'],
  $device: ['device', 'type'],
  $model: ['device', 'model'],
  $manufacturer: ['device', 'manufacturer'],
  $os: ['os', 'name'],
  $os_version: ['os', 'version'],
  $browser: ['browser', 'name'],
  $browser_version: ['browser', 'version'],
  $app_version_string: ['app', 'version'],
  $screen_width: ['screen', 'width'],
  $screen_height: ['screen', 'height'],
  $lib_version: ['library', 'version'],
  $city: ['location', 'city'],
  $region: ['location', 'region'],
  mp_country_code: ['location', 'country'],
};

/** Said elsewhere in the message. */
const left: ReadonlySet<string> = new Set(['token', 'distinct_id', 'time', '$insert_id', '$user_id', '$anon_distinct_id', 'mp_sent_by_lib_version']);

/** What was said beside the event: `context` as Segment's specification has it, and the properties that are left. */
export function contextIn(sent: JsonObject): { readonly context: JsonObject; readonly properties: JsonObject } {
  const { groups, rest } = placed(sent, places, (name, value) => value === null || left.has(name) || (name === '$referrer' && value === '$direct'));
  const { mp_lib, ip, ...properties } = rest;
  const library = some({ name: typeof mp_lib === 'string' ? `mixpanel-${mp_lib}` : undefined, ...objectAt(groups['library']) });
  return { context: some({ ...groups, library, ip }) ?? {}, properties };
}
