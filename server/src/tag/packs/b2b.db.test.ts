import { afterAll, beforeAll, expect, it } from 'vitest';
import { isJsonObject, type JsonValue } from '#kernel';
import { type Comparison, comparePack, isTelling, itemsAt, unfollowed } from '../../../testing/packs/check.ts';
import { Draw } from '../../../testing/packs/draw.ts';
import { tellCompany } from '../../../testing/packs/company.ts';
import { tell, type Told } from '../../../testing/packs/story.ts';
import { existingPack, itemsOf } from './catalogue.ts';

const pack = existingPack('b2b');
const items = itemsOf(pack).map(({ kind, key }) => `${kind} ${key}`);
let told: Told;
let shelf: readonly JsonValue[];
let comparisons: ReadonlyMap<string, Comparison>;

beforeAll(async () => {
  told = await tell((story) => tellCompany(story, new Draw(11)));
  const { live, world, at } = told;
  shelf = await itemsAt(live, '/packs/b2b');
  await live.call('POST', '/packs/b2b/adopt', {});
  await live.follow();
  comparisons = new Map((await comparePack(live, pack, world, at, () => undefined)).map((each) => [each.name, each]));
}, 180_000);
afterAll(() => told.live.close());

it('misses nothing once each kind of thing happened', () => {
  expect(shelf).toHaveLength(items.length);
  expect(shelf.filter(isJsonObject).filter(({ missing }) => JSON.stringify(missing) !== '[]')).toEqual([]);
});

it.each(items)('%s is what the oracle says of a seller to companies', (name) => {
  expect(comparisons.get(name)?.differences).toEqual([]);
});

it('keeps nothing live that ticks cannot follow', async () => {
  expect(await unfollowed(told.live)).toEqual([]);
});

it('tells people apart by each item', () => {
  const mute = [...comparisons.values()].filter((comparison) => !isTelling(comparison)).map(({ name }) => name);
  expect(mute).toEqual([]);
});
