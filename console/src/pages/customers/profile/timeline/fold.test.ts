import type { LifeEvent } from '@danqing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, type Entry } from './fold.ts';

let made = 0;
const said = (event: string, timestamp: string, more: Partial<LifeEvent> = {}): LifeEvent => ({
  messageId: `m${++made}`,
  type: 'track',
  event,
  timestamp: new Date(timestamp).toISOString(),
  receivedAt: timestamp,
  source: 'web',
  identifiers: [],
  isBot: false,
  isClamped: false,
  properties: {},
  context: {},
  channel: '',
  ...more,
});
const page = { page: { url: 'https://shop.cn/p/1' } };
/** On a page of the shop. */
const seen = (event: string, timestamp: string): LifeEvent => said(event, timestamp, { context: page });
const utcDay = (timestamp: string): string => timestamp.slice(0, 10);
const kindsOf = (events: readonly LifeEvent[]): readonly string[] => daysOf(events, utcDay).flatMap(({ entries }) => entries.map(({ kind }) => kind));

describe('a timeline', () => {
  it('is parted by days, and says how long nothing happened', () => {
    const days = daysOf([said('A', '2026-03-10T08:00Z'), said('B', '2026-03-10T07:00Z'), said('C', '2026-03-01T07:00Z')], utcDay);
    expect(days.map(({ day, count, silentDays }) => [day, count, silentDays])).toEqual([
      ['2026-03-10', 2, 8],
      ['2026-03-01', 1, 0],
    ]);
  });

  it('folds the same event again and again, but not twice, and no orders', () => {
    const thrice = [1, 2, 3].map((minute) => said('SMS Delivered', `2026-03-10T08:0${4 - minute}Z`));
    expect(kindsOf(thrice)).toEqual(['run']);
    expect(kindsOf(thrice.slice(0, 2))).toEqual(['event', 'event']);
    const order = { id: '1', value: 1, refunded: 0, currency: 'CNY' };
    expect(kindsOf(thrice.map((event) => ({ ...event, order })))).toEqual(['event', 'event', 'event']);
  });

  it('folds browsing without a pause of half an hour into a visit that says how long and how many products', () => {
    const visit = [seen('Product Viewed', '2026-03-10T08:40Z'), seen('Product Added', '2026-03-10T08:20Z'), seen('Product Viewed', '2026-03-10T08:00Z')];
    expect(daysOf(visit, utcDay)[0]?.entries).toMatchObject([{ kind: 'visit', minutes: 40, products: 2 }]);
    const [first, second, third] = visit;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three events');
    expect(kindsOf([first, { ...second, timestamp: '2026-03-10T08:05:00.000Z' }, third])).toEqual(['event', 'event', 'event']);
    // Another source is no other visit; another campaign is.
    expect(kindsOf([first, { ...second, source: 'app' }, third])).toEqual(['visit']);
    const came = (channel: string, source: string) => ({ context: { ...page, traffic: { channel, source } } });
    expect(kindsOf([first, { ...second, ...came('paid_search', 'baidu') }, { ...third, ...came('paid_search', 'baidu') }])).toEqual(['visit']);
    expect(kindsOf([first, { ...second, ...came('paid_search', 'baidu') }, { ...third, ...came('paid_social', 'weixin') }])).toEqual([
      'event',
      'event',
      'event',
    ]);
    expect(kindsOf([first, { ...second, ...came('internal', '') }, { ...third, ...came('paid_social', 'weixin') }])).toEqual(['visit']);
  });

  it('leaves an order between two stretches of a visit where it was', () => {
    const events = ['08:50', '08:49', '08:48'].map((time) => seen('Product Viewed', `2026-03-10T${time}Z`));
    const order = said('Order Completed', '2026-03-10T08:47Z', { order: { id: '1', value: 1, refunded: 0, currency: '' } });
    const before = ['08:46', '08:45', '08:44'].map((time) => said('Page Viewed', `2026-03-10T${time}Z`, { type: 'page' }));
    expect(kindsOf([...events, order, ...before])).toEqual(['visit', 'event', 'visit']);
  });

  it('takes what has no page for browsing only where its source sees somebody at that time', () => {
    const [screen, viewed, added] = [
      said('Product', '2026-03-10T08:00Z', { type: 'screen' }),
      said('Product Viewed', '2026-03-10T08:01Z'),
      said('Product Added', '2026-03-10T08:02Z'),
    ];
    // An app: its screens say that somebody is there.
    expect(kindsOf([added, viewed, screen])).toEqual(['visit']);
    // An imported file, a till: nobody was anywhere.
    expect(kindsOf([added, viewed, said('Coupon Applied', '2026-03-10T08:00Z')])).toEqual(['event', 'event', 'event']);
    expect(kindsOf([1, 2, 3].map((minute) => said('Product Viewed', `2026-03-10T08:0${4 - minute}Z`)))).toEqual(['run']);
    // The till while the app is open stands by itself, as an order does.
    expect(kindsOf([added, viewed, { ...said('Coupon Applied', '2026-03-10T08:00:30Z'), source: 'pos' }, screen])).toEqual([
      'event',
      'event',
      'event',
      'event',
    ]);
    // An hour later, from the same source, without a screen.
    expect(kindsOf(['09:12', '09:11', '09:10'].map((time) => said('Product Added', `2026-03-10T${time}Z`)).concat(screen))).toEqual(['run', 'event']);
    expect(kindsOf([added, viewed, screen].map((event) => ({ ...event, isBot: true })))).toEqual(['event', 'event', 'event']);
  });

  it('shows every event once, in its order, however it is folded', () => {
    const flat = (entries: readonly Entry[]): readonly string[] =>
      entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event.messageId] : entry.events.map(({ messageId }) => messageId)));
    const names = fc.constantFrom('Product Viewed', 'Page Viewed', 'Order Completed', 'SMS Delivered');
    const contexts = fc.constantFrom({}, page);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.nat(4000), contexts), { maxLength: 60 }), (made) => {
        const events = made
          .toSorted(([, a], [, b]) => b - a)
          .map(([event, minute, context]) => said(event, new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(), { context }));
        expect(daysOf(events, utcDay).flatMap(({ entries }) => flat(entries))).toEqual(events.map(({ messageId }) => messageId));
      }),
    );
  });
});
