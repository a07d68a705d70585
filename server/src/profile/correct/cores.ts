import { readOutlines } from '#identify';
import type { PostgresSession } from '#platform';
import { type CoreRow, ownTraits, readStoredCores, writeCores } from '../core.store.ts';
import { stagedMirrorRow } from '../mirror.ts';
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
  const staged: string[] = [];
  for (const { id, workspace } of await readOutlines(tx, [...roots.keys()])) {
    const said = roots.get(id) ?? [];
    const core = stored.get(id);
    const before = core?.traits ?? {};
    const traits = said.reduce((document, one) => correctTraits(document, one), before);
    for (const [home, own] of Map.groupBy(said, ({ homeId }) => homeId)) {
      const kept = stored.get(home);
      const isRoot = home === id;
      // A root that was never merged keeps no own words: they are its traits.
      if (isRoot && (kept === undefined || kept.own === null)) continue;
      const corrected = own.reduce((document, one) => correctTraits(document, one), ownTraits(kept));
      if (corrected !== ownTraits(kept))
        rows.set(home, { profileId: home, workspace, traits: kept?.traits ?? {}, own: corrected, updatedAt: kept?.updatedAt ?? now, ownAt: now });
    }
    const own = rows.get(id)?.own ?? core?.own ?? null;
    if (traits !== before || rows.has(id)) rows.set(id, { profileId: id, workspace, traits, own, updatedAt: now, ownAt: own === null ? null : now });
  }
  await writeCores(tx, [...rows.values()]);
  for (const outline of await readOutlines(tx, [...roots.keys()])) {
    const row = rows.get(outline.id);
    if (row !== undefined) staged.push(stagedMirrorRow(outline, row.traits));
  }
  return staged;
}
