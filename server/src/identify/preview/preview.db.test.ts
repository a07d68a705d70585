import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '#clean';
import { type JsonObject, workspaceId } from '#kernel';
import { openTestStores, type TestStores } from '../../../testing/stores.ts';
import { cleanMessage } from '../../clean/testing.ts';
import { identifySlice } from '../identify.ts';
import { mergeProfiles } from '../merge/merge.ts';
import { previewSettings } from './preview.ts';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let position = 0;
const slice = async (workspace: number, ...raws: readonly JsonObject[]): Promise<readonly number[]> => {
  position += 1;
  const events = raws.map((raw, index) => cleanMessage({ event: 'A', messageId: `m${position}-${index}`, ...raw }, { workspace, position }, index));
  return (await stores.pg.transaction((tx) => identifySlice(tx, events, position))).profileOf;
};
const withKind = (kind: string, change: object) => ({
  ...defaultSettings,
  kinds: defaultSettings.kinds.map((one) => (one.kind === kind ? { ...one, ...change } : one)),
});
const preview = (workspace: number, settings = defaultSettings, most = 1000) =>
  previewSettings(stores.pg, { workspace: workspaceId(workspace), defaultRegion: 'CN', settings, most });

it('finds nothing to change under the rules that stand', async () => {
  const [ann] = await slice(1, { userId: 'ann', anonymousId: 'pad' }, { userId: 'ben', anonymousId: 'pad' }, { anonymousId: 'x' });
  expect(ann).toBeGreaterThan(0);
  expect(await preview(1)).toMatchObject({ examined: 3, isComplete: true, before: 3, after: 3, staying: 3, merging: 0, splitting: 0, changing: [] });
});

it('says who would be joined by a wider limit, across refused links', async () => {
  const [ann = 0, ben = 0] = await slice(1, { userId: 'ann' }, { userId: 'ben' });
  const outlook = await preview(1, withKind('user_id', { limit: 2 }));
  expect(outlook).toMatchObject({ before: 3, after: 2, staying: 1, merging: 2, sample: { merging: [[ann, ben].sort((a, b) => a - b)] } });
});

it('says who would fall apart by a narrower one, into which parts, and what would identify nobody', async () => {
  const [user = 0] = await slice(
    2,
    { anonymousId: 'b', timestamp: '2026-11-01T00:00:00Z' },
    { anonymousId: 'b', userId: 'u', context: { traits: { email: 'a@x.cn' } } },
  );
  const split = await preview(2, withKind('anonymous_id', { merges: false }));
  expect(split).toMatchObject({ before: 1, after: 2, splitting: 1, sample: { splitting: [{ profile: user }] }, changing: [user] });
  expect(await preview(2, withKind('email', { blockedPatterns: ['.*@x\\.cn'] }))).toMatchObject({ dropped: 1, after: 1 });
});

it('leaves together what somebody has joined by hand', async () => {
  const [one = 0, other = 0] = await slice(3, { userId: 'h1' }, { userId: 'h2' });
  await stores.pg.transaction((tx) => mergeProfiles(tx, { workspace: 3, into: one, from: other, author: 'a', reason: null, at: 0 }));
  expect(await preview(3, withKind('email', { limit: 1 }))).toMatchObject({ before: 1, after: 1, staying: 1 });
});

it('stops at as many profiles as were asked for', async () => {
  await slice(4, { userId: 'a' }, { userId: 'b' }, { userId: 'c' });
  expect(await preview(4, defaultSettings, 2)).toMatchObject({ examined: 2, isComplete: false });
});
