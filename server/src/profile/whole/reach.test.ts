import { describe, expect, it } from 'vitest';
import type { ConsentRecord } from '#govern';
import { reachOf } from './reach.ts';
import { wholeOf } from './testing.ts';

const at = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const tally = (lastAt: number, recent = 0) => ({ count: 1, recent, firstAt: lastAt, lastAt });
const consent = (state: 'granted' | 'refused', channel: string, more: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: 1,
  originId: 1,
  purpose: 'marketing',
  channel,
  state,
  at: at - 10 * day,
  expiresAt: null,
  source: 'form',
  proof: '',
  ...more,
});
const phone = [{ kind: 'phone', value: '+8613800138000' }];
const of = (channel: string, whole: Parameters<typeof wholeOf>[0]) => reachOf(wholeOf({ at, ...whole }), 'marketing').find((one) => one.channel === channel);
const why = (channel: string, whole: Parameters<typeof wholeOf>[0]) => of(channel, whole)?.obstacles.map((obstacle) => obstacle.why);

describe('a channel', () => {
  it('is closed to everybody who never said yes', () => {
    expect(why('sms', { identifiers: phone })).toEqual(['no_consent']);
    expect(why('sms', { identifiers: phone, consents: [consent('granted', '')] })).toEqual([]);
  });

  it('is closed by a refusal, by a yes that has run out, and for another purpose', () => {
    expect(of('sms', { identifiers: phone, consents: [consent('granted', ''), consent('refused', 'sms', { id: 2, at: at - day })] })?.obstacles).toEqual([
      { why: 'refused', at: new Date(at - day).toISOString(), source: 'form' },
    ]);
    expect(why('sms', { identifiers: phone, consents: [consent('granted', 'sms', { expiresAt: at - 1 })] })).toEqual(['expired']);
    expect(why('sms', { identifiers: phone, consents: [consent('granted', '', { purpose: 'profiling' })] })).toEqual(['no_consent']);
  });

  it('of text messages needs a number that takes them; a letter needs a street', () => {
    expect(why('sms', { identifiers: [{ kind: 'phone', value: '+862161234567' }], consents: [consent('granted', '')] })).toEqual(['no_mobile']);
    expect(why('phone', { identifiers: [{ kind: 'phone', value: '+862161234567' }], consents: [consent('granted', '')] })).toEqual([]);
    expect(why('mail', { traits: new Map([['address.street', 'x']]), consents: [consent('granted', '')] })).toEqual([]);
    expect(why('email', { consents: [consent('granted', '')] })).toEqual(['no_identifier']);
  });

  it('is closed by what came back, until something got through again', () => {
    const email = { identifiers: [{ kind: 'email', value: 'a@b.cn' }], consents: [consent('granted', '')] };
    expect(why('email', { ...email, events: new Map([['Email Bounced', tally(at - day)]]) })).toEqual(['bounced']);
    expect(
      why('email', {
        ...email,
        events: new Map([
          ['Email Bounced', tally(at - 2 * day)],
          ['Email Delivered', tally(at - day)],
        ]),
      }),
    ).toEqual([]);
    expect(
      why('email', {
        ...email,
        events: new Map([
          ['Unsubscribed', tally(at - 2 * day)],
          ['Email Delivered', tally(at - day)],
        ]),
      }),
    ).toEqual(['unsubscribed']);
  });

  it('is closed, as all others, by whoever asked to be left alone', () => {
    const asked = reachOf(wholeOf({ at, identifiers: phone, consents: [consent('granted', '')], traits: new Map([['doNotContact', true]]) }), 'marketing');
    expect(asked.some(({ isReachable }) => isReachable)).toBe(false);
  });

  it('tells how often it touched them this week, and when last', () => {
    const events = new Map([
      ['WeCom Message Delivered', tally(at - day, 2)],
      ['WeCom Link Clicked', tally(at - day, 1)],
      ['SMS Delivered', tally(at - 30 * day)],
    ]);
    expect(of('wecom', { events })).toMatchObject({ touches: 2, opened: 1, lastTouchAt: new Date(at - day).toISOString() });
    expect(of('sms', { events })).toMatchObject({ touches: 0, opened: 0, lastTouchAt: new Date(at - 30 * day).toISOString() });
  });
});
