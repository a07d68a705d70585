import { afterAll, beforeAll, expect, it } from 'vitest';
import { isJsonObject } from '#kernel';
import { isTelling, unfollowed } from '../../../testing/packs/check.ts';
import { Draw } from '../../../testing/packs/draw.ts';
import { tellTravellers } from '../../../testing/packs/travellers.ts';
import { tellPack, type ToldPack } from '../../../testing/packs/told-pack.ts';
import { existingPack, itemsOf } from './catalogue.ts';

const pack = existingPack('travel');
const items = itemsOf(pack).map(({ kind, key }) => `${kind} ${key}`);
let told: ToldPack;
beforeAll(async () => {
  told = await tellPack(pack, (story) => tellTravellers(story, new Draw(11)));
}, 180_000);
afterAll(() => told.told.live.close());

it('misses nothing once each kind of thing happened', () => {
  expect(told.shelf).toHaveLength(items.length);
  expect(told.shelf.filter(isJsonObject).filter(({ missing }) => JSON.stringify(missing) !== '[]')).toEqual([]);
});

it.each(items)('%s is what the oracle says of travellers', (name) => {
  expect(told.comparisons.get(name)?.differences).toEqual([]);
});

it('keeps nothing live that ticks cannot follow', async () => {
  expect(await unfollowed(told.told.live)).toEqual([]);
});

it('tells people apart by each item', () => {
  const mute = [...told.comparisons.values()].filter((comparison) => !isTelling(comparison)).map(({ name }) => name);
  expect(mute).toEqual([]);
});
