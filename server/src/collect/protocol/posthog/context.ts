import type { JsonObject, JsonValue } from '#kernel';
import { some } from '../message.ts';
import { campaignPlaces, placed, type Places } from '../places.ts';

/** Properties of the SDKs that have a place of their own in the context. */
const places: Places = {
  $current_url: ['page', 'url'],
  $pathname: ['page', 'path'],
  title: ['page', 'title'],
  $title: ['page', 'title'],
  $referrer: ['page', 'referrer'],
  ...campaignPlaces,
  $device_id: ['device', 'id'],
  $device_type: ['device', 'type'],
  $device_model: ['device', 'model'],
  $device_manufacturer: ['device', 'manufacturer'],
  $os: ['os', 'name'],
  $os_version: ['os', 'version'],
  $browser: ['browser', 'name'],
  $browser_version: ['browser', 'version'],
  $app_name: ['app', 'name'],
  $app_version: ['app', 'version'],
  $app_build: ['app', 'build'],
  $screen_width: ['screen', 'width'],
  $screen_height: ['screen', 'height'],
  $lib: ['library', 'name'],
  $lib_version: ['library', 'version'],
};

/** Said elsewhere in the message, or only of use to the SDK's maker. */
const left: ReadonlySet<string> = new Set([
  'distinct_id',
  'token',
  '$set',
  '$set_once',
  '$unset',
  '$insert_id',
  '$time',
  '$user_id',
  '$anon_distinct_id',
  '$initialization_time',
  '$configured_session_timeout_ms',
  '$config_defaults',
  '$recording_status',
  '$sdk_dist_channel',
  '$lib_custom_api_host',
  '$lib_rate_limit_remaining_tokens',
  '$process_person_profile',
]);

const isNothing = (name: string, value: JsonValue): boolean =>
  value === null || left.has(name) || name.startsWith('$sdk_debug') || ((name === '$referrer' || name === '$referring_domain') && value === '$direct');

/** What was said beside the event: `context` as Segment's specification has it, and the properties that are left. */
export function contextIn(sent: JsonObject): { readonly context: JsonObject; readonly properties: JsonObject } {
  const { groups, rest } = placed(sent, places, isNothing);
  const { $ip, $raw_user_agent, $browser_language, $timezone, ...properties } = rest;
  const context = some({ ...groups, ip: $ip, userAgent: $raw_user_agent, locale: $browser_language, timezone: $timezone });
  return { context: context ?? {}, properties };
}
