import type { JsonObject, JsonValue } from '#kernel';

/** Properties that an SDK sends by itself → where `context` of Segment's specification has the same. */
export type Places = Readonly<Record<string, readonly [group: string, name: string]>>;

/** As page addresses name what led to them, for SDKs that send it under the same names. */
export const campaignPlaces: Places = {
  utm_source: ['campaign', 'source'],
  utm_medium: ['campaign', 'medium'],
  utm_campaign: ['campaign', 'name'],
  utm_term: ['campaign', 'term'],
  utm_content: ['campaign', 'content'],
};

/** Takes those out of the properties that have a place; of two that lead to one, the first counts. Those that `isNothing` are left out altogether. */
export function placed(
  properties: JsonObject,
  places: Places,
  isNothing: (name: string, value: JsonValue) => boolean,
): { readonly groups: JsonObject; readonly rest: JsonObject } {
  const groups: Record<string, JsonObject> = {};
  const rest: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (isNothing(name, value)) continue;
    const [group, member] = (Object.hasOwn(places, name) ? places[name] : undefined) ?? [];
    if (group === undefined || member === undefined) Object.defineProperty(rest, name, { value, enumerable: true, configurable: true, writable: true });
    else groups[group] = { [member]: value, ...groups[group] };
  }
  return { groups, rest };
}
