import { isJsonObject, type JsonObject, type JsonValue, objectAt } from '#kernel';
import { placeInContext } from '../context.ts';
import { parametersOf } from './address.ts';
import { agentOf } from './agent.ts';
import { clickIds, isTrafficChannel } from './channels.ts';
import type { PlaceOf } from './place.ts';
import { type ChannelSettings, type Landing, type Traffic, trafficOf } from './traffic.ts';

/** How a workspace's events are completed: compiled, immutable. */
export interface Enricher {
  readonly channels: ChannelSettings;
  /** Undefined where nobody brought a data file. */
  readonly placeOf: PlaceOf | undefined;
}

/** What an event is completed from. */
export interface Enriched {
  readonly type: string;
  readonly context: JsonObject;
  /** Well-known context as it was sent; what is found is put in beside it. */
  readonly columns: Record<string, string>;
  readonly isBot: boolean;
  /** The agent of whoever did it; '' where a server speaks for others. */
  readonly agent: string;
}

const utm: readonly string[] = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];
const isWanted = (name: string): boolean => utm.includes(name) || Object.hasOwn(clickIds, name);
/** Entrances that are no screens. */
const offline = /^(offline|store|pos|retail|线下|门店|收银)$/i;

/**
 * Completes an event in place of what its sender left out: device, system and browser by the agent; campaign by the address; where the visit came from; the place of its network address.
 * What was sent is never overwritten. Gives the context with what was found, under `enriched` the names of it; `columns` gets the same. Pure but for memory of agents and addresses.
 */
export function enrich({ type, context, columns, isBot, agent }: Enriched, { channels, placeOf }: Enricher): JsonObject {
  const found: string[] = [];
  const put = (column: string, text: string): void => {
    if (text === '' || (columns[column] ?? '') !== '') return;
    columns[column] = text;
    found.push(column);
  };
  const { device, model, os, osVersion, browser } = agentOf(agent, isBot);
  // A system that the sender named keeps its own version; one that was found brings its own.
  const isSystemSent = columns['os_name'] !== undefined;
  put('device_type', device);
  if (columns['device_type'] === device) put('device_model', model);
  put('os_name', os);
  if (!isSystemSent) put('os_version', osVersion);
  put('browser_name', browser);
  const clicks = campaignOf(columns, put);
  if (!isBot) trafficIn({ type, columns, clicks, browser }, channels, put);
  if (placeOf !== undefined && columns['geo_country'] === undefined && columns['geo_city'] === undefined) {
    const place = placeOf(columns['ip'] ?? '');
    put('geo_country', place?.country ?? '');
    put('geo_province', place?.province ?? '');
    put('geo_city', place?.city ?? '');
  }
  return found.length === 0 ? context : withFound(context, columns, found);
}

type Put = (column: string, text: string) => void;

/** The campaign in the page's address, where the message itself names none; gives the click ids in it. */
function campaignOf(columns: Readonly<Record<string, string>>, put: Put): readonly string[] {
  const address = columns['page_url'] ?? columns['page_search'] ?? '';
  const parameters = address.includes('?') ? parametersOf(address, isWanted) : undefined;
  if (parameters === undefined) return [];
  // All or nothing: half of one campaign and half of another are none.
  const isSent = columns['utm_source'] !== undefined || columns['utm_medium'] !== undefined || columns['utm_campaign'] !== undefined;
  if (!isSent) for (const name of utm) put(name, parameters.get(name) ?? '');
  return [...parameters.keys()].filter((name) => Object.hasOwn(clickIds, name));
}

interface Seen {
  readonly type: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly clicks: readonly string[];
  readonly browser: string;
}

const landingOf = (columns: Readonly<Record<string, string>>, clicks: readonly string[], browser: string): Landing => ({
  source: columns['utm_source'] ?? '',
  medium: columns['utm_medium'] ?? '',
  campaign: columns['utm_campaign'] ?? '',
  url: columns['page_url'] ?? '',
  referrer: columns['page_referrer'] ?? '',
  clicks,
  browser,
});

const isTold = ({ source, medium, campaign, clicks }: Landing): boolean => source !== '' || medium !== '' || campaign !== '' || clicks.length > 0;

function trafficIn({ type, columns, clicks, browser }: Seen, channels: ChannelSettings, put: Put): void {
  const sent = columns['traffic_channel'];
  if (sent !== undefined && isTrafficChannel(sent)) return;
  if (offline.test(columns['channel'] ?? '')) {
    put('traffic_channel', 'offline');
    return;
  }
  const isPage = type === 'page' || (type === 'screen' && columns['page_url'] !== undefined);
  const landing = landingOf(columns, clicks, isPage ? browser : '');
  if (!isPage && !isTold(landing) && landing.referrer === '') return;
  const traffic: Traffic = trafficOf(landing, channels);
  // What happens on a page says where the page was come to from only where that was from outside.
  if (!isPage && (traffic.channel === 'direct' || traffic.channel === 'internal')) return;
  put('traffic_channel', traffic.channel);
  put('traffic_source', traffic.source);
}

function withFound(context: JsonObject, columns: Readonly<Record<string, string>>, found: readonly string[]): JsonObject {
  const result: Record<string, JsonValue> = { ...context };
  const names: string[] = [];
  for (const column of found) {
    const place = placeInContext.get(column);
    if (place === undefined) continue;
    const [group, name] = place;
    const parent = result[group];
    // A group that the sender wrote as something else stays as it is; the column has what was found.
    if (parent === undefined || parent === null || isJsonObject(parent)) result[group] = { ...objectAt(parent), [name]: columns[column] ?? '' };
    names.push(`${group}.${name}`);
  }
  result['enriched'] = names;
  return result;
}
