import { describe, expect, it } from 'vitest';
import { eventCell, profileCell } from './columns.ts';
import { csvLine } from './csv.ts';
import { rowCell } from './row-cell.ts';

const moment = '2026-11-21T00:00:00.000Z';
const identifier = (kind: string, value: string) => ({ kind, value, firstSeen: moment, lastSeen: moment, source: 'web' });
const profile = {
  id: 7,
  identifiers: [identifier('email', 'a@example.com'), identifier('email', 'b@example.com'), identifier('user_id', 'u1')],
  traits: { address: { city: '上海' }, 'a.b': 1 },
  tags: { tier: 'gold' },
  segments: ['vip', 'new'],
  consents: [],
  createdAt: moment,
  updatedAt: moment,
  eventCount: 3,
  firstSeenAt: moment,
  lastSeenAt: null,
};

describe('the cells of an export', () => {
  it('are fields, traits, tags and identifiers of a profile, several values joined', () => {
    const columns = ['id', 'email', 'phone', 'traits.address.city', 'traits.a.b', 'traits.none', 'tags.tier', 'segments', 'lastSeenAt'];
    expect(columns.map((column) => profileCell(profile, column))).toEqual([
      7,
      'a@example.com; b@example.com',
      '',
      '上海',
      1,
      undefined,
      'gold',
      'vip; new',
      null,
    ]);
  });

  it('are columns of the list of customers, as views name them', () => {
    const row = {
      ...profile,
      traits: { firstName: 'Lin', lastName: 'Li', address: { city: '上海' } },
      tags: { rfm: { tier: 'A' }, top: ['x', 'y'] },
      metrics: { orders: 3, net_sales: null },
    };
    const columns = [
      'name',
      'identifiers.email',
      'identifiers',
      'traits.address.city',
      'tags.rfm.tier',
      'tags.top',
      'segments',
      'metrics.orders',
      'metrics.net_sales',
    ];
    expect(columns.map((column) => rowCell(row, column))).toEqual([
      'Lin Li',
      'a@example.com; b@example.com',
      'email=a@example.com; email=b@example.com; user_id=u1',
      '上海',
      'A',
      'x; y',
      'vip; new',
      3,
      null,
    ]);
  });

  it('are properties of an event', () => {
    const event = {
      profile: 7,
      messageId: 'm',
      type: 'track',
      event: 'Order Completed',
      timestamp: moment,
      receivedAt: moment,
      source: 'web',
      identifiers: [],
      isBot: false,
      isClamped: false,
      properties: { revenue: 12.5, shop: { city: 'Wuhan' } },
      context: {},
    };
    expect(['profile', 'properties.revenue', 'properties.shop.city'].map((column) => eventCell(event, column))).toEqual([7, 12.5, 'Wuhan']);
  });

  it('are quoted where CSV needs it', () => {
    expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null, 1.5, { x: 1 }])).toBe('a,"b,c","say ""hi""","two\nlines",,1.5,"{""x"":1}"\r\n');
  });
});
