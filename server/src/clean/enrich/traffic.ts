import type { ChannelRule, TrafficChannel } from '@danqing/contracts';
import { hostOf } from './address.ts';
import { clickIds, mediums } from './channels.ts';
import { boughtOf, organicOf, type Site, siteNamed, siteOfHost } from './sites.ts';

/** What an event says of where its visit came from; '' is unknown. */
export interface Landing {
  readonly source: string;
  readonly medium: string;
  readonly campaign: string;
  readonly url: string;
  readonly referrer: string;
  /** Names of click ids in the address. */
  readonly clicks: readonly string[];
  /** The browser, as `agent.ts` names it: what is opened in an app has no referrer. */
  readonly browser: string;
}

export interface Traffic {
  readonly channel: TrafficChannel;
  /** The site or platform: a name of the table, a host, or utm_source as it stands. */
  readonly source: string;
}

export interface ChannelSettings {
  readonly rules: readonly ChannelRule[];
  /** Domains of the company: coming from one of these is no arrival. */
  readonly ownHosts: readonly string[];
}

const longestSource = 100;
const inApps: Readonly<Record<string, string>> = {
  WeChat: 'weixin',
  WeCom: 'wecom',
  Weibo: 'weibo',
  Douyin: 'douyin',
  Xiaohongshu: 'xiaohongshu',
  Kuaishou: 'kuaishou',
  Toutiao: 'toutiao_feed',
  Zhihu: 'zhihu',
  Bilibili: 'bilibili',
};

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

const tests = {
  is: (text: string, value: string) => text === value,
  contains: (text: string, value: string) => text.includes(value),
  startsWith: (text: string, value: string) => text.startsWith(value),
} as const;

function ruleFor({ rules }: ChannelSettings, landing: Landing): TrafficChannel | undefined {
  if (rules.length === 0) return undefined;
  const texts: Readonly<Record<ChannelRule['when'][number]['field'], string>> = {
    source: landing.source.toLowerCase(),
    medium: landing.medium.toLowerCase(),
    campaign: landing.campaign.toLowerCase(),
    referrer: landing.referrer.toLowerCase(),
    landing: landing.url.toLowerCase(),
  };
  return rules.find(({ when }) => when.length > 0 && when.every(({ field, op, value }) => tests[op](texts[field], value.toLowerCase())))?.channel;
}

/**
 * Where a visit comes from. Own rules first; then what an advertising network appended, then the campaign's parameters, then the referrer, then the app that an address was opened in. Of nothing: direct.
 * The same words always give the same answer.
 */
export function trafficOf(landing: Landing, settings: ChannelSettings): Traffic {
  const source = landing.source.trim().toLowerCase();
  const referrer = hostOf(landing.referrer);
  const site = source === '' ? siteOfHost(referrer) : siteNamed(source);
  const named = (site?.name ?? (source === '' ? referrer : source)).slice(0, longestSource);
  const own = ruleFor(settings, landing);
  if (own !== undefined) return { channel: own, source: named };

  const medium = landing.medium.trim().toLowerCase();
  const said = medium === '' ? undefined : mediums.find(({ test }) => test.test(medium))?.channel;
  const clicked = clickOf(landing);
  // What a network appended is surer than what people wrote, but for those that append it to everything.
  if (clicked !== undefined && !(clicked.channel === 'organic_social' && said !== undefined)) return clicked;
  if (said !== undefined) return { channel: saidOf(said, site), source: named };
  if (source !== '') return { channel: ofSource(source, site), source: named };
  if (medium !== '' || landing.campaign !== '') return { channel: 'other', source: named };
  return referrer === '' ? openedIn(landing) : cameFrom(referrer, site, landing, settings);
}

function clickOf({ clicks: [click] }: Landing): Traffic | undefined {
  const known = click === undefined ? undefined : clickIds[click];
  return known === undefined ? undefined : { channel: known.channel, source: known.source };
}

/** What utm_medium said, made of what sort of site utm_source is. */
function saidOf(said: TrafficChannel | 'paid' | 'organic', site: Site | undefined): TrafficChannel {
  if (said === 'paid') return boughtOf(site);
  if (said !== 'organic') return said;
  return site === undefined ? 'organic_search' : organicOf(site);
}

/** utm_source alone: a site that is known, or a word that is one of a medium (newsletter). */
function ofSource(source: string, site: Site | undefined): TrafficChannel {
  if (site !== undefined) return organicOf(site);
  const word = mediums.find(({ test, channel }) => channel !== 'paid' && channel !== 'organic' && test.test(source));
  return word === undefined ? 'other' : saidOf(word.channel, undefined);
}

/** Nobody says where from: the app that it was opened in, or nowhere. */
function openedIn({ browser }: Landing): Traffic {
  const app = inApps[browser];
  const site = app === undefined ? undefined : siteNamed(app);
  return site === undefined ? { channel: 'direct', source: '' } : { channel: organicOf(site), source: site.name };
}

const inside: Traffic = { channel: 'internal', source: '' };

function cameFrom(referrer: string, site: Site | undefined, { url }: Landing, { ownHosts }: ChannelSettings): Traffic {
  const here = hostOf(url);
  if (referrer === here || ownHosts.some((domain) => isWithin(referrer, domain))) return inside;
  if (site !== undefined) return { channel: organicOf(site), source: site.name };
  return isSameCompany(referrer, here) ? inside : { channel: 'referral', source: referrer.slice(0, longestSource) };
}

/** shop.example.com and example.com are one house; of .com.cn and the like the part before decides too. */
function isSameCompany(a: string, b: string): boolean {
  const [x, y] = [houseOf(a), houseOf(b)];
  return x !== '' && x === y;
}

const secondLevel: ReadonlySet<string> = new Set(['com', 'co', 'net', 'org', 'gov', 'edu', 'ac']);

function houseOf(host: string): string {
  const parts = host.split('.');
  if (parts.length < 2 || /^\d+$/.test(parts.at(-1) ?? '')) return '';
  const wide = (parts.at(-1)?.length ?? 0) === 2 && secondLevel.has(parts.at(-2) ?? '');
  return parts.slice(wide ? -3 : -2).join('.');
}
