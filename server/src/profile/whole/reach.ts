import { type Reach, type ReachChannel, reachChannels } from '@danqing/contracts';
import { effectiveConsent } from '#govern';
import { familyOf, traitOf, traitPaths, type Whole } from './whole.ts';

type Obstacle = Reach['obstacles'][number];

interface Way {
  /** Kinds of identifier by which messages find somebody. */
  readonly kinds: readonly string[];
  /** Traits that do as well. */
  readonly traits: readonly string[];
  /** The first words of the names of its events: `SMS Delivered`, `SMS Link Clicked`. */
  readonly events: string | undefined;
  /** Names under which consents may speak of it. */
  readonly consents: readonly string[];
}

const ways: Readonly<Record<ReachChannel, Way>> = {
  sms: { kinds: ['phone'], traits: [], events: 'SMS', consents: ['sms'] },
  phone: { kinds: ['phone'], traits: [], events: 'Call', consents: ['phone', 'call'] },
  email: { kinds: ['email'], traits: [], events: 'Email', consents: ['email'] },
  wecom: { kinds: ['external_userid', 'wecom', 'unionid'], traits: [], events: 'WeCom', consents: ['wecom'] },
  wechat: { kinds: ['openid'], traits: [], events: 'WeChat', consents: ['wechat'] },
  push: { kinds: ['push_token', 'device_token'], traits: traitPaths.pushToken, events: 'Push Notification', consents: ['push', 'app'] },
  mail: { kinds: [], traits: traitPaths.street, events: 'Mail', consents: ['mail', 'post'] },
};

/** Events that speak against a channel until a later one of the second kind. */
const refusals: readonly (readonly [why: Obstacle['why'], said: readonly string[], undoneBy: readonly string[]])[] = [
  ['unsubscribed', ['Unsubscribed', 'Link Unsubscribed'], ['Subscribed', 'Resubscribed']],
  ['spam', ['Marked as Spam'], ['Subscribed', 'Resubscribed']],
  ['bounced', ['Bounced', 'Message Bounced', 'Failed', 'Message Failed'], ['Delivered', 'Message Delivered', 'Opened', 'Message Opened', 'Link Clicked']],
];
const touched = ['Delivered', 'Message Delivered', 'Received', 'Answered'];
const answered = ['Opened', 'Message Opened', 'Link Clicked', 'Message Link Clicked', 'Tapped'];

/** Mainland mobile numbers by their form; of other countries every number may be one. */
const takesTexts = (phone: string): boolean => !phone.startsWith('+86') || /^\+861[3-9]\d{9}$/.test(phone);
const momentOf = (ms: number): string => new Date(ms).toISOString();
const plain = (why: Obstacle['why']): Obstacle => ({ why, at: null, source: null });

function addressObstacle(whole: Whole, channel: ReachChannel, { kinds, traits }: Way): Obstacle | undefined {
  const held = whole.identifiers.filter(({ kind }) => kinds.includes(familyOf(kind)));
  if (held.length === 0 && traitOf(whole, traits) === undefined) return plain('no_identifier');
  return channel === 'sms' && !held.some(({ value }) => takesTexts(value)) ? plain('no_mobile') : undefined;
}

/** The name under which this workspace speaks of the channel; the first one where nobody did. */
function consentObstacle({ consents, at }: Whole, purpose: string, { consents: names }: Way): Obstacle | undefined {
  const spoken = names.find((name) => consents.some((record) => record.purpose === purpose && record.channel === name)) ?? names[0] ?? '';
  const { state, reason, record } = effectiveConsent(consents, purpose, spoken, at);
  if (state === 'granted') return undefined;
  const said = record === undefined ? { at: null, source: null } : { at: momentOf(record.at), source: record.source };
  return { why: state === 'refused' ? 'refused' : reason === 'expired' ? 'expired' : 'no_consent', ...said };
}

/** In the common e-mail vocabulary (Segment spec) an unsubscription has no first word. */
const namesOf = (prefix: string, ending: string): readonly string[] =>
  prefix === 'Email' && ending === 'Unsubscribed' ? ['Email Unsubscribed', 'Unsubscribed'] : [`${prefix} ${ending}`];

const lastOf = ({ events }: Whole, prefix: string, endings: readonly string[]): number | undefined =>
  endings
    .flatMap((ending) => namesOf(prefix, ending))
    .reduce<number | undefined>((latest, name) => {
      const at = events.get(name)?.lastAt;
      return at === undefined || (latest !== undefined && latest >= at) ? latest : at;
    }, undefined);

const eventObstacles = (whole: Whole, prefix: string): readonly Obstacle[] =>
  refusals.flatMap(([why, said, undoneBy]) => {
    const at = lastOf(whole, prefix, said);
    if (at === undefined || (lastOf(whole, prefix, undoneBy) ?? 0) > at) return [];
    return [{ why, at: momentOf(at), source: null }];
  });

const recentOf = ({ events }: Whole, prefix: string, endings: readonly string[]): number =>
  endings.reduce((sum, ending) => sum + (events.get(`${prefix} ${ending}`)?.recent ?? 0), 0);

/**
 * By each channel: whether a message for this purpose may and can go out, everything that stands in its way, and how often they were touched within `touchDays`. Fails closed:
 * without a word of consent nobody is reachable.
 */
export const reachOf = (whole: Whole, purpose: string): Reach[] =>
  reachChannels.map((channel) => {
    const way = ways[channel];
    const asked = traitOf(whole, traitPaths.doNotAsk);
    const obstacles = [
      addressObstacle(whole, channel, way) ?? [],
      asked !== undefined && (asked.value === true || asked.value === 'true') ? plain('asked_not_to') : [],
      consentObstacle(whole, purpose, way) ?? [],
      way.events === undefined ? [] : eventObstacles(whole, way.events),
    ].flat();
    const lastTouch = way.events === undefined ? undefined : lastOf(whole, way.events, touched);
    return {
      channel,
      isReachable: obstacles.length === 0,
      obstacles,
      touches: way.events === undefined ? 0 : recentOf(whole, way.events, touched),
      opened: way.events === undefined ? 0 : recentOf(whole, way.events, answered),
      lastTouchAt: lastTouch === undefined ? null : momentOf(lastTouch),
    };
  });
