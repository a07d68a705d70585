import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileKinds, defaultSettings } from '#clean';
import type { JsonObject } from '#kernel';
import { openReviewWorld, type ReviewWorld } from '../../../testing/identity/review-world.ts';
import { readIdentityHistory } from '../history.read.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { unmergeProfiles } from '../merge/unmerge.ts';
import { decideShared } from '../shared/shared.store.ts';
import { registerConflictRoutes } from './routes.ts';

let world: ReviewWorld;
beforeAll(async () => {
  world = await openReviewWorld((app, deps) => registerConflictRoutes(app, { ...deps, join: mergeProfiles, arrived: () => Promise.resolve() }));
});
afterAll(() => world.close());

const slice: ReviewWorld['slice'] = (...raws) => world.slice(...raws);
const call = (method: 'GET' | 'POST', path: string, payload?: object) => world.ask(method, `/identity/conflicts${path}`, payload);
const mail = (user: string, address: string): JsonObject => ({ userId: user, context: { traits: { email: address } } });

it('tells what stood in the way, by how much, and which identifier was demoted for it', async () => {
  const [ann, ben] = await slice({ userId: 'ann', anonymousId: 'pad' }, { userId: 'ben', anonymousId: 'pad' });
  const { items } = (await call('GET', '')).body;
  expect(items).toMatchObject([
    {
      cause: 'limit',
      kind: 'user_id',
      most: 1,
      kept: { profile: ben, identifier: { kind: 'user_id', value: 'ben' } },
      demoted: { profile: ann, identifier: { kind: 'anonymous_id', value: 'pad' } },
      messageId: 'm1-1',
      decision: null,
    },
  ]);
});

it('joins those that are one, over the limit, with the author, and they are open no longer', async () => {
  const [conflict] = (await call('GET', '?kind=user_id')).body.items;
  const decided = await call('POST', '/decide', { ids: [conflict.id], decision: 'join', reason: 'she married' });
  expect(decided.body).toMatchObject({ items: [{ decision: 'join', decidedBy: 'admin', reason: 'she married' }], merges: [expect.any(Number)] });
  const [ann, ben] = await slice({ userId: 'ann' }, { userId: 'ben' });
  expect(ann).toBe(ben);
  expect(await world.pg.query('SELECT cause, author, reason FROM identify.merge WHERE id = $1', decided.body.merges)).toEqual([
    { cause: 'conflict', author: 'admin', reason: 'she married' },
  ]);
  expect((await call('GET', '?kind=user_id')).body.items).toEqual([]);
  expect((await call('GET', '?state=decided')).body.items).toHaveLength(1);
});

it('asks again when a join was undone and the two are named together once more', async () => {
  await slice({ userId: 'j1', anonymousId: 'sofa' }, { userId: 'j2', anonymousId: 'sofa' });
  const [conflict] = (await call('GET', '?kind=user_id')).body.items;
  const { body } = await call('POST', '/decide', { ids: [conflict.id], decision: 'join' });
  const by = { workspace: 1, author: 'ann', reason: null, at: 0 };
  await world.pg.transaction((tx) => unmergeProfiles(tx, { ...by, mergeId: body.merges[0] }));
  await slice({ userId: 'j2', anonymousId: 'sofa' });
  expect((await call('GET', '?cause=separated')).body.items).toMatchObject([{ id: conflict.id, decision: null, decidedBy: null }]);
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  await slice({ userId: 'j2', anonymousId: 'sofa' });
  expect((await call('GET', '?cause=separated')).body.items).toEqual([]);
});

it('keeps those apart that are two, and remembers who said so', async () => {
  const [first, second] = await slice({ userId: 'c1', anonymousId: 'box' }, { userId: 'c2', anonymousId: 'box' });
  const [conflict] = (await call('GET', `?profile=${second}`)).body.items;
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  expect((await call('GET', `?profile=${first}`)).body.items).toEqual([]);
  expect(await slice({ userId: 'c1', anonymousId: 'box' }, { userId: 'c2', anonymousId: 'box' })).toEqual([first, second]);
});

