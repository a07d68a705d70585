import { share, stream } from '../random.ts';
import type { World } from '../world.ts';
import type { Person } from './person.ts';

const DAY = 86_400_000;

export const marketingChannels = ['sms', 'email', 'wechat'] as const;
export type MarketingChannel = (typeof marketingChannels)[number];

/** Something a customer allowed or refused, with when and where. */
export interface SaidConsent {
  readonly purpose: 'marketing' | 'profiling';
  /** Absent: the whole purpose. */
  readonly channel?: MarketingChannel;
  readonly state: 'granted' | 'refused';
  readonly at: number;
  readonly expiresAt?: number;
  readonly source: string;
  readonly proof: string;
}

/**
 * What one customer said in the course of the story, oldest first. Four in five allow marketing when they join, for two years at some tills; one in four of them later stops the
 * text messages, one in ten the e-mails, and one in twenty everything; some of these come back for WeChat alone.
 */
export function consentsOf({ options: { seed }, until }: World, person: Person): readonly SaidConsent[] {
  const draw = (purpose: number): number => share(seed, stream.consent, person.index, purpose);
  const joined = Math.min(person.joinedAt, until - DAY);
  const later = (purpose: number): number => Math.floor(joined + (0.1 + 0.85 * draw(purpose)) * (until - joined));
  const proof = `membership-form-v${1 + Math.floor(draw(9) * 3)}`;
  const isGranted = draw(1) < 0.8;
  const base: SaidConsent = { purpose: 'marketing', state: isGranted ? 'granted' : 'refused', at: joined, source: 'membership', proof };
  const said: SaidConsent[] = [isGranted && draw(2) < 0.15 ? { ...base, expiresAt: joined + 730 * DAY } : base];
  said.push({ purpose: 'profiling', state: draw(3) < 0.9 ? 'granted' : 'refused', at: joined, source: 'membership', proof });
  if (isGranted && draw(4) < 0.25) said.push({ purpose: 'marketing', channel: 'sms', state: 'refused', at: later(5), source: 'sms-reply', proof: 'TD' });
  if (isGranted && draw(6) < 0.1) said.push({ purpose: 'marketing', channel: 'email', state: 'refused', at: later(7), source: 'unsubscribe-link', proof: '' });
  if (isGranted && draw(8) < 0.05) {
    const at = later(10);
    said.push({ purpose: 'marketing', state: 'refused', at, source: 'service-call', proof: '' });
    if (draw(11) < 0.3 && person.unionid !== undefined) {
      said.push({ purpose: 'marketing', channel: 'wechat', state: 'granted', at: Math.floor((at + until) / 2), source: 'miniprogram', proof });
    }
  }
  return said.sort((a, b) => a.at - b.at);
}

const latest = (said: readonly SaidConsent[], channel: MarketingChannel | undefined, at: number): SaidConsent | undefined => {
  const last = said.findLast((one) => one.channel === channel && one.at <= at);
  return last?.expiresAt !== undefined && last.expiresAt <= at ? undefined : last;
};

/** What stands at a moment: of the channel's word and the one for the whole purpose the later, of one moment the refusal. */
export function isAllowed(all: readonly SaidConsent[], purpose: SaidConsent['purpose'], channel: MarketingChannel | undefined, at: number): boolean {
  const said = all.filter((one) => one.purpose === purpose);
  const words = [latest(said, undefined, at), channel === undefined ? undefined : latest(said, channel, at)].filter((one) => one !== undefined);
  const newest = words.reduce((time, one) => Math.max(time, one.at), 0);
  const deciding = words.filter((one) => one.at === newest);
  return deciding.length > 0 && deciding.every(({ state }) => state === 'granted');
}
