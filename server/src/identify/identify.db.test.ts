import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#kernel';
import { cleanMessage } from '../clean/testing.ts';
import { openTestStores, type TestStores } from '../../testing/stores.ts';
import { identifySlice } from './identify.ts';
import { readOutlines } from './profiles.read.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let position = 0;
const slice = (workspace: number, ...raws: readonly JsonObject[]) => {
  position += 1;
  return stores.pg.transaction((tx) =>
    identifySlice(
      tx,
      raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { workspace, position }, index)),
      position,
    ),
  );
};

it('moves identifiers, profiles and age to the survivor, and leaves an alias for what was stored before', async () => {
  const before = await slice(1, { anonymousId: 'a1', timestamp: '2026-01-02T00:00:00Z' }, { userId: 'u1', timestamp: '2026-01-01T00:00:00Z' });
  const [anonymous = 0, user = 0] = before.profileOf;
  expect(anonymous).toBeLessThan(user);
  const after = await slice(1, { anonymousId: 'a1', userId: 'u1' }, { anonymousId: 'a2' });
  expect(after.profileOf[0]).toBe(anonymous);
  expect(after.aliases).toEqual([{ fromId: user, rootId: anonymous, workspace: 1 }]);
  expect(await readOutlines(stores.pg, [anonymous])).toEqual([
    { id: anonymous, workspace: 1, createdAt: Date.UTC(2026, 0, 1), kinds: ['anonymous_id', 'user_id'] },
  ]);
});

it('turns every earlier alias when a survivor is merged itself', async () => {
  const { profileOf } = await slice(2, { anonymousId: 'x1' }, { anonymousId: 'x2' }, { anonymousId: 'x3' });
  const [first = 0, second = 0, third = 0] = profileOf;
  await slice(2, { anonymousId: 'x3', userId: 'ux' }, { anonymousId: 'x2', userId: 'ux' });
  const { aliases } = await slice(2, { anonymousId: 'x1', userId: 'ux' });
  expect([...aliases].sort((a, b) => a.fromId - b.fromId)).toEqual([
    { fromId: second, rootId: first, workspace: 2 },
    { fromId: third, rootId: first, workspace: 2 },
  ]);
});

it('keeps workspaces apart', async () => {
  const { profileOf: one } = await slice(3, { userId: 'same' });
  const { profileOf: other } = await slice(4, { userId: 'same' });
  expect(one).not.toEqual(other);
});

it('lowers the age of a profile when an older event comes late', async () => {
  const { profileOf } = await slice(5, { userId: 'late', timestamp: '2026-05-01T00:00:00Z' });
  const { touched } = await slice(5, { userId: 'late', timestamp: '2026-03-01T00:00:00Z' });
  expect([...touched]).toEqual(profileOf);
  expect(await readOutlines(stores.pg, profileOf)).toMatchObject([{ createdAt: Date.UTC(2026, 2, 1) }]);
});

it('keeps a conflict once, and the events with the strongest identifier', async () => {
  const { profileOf } = await slice(6, { userId: 'p1', anonymousId: 'shared' }, { userId: 'p2', anonymousId: 'shared' });
  const again = await slice(6, { userId: 'p2', anonymousId: 'shared' }, { anonymousId: 'shared' });
  expect(again.profileOf).toEqual([profileOf[1], profileOf[0]]);
  expect(await stores.pg.query('SELECT kept_id, other_id, kind FROM identify.conflict WHERE workspace = 6')).toEqual([
    { kept_id: profileOf[1], other_id: profileOf[0], kind: 'user_id' },
  ]);
});