it('keeps them apart under a wider limit too, until somebody joins them by hand', async () => {
  const wide = compileKinds({ ...defaultSettings, kinds: defaultSettings.kinds.map((one) => (one.kind === 'user_id' ? { ...one, limit: 9 } : one)) });
  const widened = (user: string, box: string) => world.sliceUnder(wide, { userId: user, context: { traits: { email: `${box}@x.cn` } } });
  const [g1] = await slice(mail('g1', 'g@x.cn'));
  const [g2] = await slice(mail('g2', 'g@x.cn'));
  const [h1] = await slice(mail('h1', 'h@x.cn'));
  await slice(mail('h2', 'h@x.cn'));
  const [conflict] = (await call('GET', `?profile=${g2}`)).body.items;
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  for (const address of ['g', 'h'])
    await world.pg.query(
      `INSERT INTO identify.shared (workspace, kind, value, state, cause, evidence, found_at) VALUES (1, 'email', $1, 'not_shared', 'manual', '{}', now())`,
      [`${address}@x.cn`],
    );
  expect(await widened('g2', 'g')).toEqual([g2]);
  // Nobody said that of these two.
  expect(await widened('h2', 'h')).toEqual([h1]);
  expect(await world.pg.query('SELECT a_root AS a, b_root AS b, merge_id AS merge FROM identify.separation WHERE b_root = $1', [g1])).toEqual([
    { a: g2, b: g1, merge: null },
  ]);
  await world.pg.transaction((tx) => mergeProfiles(tx, { workspace: 1, into: g1 ?? 0, from: g2 ?? 0, author: 'a', reason: null, at: 0 }));
  expect(await widened('g2', 'g')).toEqual([g1]);
});

it('quarantines an identifier of which somebody says that it is shared', async () => {
  const [owner] = await slice({ userId: 'd1', anonymousId: 'kiosk' }, { userId: 'd2', anonymousId: 'kiosk' });
  const [conflict] = (await call('GET', '?demoted=anonymous_id')).body.items;
  await call('POST', '/decide', { ids: [conflict.id], decision: 'shared' });
  expect(await slice({ anonymousId: 'kiosk' })).not.toEqual([owner]);
});

it('closes every conflict around an identifier that is called shared, by that word and its author, and opens them again when it is taken back', async () => {
  const [first, second] = await slice({ userId: 's1', anonymousId: 'desk' }, { userId: 's2', anonymousId: 'desk' }, { userId: 's3', anonymousId: 'desk' });
  const around = async (state: string) =>
    [...(await call('GET', `?state=${state}&profile=${second}`)).body.items].map(({ decision, decidedBy, reason }) => [decision, decidedBy, reason]);
  const history = async () =>
    (await readIdentityHistory(world.pg, { id: first ?? 0, mergedIds: [] })).conflicts.map(({ state, decision }) => [state, decision]);
  const say = (state: 'shared' | 'not_shared') =>
    decideShared(world.pg, { workspace: 1, kind: 'anonymous_id', value: 'desk', state, author: 'eve', at: new Date(), reason: 'a counter' });
  const open = [
    ['open', null],
    ['open', null],
  ];
  expect([await around('open'), await history()]).toEqual([[[null, null, null]], open]);
  await say('shared');
  expect([await around('open'), await around('decided')]).toEqual([[], [['shared', 'eve', 'a counter']]]);
  expect(await history()).toEqual([
    ['decided', 'shared'],
    ['decided', 'shared'],
  ]);
  await say('not_shared');
  expect([await around('open'), await history()]).toEqual([[[null, null, null]], open]);

  // Said of a conflict it is the same word, with the same way back.
  const [{ id }] = (await call('GET', `?profile=${second}`)).body.items;
  const decided = await call('POST', '/decide', { ids: [id], decision: 'shared', reason: 'seen there' });
  expect(decided.body.items).toMatchObject([{ decision: 'shared', decidedBy: 'admin', reason: 'seen there' }]);
  expect(await history()).toEqual([
    ['decided', 'shared'],
    ['decided', 'shared'],
  ]);
  await say('not_shared');
  expect(await around('open')).toEqual([[null, null, null]]);
  await call('POST', '/decide', { ids: [id], decision: 'apart' });
  await say('shared');
  expect((await around('decided')).map(([decision]) => decision)).toEqual(['apart']);
});

it('refuses to join what is nobody’s, and says which; nothing of the request is done', async () => {
  await slice(...[1, 2, 3, 4, 5, 6].map((n) => mail('e1', `e${n}@x.cn`)));
  const [conflict] = (await call('GET', '?kind=email')).body.items;
  expect(conflict).toMatchObject({ most: 5, demoted: { profile: null, identifier: { value: 'e6@x.cn' } } });
  const refused = await call('POST', '/decide', { ids: [conflict.id], decision: 'join' });
  expect([refused.status, refused.body.errors[0].path]).toEqual([400, '/ids/0']);
  expect((await call('GET', '?kind=email')).body.items).toHaveLength(1);
  expect((await call('POST', '/decide', { ids: [999_999], decision: 'apart' })).status).toBe(404);
});

it('lists page by page, newest first', async () => {
  await slice(...[1, 2, 3].flatMap((n) => [1, 2].map((user) => ({ userId: `f${n}-${user}`, anonymousId: `f${n}` }))));
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await call('GET', `?kind=user_id&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: { id: number }) => id));
    cursor = body.next;
  }
  expect(seen.length).toBeGreaterThanOrEqual(3);
  expect(seen).toEqual(seen.toSorted((a, b) => b - a));
});
