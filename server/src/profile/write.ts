import type { EventHead } from '#clean';
import { type IdentityChanges, readOutlines, rootOf } from '#identify';
import type { PostgresSession } from '#platform';
import { readCores, writeCores } from './core.store.ts';
import { mergedMirrorRow, newMirrorRow, stagedMirrorRow } from './mirror.ts';
import { traitRows } from './trait-rows.ts';
import { type AssertedTraits, assertTraits, mergeTraits, type TraitDocument } from './traits.ts';

/** The lines of JSONEachRow that a slice sends to each table; `staged` rewrites rows of the mirror. */
export interface ProfileRows {
  readonly traits: readonly string[];
  /** Paths under which some trait said here is a list. */
  readonly listPaths: ReadonlySet<string>;
  readonly created: readonly string[];
  readonly staged: readonly string[];
  readonly stagedWorkspaces: readonly number[];
}

function assertionsByProfile(events: readonly EventHead[], profileOf: readonly number[]): ReadonlyMap<number, readonly AssertedTraits[]> {
  const asserted = new Map<number, AssertedTraits[]>();
  events.forEach(({ traits, ts, messageId, origin }, index) => {
    const profile = profileOf[index];
    if (traits.length === 0 || profile === undefined) return;
    const said = { traits, ts, messageId, sourceId: origin.sourceId, trust: origin.trust };
    const list = asserted.get(profile);
    if (list === undefined) asserted.set(profile, [said]);
    else list.push(said);
  });
  return asserted;
}

/** What the survivors of this slice's merges inherit: of each root the ids that lead to it now. */
function inheritances({ merges }: IdentityChanges): ReadonlyMap<number, readonly number[]> {
  const parents = new Map(merges.map(({ into, from }) => [from, into]));
  const heirs = new Map<number, number[]>();
  for (const from of parents.keys()) heirs.set(rootOf(parents, from), [...(heirs.get(rootOf(parents, from)) ?? []), from]);
  return heirs;
}

/** Writes the traits of a slice into the profile core, and says what ClickHouse is to get. Inside the slice's transaction; three statements. */
export async function writeProfiles(tx: PostgresSession, events: readonly EventHead[], identity: IdentityChanges, now: number): Promise<ProfileRows> {
  const asserted = assertionsByProfile(events, identity.profileOf);
  const heirs = inheritances(identity);
  const changed = new Set([...identity.touched, ...asserted.keys()]);
  const known = [...changed].filter((id) => !identity.created.has(id));
  const documents = new Map(await readCores(tx, [...known, ...[...heirs.values()].flat()]));
  const outlines = await readOutlines(tx, [...changed]);

  const documentOf = (id: number): TraitDocument => documents.get(id) ?? {};
  const cores = [];
  const created: string[] = [];
  const staged: string[] = [];
  for (const outline of outlines) {
    const before = documents.get(outline.id);
    const inherited = (heirs.get(outline.id) ?? []).reduce(
      (document, from) => (documents.has(from) ? mergeTraits(document, documentOf(from)) : document),
      before ?? {},
    );
    const traits = assertTraits(inherited, asserted.get(outline.id) ?? []);
    if (traits !== before && Object.keys(traits).length > 0) cores.push({ profileId: outline.id, workspace: outline.workspace, traits });
    if (identity.created.has(outline.id)) created.push(newMirrorRow(outline, traits));
    else if (traits !== before || identity.touched.has(outline.id)) staged.push(stagedMirrorRow(outline, traits));
  }
  for (const { fromId, rootId } of identity.aliases) staged.push(mergedMirrorRow(fromId, rootId));
  await writeCores(tx, cores, now);
  const listPaths = new Set<string>();
  return {
    listPaths,
    traits: events.flatMap((event, index) => traitRows(event, identity.homeOf[index] ?? 0, identity.profileOf[index] ?? 0, listPaths)),
    created,
    staged,
    stagedWorkspaces: [...new Set([...outlines.map((outline) => outline.workspace), ...identity.aliases.map((alias) => alias.workspace)])],
  };
}
