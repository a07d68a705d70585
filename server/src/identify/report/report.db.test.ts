import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import { openReviewWorld, type ReviewWorld } from '../../../testing/identity/review-world.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { unmergeProfiles } from '../merge/unmerge.ts';
import { registerReportRoutes } from './routes.ts';

let world: ReviewWorld;
beforeAll(async () => {
  world = await openReviewWorld((app, deps) => registerReportRoutes(app, { ...deps, kinds: { of: () => defaultKinds } }));
});
afterAll(() => world.close());

const slice: ReviewWorld['slice'] = (...raws) => world.slice(...raws);
const get = (path: string) => world.ask('GET', path);

it('counts sizes, merges by day and cause, conflicts and giants; and shows one profile with what leads out of it', async () => {
  const browsers = Array.from({ length: 24 }, (_, index) => ({ userId: 'many', anonymousId: `b${index}` }));
  const [many, , ben, , ann] = await slice(
    ...browsers.slice(0, 1),
    { anonymousId: 'x' },
    { userId: 'ben', anonymousId: 'pad' },
    { userId: 'many', anonymousId: 'x' },
    { userId: 'ann', anonymousId: 'pad' },
    ...browsers.slice(1),
  );
  const { body } = await get('/identity/report');
  expect(body).toMatchObject({
    profiles: 3,
    merges: [{ day: '2026-11-20', cause: 'event', merges: 1, undone: 0 }],
    conflicts: [{ kind: 'user_id', cause: 'limit', open: 1, decided: 0 }],
    shared: [],
    giants: [{ profile: many, identifiers: 26, homes: 2 }],
  });
  const sizes = (list: readonly { from: number; profiles: number }[]) =>
    list.filter(({ profiles }) => profiles > 0).map(({ from, profiles }) => [from, profiles]);
  expect([sizes(body.identifiers), sizes(body.homes)]).toEqual([
    [
      [1, 1],
      [2, 1],
      [21, 1],
    ],
    [
      [1, 2],
      [2, 1],
    ],
  ]);

  const picture = (await get(`/profiles/${ann}/identity/graph`)).body;
  expect(picture.nodes.map(({ id, isOthers }: { id: string; isOthers: boolean }) => [id, isOthers])).toEqual([
    ['user_id=ann', false],
    [`profile=${ben}`, true],
  ]);
  expect(picture.edges).toMatchObject([{ from: 'user_id=ann', to: `profile=${ben}`, kind: 'refused' }]);
  expect((await get('/profiles/999999/identity/graph')).status).toBe(404);
});

it('counts a conflict as open only while it is between two profiles', async () => {
  await slice({ type: 'alias', previousId: 'ben', userId: 'ann', messageId: 'one-person' });
  expect((await get('/identity/report')).body.conflicts).toEqual([{ kind: 'user_id', cause: 'limit', open: 0, decided: 0 }]);
});

it('draws merges that no message made between those whom they joined, until they are undone', async () => {
  const [one, other] = await slice({ userId: 'hand-1' }, { anonymousId: 'hand-2' });
  const by = { workspace: 1, author: 'ann', reason: null, at: Date.UTC(2026, 10, 20) };
  const { mergeId } = await world.pg.transaction((tx) => mergeProfiles(tx, { ...by, into: one ?? 0, from: other ?? 0 }));
  const picture = async () => (await get(`/profiles/${one}/identity/graph`)).body;
  expect((await picture()).edges).toEqual([{ from: 'user_id=hand-1', to: 'anonymous_id=hand-2', kind: 'manual', firstSeen: new Date(by.at).toISOString() }]);
  await world.pg.transaction((tx) => unmergeProfiles(tx, { ...by, mergeId }));
  expect((await picture()).edges).toEqual([]);
});
