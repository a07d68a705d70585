import type { Pack } from '@danqing/contracts';
import type { JsonValue } from '#kernel';
import { type Comparison, comparePack, itemsAt } from './check.ts';
import { type Story, tell, type Told } from './story.ts';

/** A world in which each kind of thing that a pack needs happened, with all of the pack adopted in it. */
export interface ToldPack {
  readonly told: Told;
  /** The pack's items as they were shown before anything was adopted. */
  readonly shelf: readonly JsonValue[];
  /** Each item against the oracle, by its name: kind and key. */
  readonly comparisons: ReadonlyMap<string, Comparison>;
}

export async function tellPack(pack: Pack, story: (story: Story) => void): Promise<ToldPack> {
  const told = await tell(story);
  const { live, world, at } = told;
  const shelf = await itemsAt(live, `/packs/${pack.key}`);
  await live.call('POST', `/packs/${pack.key}/adopt`, {});
  await live.follow();
  const comparisons = new Map((await comparePack(live, pack, world, at, () => undefined)).map((each) => [each.name, each]));
  return { told, shelf, comparisons };
}
