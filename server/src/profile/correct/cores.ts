import { readOutlines } from '#identify';
import type { PostgresSession } from '#platform';
import { type CoreRow, ownTraits, readStoredCores, type StoredCore, writeCores } from '../core.store.ts';
import { stagedMirrorRow } from '../mirror.ts';
import type { TraitDocument } from '../traits.ts';
import { type CorrectedTraits, correctTraits } from './document.ts';

/** What a message of one home says now. */
export interface Correction extends CorrectedTraits {
  readonly homeId: number;
  readonly rootId: number;
}

/** Corrects what is known of profiles, in a transaction that holds the graph still. Gives the lines that rewrite their mirror rows. Three statements. */
export async function correctProfiles(tx: PostgresSession, corrections: readonly Correction[], now: number): Promise<readonly string[]> {
  if (corrections.length === 0) return [];
  const roots = Map.groupBy(corrections, ({ rootId }) => rootId);
  const stored = await readStoredCores(tx, [...new Set(corrections.flatMap(({ homeId, rootId }) => [homeId, rootId]))]);
  const rows = new Map<number, CoreRow>();
  const outlines = await readOutlines(tx, [...roots.keys()]);
  for (const { id, workspace } of outlines) {
    const said = roots.get(id) ?? [];
    for (const [home, own] of Map.groupBy(said, ({ homeId }) => homeId)) {
      const row = homeRow(home, { isRoot: home === id, workspace, kept: stored.get(home), own, now });
      if (row !== undefined) rows.set(home, row);
    }
    const core = stored.get(id);
    const before = core?.traits ?? {};
    const traits = said.reduce<TraitDocument>(correctTraits, before);
    const own = rows.get(id)?.own ?? core?.own ?? null;
    if (traits !== before || rows.has(id)) rows.set(id, { profileId: id, workspace, traits, own, updatedAt: now, ownAt: own === null ? null : now });
  }
  await writeCores(tx, [...rows.values()]);
  return outlines.flatMap((outline) => {
    const row = rows.get(outline.id);
    return row === undefined ? [] : [stagedMirrorRow(outline, row.traits)];
  });
}

interface HomeSays {
  readonly isRoot: boolean;
  readonly workspace: number;
  readonly kept: StoredCore | undefined;
  readonly own: readonly Correction[];
  readonly now: number;
}

/** What a home itself says, where that changes. A root that was never merged keeps no own words: they are its traits. */
function homeRow(home: number, { isRoot, workspace, kept, own, now }: HomeSays): CoreRow | undefined {
  if (isRoot && (kept?.own ?? null) === null) return undefined;
  const before = ownTraits(kept);
  const corrected = own.reduce<TraitDocument>(correctTraits, before);
  return corrected === before
    ? undefined
    : { profileId: home, workspace, traits: kept?.traits ?? {}, own: corrected, updatedAt: kept?.updatedAt ?? now, ownAt: now };
}
