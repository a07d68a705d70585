import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '#kernel';
import { type ErasureWorld, openErasureWorld } from '../../testing/erasure-world.ts';

let world: ErasureWorld;
beforeAll(async () => {
  world = await openErasureWorld();
  const { call } = world.live;
  await call('POST', '/tags', { key: 'city', name: 'City', category: '', kind: 'fact', type: 'text', definition: { trait: 'city' }, refresh: 'live' });
  await call('POST', '/tags', { key: 'note', name: 'Note', category: '', kind: 'manual', type: 'text', definition: { manual: true }, refresh: 'manual' });
  await call('POST', '/segments', { key: 'seen', name: 'Seen', rule: { did: 'Seen' }, refresh: 'live' });
  await world.follow();
});
afterAll(() => world.close());

let messages = 0;
const said = (ids: JsonObject, traits: JsonObject = {}, event = 'Seen', messageId = `m${++messages}`): JsonObject => ({
  type: 'track',
  event,
  messageId,
  timestamp: '2026-11-19T08:00:00Z',
  ...ids,
  context: { traits, consent: { categoryPreferences: { marketing: true } } },
});
async function tell(...all: readonly JsonObject[]): Promise<void> {
  await world.send(all);
  await world.work();
  await world.follow();
}
const bodyOf = async (kind: string, value: string): Promise<JsonObject> => (await world.ask('GET', `/profiles/lookup?kind=${kind}&value=${value}`)).body;
/** Without what the order of messages gives: numbers of profiles. */
const told = async (kind: string, value: string, suffix: string): Promise<string> => {
  const { id, ...profile } = await bodyOf(kind, value);
  const { body } = await world.ask('GET', `/profiles/${String(id)}/events`);
  const items = Array.isArray(body['items']) ? body['items'].map((item: unknown) => (isJsonObject(item) ? { ...item, receivedAt: '' } : item)) : [];
  return JSON.stringify({ profile, items }).replaceAll(suffix, '');
};
const mergesOf = async (id: unknown): Promise<readonly unknown[]> => {
  const { merges } = (await world.ask('GET', `/profiles/${String(id)}/identity`)).body;
  return Array.isArray(merges) ? merges : [];
};

/** Two lives that meet on a message; `only`: the twin in which one of them never was. */
const live = (n: string, only?: 'user' | 'browser'): readonly JsonObject[] => [
  ...(only === 'browser' ? [] : [said({ userId: `u${n}` }, { city: 'Beijing', name: 'Li' }, 'Seen', `1${n}`)]),
  ...(only === 'user'
    ? []
    : [said({ anonymousId: `a${n}` }, { city: 'Shanghai', age: 30 }, 'Seen', `2${n}`), said({ anonymousId: `a${n}` }, {}, 'Paid', `3${n}`)]),
  ...(only === 'browser' ? [] : [said(only === 'user' ? { userId: `u${n}` } : { userId: `u${n}`, anonymousId: `a${n}` }, { level: 'gold' }, 'Met', `4${n}`)]),
];

describe('one side of a merge', () => {
  it('that was merged away goes, and the other is as if it had never been there', async () => {
    await tell(...live('Ash'), ...live('Birch', 'user'));
    expect(await bodyOf('anonymous_id', 'aAsh')).toMatchObject({ id: (await bodyOf('user_id', 'uAsh'))['id'] });
    const answer = await world.erase({ kind: 'anonymous_id', value: 'aAsh', scope: 'side' });
    expect(answer).toMatchObject({ scope: 'side', state: 'scrubbing' });
    expect(await told('user_id', 'uAsh', 'Ash')).toBe(await told('user_id', 'uBirch', 'Birch'));
    expect((await world.ask('GET', '/profiles/lookup?kind=anonymous_id&value=a1')).status).toBe(404);
    expect(await mergesOf((await bodyOf('user_id', 'uAsh'))['id'])).toEqual([]);
  });

  it('that survived goes, and the other becomes somebody by itself', async () => {
    await tell(...live('Cedar'), ...live('Dogwood', 'browser'));
    await world.erase({ kind: 'user_id', value: 'uCedar', scope: 'side' });
    expect(await told('anonymous_id', 'aCedar', 'Cedar')).toBe(await told('anonymous_id', 'aDogwood', 'Dogwood'));
    expect((await world.ask('GET', '/profiles/lookup?kind=user_id&value=u3')).status).toBe(404);
  });

  it('goes after the merge was undone just as well, and leaves no trace of it', async () => {
    await tell(...live('Elm'), ...live('Fir', 'user'));
    const [merge] = await mergesOf((await bodyOf('user_id', 'uElm'))['id']);
    await world.unmerge(isJsonObject(merge) ? Number(merge['id']) : 0);
    await world.work();
    await world.erase({ kind: 'anonymous_id', value: 'aElm', scope: 'side' });
    expect(await told('user_id', 'uElm', 'Elm')).toBe(await told('user_id', 'uFir', 'Fir'));
    const history = (await world.ask('GET', `/profiles/${String((await bodyOf('user_id', 'uElm'))['id'])}/identity`)).body;
    expect(history).toMatchObject({ merges: [], conflicts: [], separations: [] });
  });

  it('that held two others together leaves two', async () => {
    await tell(said({ userId: 'c1' }), said({ anonymousId: 'c2' }), said({ anonymousId: 'c3' }));
    const [one, two, three] = [await world.idOf('user_id', 'c1'), await world.idOf('anonymous_id', 'c2'), await world.idOf('anonymous_id', 'c3')];
    await world.merge(one, two);
    await world.merge(two, three);
    await world.work();
    await world.erase({ profile: two, scope: 'side' });
    expect([await world.idOf('user_id', 'c1'), await world.idOf('anonymous_id', 'c3')]).toEqual([one, three]);
    expect(await bodyOf('anonymous_id', 'c3')).toMatchObject({ eventCount: 1, segments: ['seen'] });
  });
});

it('tags, memberships and lists of a person go, and counts of definitions follow', async () => {
  const { call, pipeline } = world.live;
  await tell(said({ userId: 't1' }, { city: 'Xian' }), said({ userId: 't2' }, { city: 'Xian' }));
  const id = await world.idOf('user_id', 't1');
  await call('POST', '/tags/note/values', { values: [{ profile: id, value: 'called twice' }] });
  await call('POST', '/lists', { key: 'asked', name: 'Asked', kind: 'user_id', values: ['t1', 't2', 'nobody'] });
  await world.follow();
  const before = Number((await call('GET', '/segments/seen'))['count']);
  const { removed } = await world.erase({ profile: id });
  expect(removed).toEqual(expect.arrayContaining([{ store: 'clickhouse', what: 'places on lists', count: 1 }]));
  expect((await call('GET', '/segments/seen'))['count']).toBe(before - 1);
  for (const table of ['tag_change', 'tag_value', 'tag_value_by_profile', 'segment_change', 'membership', 'membership_by_profile'])
    expect({ table, rows: await pipeline.stores.clickhouse.query(`SELECT profile_id FROM ${table} WHERE profile_id = {id:UInt64}`, { id }) }).toEqual({
      table,
      rows: [],
    });
  expect(await world.live.differences()).toEqual({});
});
