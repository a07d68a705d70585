import type { PackView } from '@danqing/contracts';
import { allPacks } from './catalogue.ts';
import { type Missing, mostMissing } from './missing.ts';
import type { PackDeps } from './ports.ts';
import { packView, readShelf } from './shelf.ts';

/** Every pack with how much of it this workspace has data for, and has adopted. */
export async function summarisePacks(deps: PackDeps, workspace: number): Promise<readonly Omit<PackView, 'items'>[]> {
  const shelf = await readShelf(deps, workspace);
  return allPacks().map((pack) => {
    const { items: _items, ...summary } = packView(pack, shelf);
    return summary;
  });
}

/** The same with what most of its items wait for. */
export async function summariseMissing(deps: PackDeps, workspace: number): Promise<readonly (Omit<PackView, 'items'> & { readonly missing: Missing })[]> {
  const shelf = await readShelf(deps, workspace);
  return allPacks().map((pack) => {
    const { items, ...summary } = packView(pack, shelf);
    return { ...summary, missing: mostMissing({ items }) };
  });
}
