import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultKinds } from '#clean';
import type { JsonObject } from '#kernel';
import { openReviewWorld, type ReviewWorld } from '../../../testing/identity/review-world.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { registerSharedRoutes } from './routes.ts';

let world: ReviewWorld;
beforeAll(async () => {
  world = await openReviewWorld((app, deps) =>
    registerSharedRoutes(app, { ...deps, kinds: { of: () => defaultKinds }, follow: async () => {}, arrived: () => Promise.resolve() }),
  );
});
afterAll(() => world.close());

const slice: ReviewWorld['slice'] = (...raws) => world.slice(...raws);
const call = (method: 'GET' | 'POST', path: string, payload?: object) => world.ask(method, `/identity/shared${path}`, payload);
const login = (person: number, tablet: string): JsonObject => ({ anonymousId: tablet, context: { traits: { phone: `1380013800${person}` } } });

it('keeps what was found with its evidence, and gives events that name nobody else a profile of their own', async () => {
  const [owner = 0] = await slice(login(1, 't1'));
  await slice(login(2, 't1'), login(3, 't1'));
  const [fourth = 0] = await slice(login(4, 't1'));
  expect(fourth).not.toBe(owner);
  const { items } = (await call('GET', '?state=suspected')).body;
  expect(items).toMatchObject([
    {
      kind: 'anonymous_id',
      value: 't1',
      state: 'suspected',
      cause: 'degree',
      profile: owner,
      evidence: { partners: { phone: 4 }, parts: [] },
      decidedBy: null,
    },
  ]);
  const [alone = 0] = await slice({ anonymousId: 't1' });
  expect([alone === owner, alone === fourth]).toEqual([false, false]);
  expect(await slice({ anonymousId: 't1' }, login(1, 't1'))).toEqual([alone, owner]);
});

it('takes the word of somebody who knows, with the author, and holds to it', async () => {
  const [owner = 0] = await slice(login(1, 't1'));
  const decided = await call('POST', '/decide', { kind: 'anonymous_id', value: 't1', decision: 'not_shared', reason: 'one person with four numbers' });
  expect(decided.body).toMatchObject({ state: 'not_shared', decidedBy: 'admin', reason: 'one person with four numbers', evidence: { partners: { phone: 4 } } });
  expect(await slice({ anonymousId: 't1' }, login(5, 't1'))).toEqual([owner, owner]);
  expect((await call('GET', '?state=suspected')).body.items).toEqual([]);
});

it('takes identifiers that nobody suspected, normalised, and refuses those that identify nobody anyhow', async () => {
  const [before = 0] = await slice({ anonymousId: 'x', context: { traits: { email: 'desk@shop.cn' } } });
  const decided = await call('POST', '/decide', { kind: 'email', value: ' Desk@Shop.cn', decision: 'shared' });
  expect(decided.body).toMatchObject({ kind: 'email', value: 'desk@shop.cn', state: 'shared', cause: 'manual', profile: before });
  const after = await slice({ anonymousId: 'y', context: { traits: { email: 'desk@shop.cn' } } });
  expect(after).not.toEqual([before]);
  expect((await call('POST', '/decide', { kind: 'phone', value: '138****1234', decision: 'shared' })).body.errors[0].path).toBe('/value');
});

it('knows the kinds that the configuration names and those that data has brought, and no others', async () => {
  const decided = (kind: string) => call('POST', '/decide', { kind, value: 'v1', decision: 'shared' });
  const unknown = await decided('emial');
  expect([unknown.status, unknown.body.errors]).toEqual([400, [expect.objectContaining({ path: '/kind', code: 'DQ_UNKNOWN_KIND', suggestion: 'email' })]]);
  expect((await decided('crm_id')).status).toBe(400);
  await slice({ anonymousId: 'z', context: { externalIds: [{ type: 'crm_id', id: 'v9' }] } });
  expect((await decided('crm_id')).body).toMatchObject({ kind: 'crm_id', state: 'shared' });
  expect((await call('POST', '/split', { kind: 'no_such', value: 'v1', dryRun: true })).body.errors[0].code).toBe('DQ_UNKNOWN_KIND');
});

it('lists page by page, newest first', async () => {
  for (const value of ['p1', 'p2', 'p3']) await call('POST', '/decide', { kind: 'customer_id', value, decision: 'shared' });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await call('GET', `?kind=customer_id&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ value }: { value: string }) => value));
    cursor = body.next;
  }
  expect(seen.toSorted()).toEqual(['p1', 'p2', 'p3']);
});

it('undoes what one identifier has joined, in one go, and says who came out; before that it says who would', async () => {
  // Three devices, each somebody by itself, and a family's address with a fourth that it brought: every device is joined by the address.
  for (const device of ['d1', 'd2', 'd3']) await slice({ anonymousId: device });
  const address = (device: string): JsonObject => ({ anonymousId: device, context: { traits: { email: 'family@x.cn' } } });
  const [one = 0] = await slice(address('d1'));
  for (const device of ['d2', 'd3', 'd4']) expect(await slice(address(device))).toEqual([one]);
  const rootOf = async (device: string): Promise<number> => (await slice({ anonymousId: device }))[0] ?? 0;

  const asked = await call('POST', '/split', { kind: 'email', value: 'Family@x.cn', dryRun: true });
  expect(asked.body).toMatchObject({ dryRun: true, isExact: true, merges: [expect.any(Number), expect.any(Number)] });
  expect(asked.body.profiles.map(({ identifiers }: { identifiers: { value: string }[] }) => identifiers.map(({ value }) => value))).toEqual([
    ['d1', 'd4', 'family@x.cn'],
    ['d2'],
    ['d3'],
  ]);
  expect(await Promise.all(['d1', 'd2', 'd3'].map(rootOf))).toEqual([one, one, one]);

  const split = await call('POST', '/split', { kind: 'email', value: 'family@x.cn', reason: 'a family' });
  expect(split.body).toEqual({ ...asked.body, dryRun: false });
  const [, two, three] = split.body.profiles.map(({ id }: { id: number }) => id);
  expect([await rootOf('d1'), await rootOf('d2'), await rootOf('d3')]).toEqual([one, two, three]);
  expect((await call('GET', '?state=shared&kind=email')).body.items).toMatchObject([{ decidedBy: 'admin', reason: 'a family' }, {}]);
  // Remembered: its messages join nobody again.
  await slice(address('d2'), address('d3'));
  expect([await rootOf('d2'), await rootOf('d3')]).toEqual([two, three]);
  expect((await call('POST', '/split', { kind: 'email', value: 'family@x.cn' })).body).toMatchObject({ merges: [], profiles: [] });

  // Undoable by hand; and other evidence joins again by itself, because nobody said that they are two people.
  const by = { workspace: 1, author: 'a', reason: null, at: 0 };
  await world.pg.transaction((tx) => mergeProfiles(tx, { ...by, into: one, from: two }));
  expect(await rootOf('d2')).toBe(one);
  const [again] = await slice(
    { anonymousId: 'd3', context: { traits: { phone: '13900001234' } } },
    { anonymousId: 'd1', context: { traits: { phone: '13900001234' } } },
  );
  expect(again).toBe(one);
});
