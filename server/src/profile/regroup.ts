import { type Group, readOutlines } from '#identify';
import type { PostgresSession } from '#platform';
import { type CoreRow, ownTraits, readStoredCores, removeCores, saidAt, writeCores } from './core.store.ts';
import { mergedMirrorRow, newMirrorRow, stagedMirrorRow } from './mirror.ts';
import { mergeTraits, type TraitDocument } from './traits.ts';

/** Lines for the mirror: as a row that is rewritten, and the same as a new one for where ClickHouse never saw that profile. */
export interface RegroupedRows {
  readonly staged: readonly string[];
  readonly inserted: readonly string[];
}

/**
 * Makes the traits of roots whose homes changed by hand what those homes say: the join of their own. `moved`: ids that lead to another root than before. In the
 * transaction that moved them. Three statements.
 */
export async function regroupProfiles(tx: PostgresSession, groups: readonly Group[], moved: ReadonlySet<number>): Promise<RegroupedRows> {
  const stored = await readStoredCores(
    tx,
    groups.flatMap(({ homes }) => homes),
  );
  const cores: CoreRow[] = [];
  const silent: number[] = [];
  const traitsOf = new Map<number, TraitDocument>();
  for (const { workspace, rootId, homes } of groups) {
    const said = homes.flatMap((home) => stored.get(home) ?? []);
    const moments = said.flatMap((core) => saidAt(core) ?? []);
    const traits = said.reduce<TraitDocument>((document, core) => mergeTraits(document, ownTraits(core)), {});
    traitsOf.set(rootId, traits);
    const own = stored.get(rootId);
    const isAlone = said.every(({ profileId }) => profileId === rootId);
    if (moments.length === 0) silent.push(rootId);
    else
      cores.push({
        profileId: rootId,
        workspace,
        traits,
        own: isAlone ? null : ownTraits(own),
        updatedAt: Math.max(...moments),
        ownAt: isAlone ? null : (saidAt(own) ?? null),
      });
  }
  await writeCores(tx, cores);
  await removeCores(tx, silent);
  const outlines = await readOutlines(
    tx,
    groups.map(({ rootId }) => rootId),
  );
  const away = groups.flatMap(({ rootId, homes }) => homes.filter((id) => id !== rootId && moved.has(id)).map((id) => mergedMirrorRow(id, rootId)));
  return {
    staged: [...outlines.map((outline) => stagedMirrorRow(outline, traitsOf.get(outline.id) ?? {})), ...away],
    inserted: outlines.map((outline) => newMirrorRow(outline, traitsOf.get(outline.id) ?? {})),
  };
}
