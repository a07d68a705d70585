import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileKinds, defaultKinds, defaultSettings, type KindRules } from '#clean';
import { ensureDefaults, openAccess, registerAuthentication } from '#govern';
import { fakeClock, type JsonObject } from '#kernel';
import { createHttpShell } from '#platform';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { identifySlice } from '../identify.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { unmergeProfiles } from '../merge/unmerge.ts';
import { registerConflictRoutes } from './routes.ts';

const adminKey = 'admin-key-of-the-conflict-test';
let stores: TestStores;
let app: FastifyInstance;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  stores = await openTestStores();
  const { pg } = stores;
  await ensureDefaults({ pg, writeKey: `c${'a'.repeat(24)}`, timezone: 'Asia/Shanghai' });
  const access = await openAccess({ pg, adminKey });
  app = await createHttpShell();
  registerAuthentication(app, { access });
  registerConflictRoutes(app, { pg, clock: fakeClock(Date.UTC(2026, 10, 20)), join: mergeProfiles, arrived: () => Promise.resolve() });
  closers.push(
    () => app.close(),
    access.close,
    () => stores.close(),
  );
});
afterAll(async () => {
  for (const close of closers) await close();
});

let position = 0;
const slice = (...raws: readonly JsonObject[]): Promise<readonly number[]> => sliceUnder(defaultKinds, ...raws);
const sliceUnder = async (kinds: KindRules, ...raws: readonly JsonObject[]): Promise<readonly number[]> => {
  position += 1;
  const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { position, kinds }, index));
  return (await stores.pg.transaction((tx) => identifySlice(tx, events, position))).profileOf;
};
async function call(method: 'GET' | 'POST', path: string, payload?: object) {
  const sent = { method, url: `/api/v1/identity/conflicts${path}`, headers: { authorization: `Bearer ${adminKey}` } };
  const answer = await app.inject(payload === undefined ? sent : { ...sent, payload });
  return { status: answer.statusCode, body: answer.json() };
}
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
  expect((await call('GET', '?kind=user_id')).body.items).toEqual([]);
  expect((await call('GET', '?state=decided')).body.items).toHaveLength(1);
});

it('asks again when a join was undone and the two are named together once more', async () => {
  await slice({ userId: 'j1', anonymousId: 'sofa' }, { userId: 'j2', anonymousId: 'sofa' });
  const [conflict] = (await call('GET', '?kind=user_id')).body.items;
  const { body } = await call('POST', '/decide', { ids: [conflict.id], decision: 'join' });
  const by = { workspace: 1, author: 'ann', reason: null, at: 0 };
  await stores.pg.transaction((tx) => unmergeProfiles(tx, { ...by, mergeId: body.merges[0] }));
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
  const widened = (user: string, box: string) => sliceUnder(wide, { userId: user, context: { traits: { email: `${box}@x.cn` } } });
  const [g1] = await slice(mail('g1', 'g@x.cn'));
  const [g2] = await slice(mail('g2', 'g@x.cn'));
  const [h1] = await slice(mail('h1', 'h@x.cn'));
  await slice(mail('h2', 'h@x.cn'));
  const [conflict] = (await call('GET', `?profile=${g2}`)).body.items;
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  await call('POST', '/decide', { ids: [conflict.id], decision: 'apart' });
  for (const address of ['g', 'h'])
    await stores.pg.query(
      `INSERT INTO identify.shared (workspace, kind, value, state, cause, evidence, found_at) VALUES (1, 'email', $1, 'not_shared', 'manual', '{}', now())`,
      [`${address}@x.cn`],
    );
  expect(await widened('g2', 'g')).toEqual([g2]);
  // Nobody said that of these two.
  expect(await widened('h2', 'h')).toEqual([h1]);
  expect(await stores.pg.query('SELECT a_root AS a, b_root AS b, merge_id AS merge FROM identify.separation WHERE b_root = $1', [g1])).toEqual([
    { a: g2, b: g1, merge: null },
  ]);
  await stores.pg.transaction((tx) => mergeProfiles(tx, { workspace: 1, into: g1 ?? 0, from: g2 ?? 0, author: 'a', reason: null, at: 0 }));
  expect(await widened('g2', 'g')).toEqual([g1]);
});

it('quarantines an identifier of which somebody says that it is shared', async () => {
  const [owner] = await slice({ userId: 'd1', anonymousId: 'kiosk' }, { userId: 'd2', anonymousId: 'kiosk' });
  const [conflict] = (await call('GET', '?demoted=anonymous_id')).body.items;
  await call('POST', '/decide', { ids: [conflict.id], decision: 'shared' });
  expect(await slice({ anonymousId: 'kiosk' })).not.toEqual([owner]);
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
