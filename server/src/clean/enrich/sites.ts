import type { TrafficChannel } from '@danqing/contracts';
import { type SiteKind, sites } from './channels.ts';

export interface Site {
  readonly name: string;
  readonly kind: SiteKind;
}

const byDomain = new Map<string, Site>();
const byName = new Map<string, Site>();
for (const [name, { kind, domains, names = [] }] of Object.entries(sites)) {
  const site = { name, kind };
  for (const domain of domains) byDomain.set(domain, site);
  byName.set(name, site);
  for (const one of names) byName.set(one, site);
}

/** The site a host belongs to, by the longest domain that is known. */
export function siteOfHost(host: string): Site | undefined {
  for (let domain = host; domain !== ''; ) {
    const site = byDomain.get(domain);
    if (site !== undefined) return site;
    const dot = domain.indexOf('.');
    domain = dot === -1 ? '' : domain.slice(dot + 1);
  }
  // Google has a domain in each country.
  return /(^|\.)google\.[a-z]{2,3}(\.[a-z]{2})?$/.test(host) ? byName.get('google') : undefined;
}

/** The site that utm_source names: by its name, another one, or a domain. */
export const siteNamed = (source: string): Site | undefined => byName.get(source) ?? (source.includes('.') ? siteOfHost(source) : undefined);

const organic: Readonly<Record<SiteKind, TrafficChannel>> = {
  search: 'organic_search',
  social: 'organic_social',
  video: 'video',
  email: 'email',
  ai: 'ai',
  shop: 'referral',
  payment: 'internal',
};
const bought: Readonly<Record<SiteKind, TrafficChannel>> = {
  search: 'paid_search',
  social: 'paid_social',
  video: 'paid_video',
  email: 'email',
  ai: 'paid_search',
  shop: 'display',
  payment: 'other',
};

export const organicOf = ({ kind }: Site): TrafficChannel => organic[kind];
export const boughtOf = (site: Site | undefined): TrafficChannel => (site === undefined ? 'display' : bought[site.kind]);
