import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { type IdentityWorld, openIdentityWorld } from '../../testing/identity-world.ts';

const people = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const minute = (n: number): string => new Date(Date.UTC(2026, 10, 18, 8, n)).toISOString();

const introduction = (n: number): readonly JsonObject[] => [
  {
    type: 'identify',
    messageId: `i${n}`,
    userId: `u${n}`,
    anonymousId: `a${n}`,
    traits: { email: `p${n}@x.cn`, city: n % 2 === 0 ? 'Beijing' : 'Shanghai', level: n, address: { street: `${n}` } },
    timestamp: minute(n),
    context: { consent: { categoryPreferences: { marketing: n % 3 !== 0 } } },
  },
  {
    type: 'track',
    event: 'Order Completed',
    messageId: `o${n}`,
    anonymousId: `a${n}`,
    properties: { revenue: 10 * n, tags: ['x'] },
    timestamp: minute(20 + n),
  },
];

/** What everybody says while merged, by own identifiers. */
const later = (n: number): readonly JsonObject[] => [
  { type: 'track', event: 'Order Completed', messageId: `l${n}`, anonymousId: `a${n}`, properties: { revenue: 100 + n }, timestamp: minute(60 + n) },
  {
    type: 'identify',
    messageId: `j${n}`,
    userId: `u${n}`,
    traits: { city: `city ${n}`, [`own${n}`]: true, ...([2, 7, 8].includes(n) ? { phone: `1391234000${n}` } : {}), level: n === 7 ? null : 50 - n },
    timestamp: minute(80 - n),
    context: { consent: { categoryPreferences: { marketing: true, sms: n % 2 === 0 } } },
  },
];

const track = (messageId: string, more: JsonObject): JsonObject => ({ type: 'track', event: 'Seen', messageId, timestamp: minute(50), ...more });

/** Manual tags are computed again from what was said, as their upkeep does after merges and unmerges. */
async function settle(world: IdentityWorld): Promise<void> {
  await world.follow();
  await world.live.call('POST', '/tags/note/compute');
  await world.follow();
}

/** Ten merges of every cause; the fifth only where `withFifth`, and undone in the end. Gives everybody's profile as text, by person. */
async function tell(world: IdentityWorld, withFifth: boolean): Promise<readonly string[]> {
  await world.live.call('POST', '/tags', {
    key: 'city',
    name: 'City',
    kind: 'fact',
    type: 'text',
    category: 'x',
    definition: { trait: 'city' },
    refresh: 'live',
  });
  const spent = { measure: { did: 'Order Completed', sum: 'revenue' } };
  await world.live.call('POST', '/tags', { key: 'spent', name: 'Spent', kind: 'fact', type: 'number', category: 'x', definition: spent, refresh: 'live' });
  await world.live.call('POST', '/tags', {
    key: 'note',
    name: 'Note',
    kind: 'manual',
    type: 'text',
    category: 'x',
    definition: { manual: true },
    refresh: 'manual',
  });
  await world.live.call('POST', '/segments', {
    key: 'rich',
    name: 'Rich',
    rule: { did: 'Order Completed', sum: 'revenue', op: 'gte', value: 130 },
    refresh: 'live',
  });
  await world.live.call('POST', '/segments', { key: 'reachable', name: 'Reachable', rule: { consent: 'marketing' }, refresh: 'live' });
  await world.send(people.flatMap(introduction));
  await world.work();
  await world.live.call('POST', '/lists', { key: 'guests', name: 'Guests', kind: 'email', values: ['p3@x.cn', 'p7@x.cn', 'p10@x.cn'] });
  await world.live.call('POST', '/segments', { key: 'guest', name: 'Guest', rule: { list: 'guests' }, refresh: 'live' });
  const notes = [3, 6, 9].map((n) => ({ identifier: { kind: 'user_id', value: `u${n}` }, value: `note ${n}` }));
  await world.follow();
  await world.live.call('POST', '/tags/note/values', { values: notes });
  const ids = await Promise.all(people.map((n) => world.idOf('user_id', `u${n}`)));
  const id = (n: number): number => ids[n] ?? 0;

  await world.merge(id(0), id(1), 'one');
  await world.send([{ type: 'alias', messageId: 'm2', userId: 'u2', previousId: 'a3', timestamp: minute(49) }]);
  await world.work();
  await world.merge(id(5), id(4));
  await world.send([{ type: 'alias', messageId: 'm4', userId: 'u6', previousId: 'u7', timestamp: minute(49) }]);
  await world.work();
  const fifth = withFifth ? await world.merge(id(2), id(6), 'a mistake') : 0;
  await world.send([{ type: 'alias', messageId: 'm6', userId: 'u8', previousId: 'a7', timestamp: minute(49) }]);
  await world.merge(id(0), id(2));
  await world.work();
  await world.follow();
  await world.merge(id(9), id(10));
  await world.merge(id(3), id(9));
  await world.merge(id(4), id(0));
  await world.send(people.flatMap(later));
  await world.live.call('POST', '/lists/guests/members', { kind: 'user_id', values: ['u6', 'u1'] });
  await world.send([track('n1', { anonymousId: 'new', userId: 'u7' }), track('n2', { anonymousId: 'new' })]);
  await world.work();
  await settle(world);
  if (withFifth) {
    expect((await world.ask('GET', `/profiles/${id(7)}`)).body).toMatchObject({ id: id(0), mergedFrom: id(7), eventCount: 24 });
    const undone = await world.unmerge(fifth, 'they are two');
    expect([undone.status, undone.body['isExact']]).toEqual([200, true]);
    await world.work();
    await settle(world);
  }
  const texts = await Promise.all(people.map(async (n) => (await world.ask('GET', `/profiles/${id(n)}`)).text));
  const timelines = await Promise.all(people.map(async (n) => (await world.ask('GET', `/profiles/${id(n)}/events?limit=100`)).text));
  return [...texts, ...timelines, await world.live.differences().then((found) => JSON.stringify(found))];
}

describe('an unmerge in the middle of ten merges', () => {
  let [merged, never]: (IdentityWorld | undefined)[] = [];
  beforeAll(async () => {
    [merged, never] = [await openIdentityWorld(), await openIdentityWorld()];
  });
  afterAll(async () => {
    await merged?.close();
    await never?.close();
  });

  it('gives back byte-equal profiles: as where that merge was never made', async () => {
    if (merged === undefined || never === undefined) throw new Error('no engines');
    const [undone, expected] = [await tell(merged, true), await tell(never, false)];
    // One by one: a difference is shown for itself.
    expected.forEach((text, index) => expect(undone[index]).toBe(text));
    expect(expected.at(-1)).toBe('{}');
  });
});
