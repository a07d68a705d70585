import type { EventHead } from '#clean';
import { type IdentityChanges, type ProfileOutline, readOutlines, rootOf } from '#identify';
import type { PostgresSession } from '#platform';
import { type CoreRow, ownTraits, readStoredCores, saidAt, type StoredCore, writeCores } from './core.store.ts';
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

interface Asserted {
  /** By root, and of each that says something as one that was merged, by home. */
  readonly byRoot: ReadonlyMap<number, readonly AssertedTraits[]>;
  readonly byHome: ReadonlyMap<number, readonly AssertedTraits[]>;
  /** Merged homes that say something: the root of each. */
  readonly rootOfHome: ReadonlyMap<number, number>;
}

function assertionsOf(events: readonly EventHead[], { profileOf, homeOf }: IdentityChanges): Asserted {
  const [byRoot, byHome] = [new Map<number, AssertedTraits[]>(), new Map<number, AssertedTraits[]>()];
  const rootOfHome = new Map<number, number>();
  const put = (map: Map<number, AssertedTraits[]>, id: number, said: AssertedTraits): void => {
    const list = map.get(id);
    if (list === undefined) map.set(id, [said]);
    else list.push(said);
  };
  events.forEach(({ traits, ts, messageId, origin }, index) => {
    const [root, home] = [profileOf[index], homeOf[index]];
    if (traits.length === 0 || root === undefined || home === undefined) return;
    const said = { traits, ts, messageId, sourceId: origin.sourceId, trust: origin.trust };
    put(byRoot, root, said);
    put(byHome, home, said);
    if (home !== root) rootOfHome.set(home, root);
  });
  return { byRoot, byHome, rootOfHome };
}

/** What the survivors of this slice's merges inherit: of each root the ids that lead to it now. */
function inheritances({ merges }: IdentityChanges): ReadonlyMap<number, readonly number[]> {
  const parents = new Map(merges.map(({ into, from }) => [from, into]));
  const heirs = new Map<number, number[]>();
  for (const from of parents.keys()) heirs.set(rootOf(parents, from), [...(heirs.get(rootOf(parents, from)) ?? []), from]);
  return heirs;
}

/** What a merged home says now, where it says something new. */
function partOf(home: number, workspace: number, core: StoredCore | undefined, asserted: readonly AssertedTraits[], now: number): CoreRow | undefined {
  const before = ownTraits(core);
  const own = assertTraits(before, asserted);
  if (own === before) return undefined;
  return { profileId: home, workspace, traits: core?.traits ?? {}, own, updatedAt: core?.updatedAt ?? now, ownAt: now };
}

const keepsOwn = (core: StoredCore | undefined): boolean => core !== undefined && core.own !== null;

/** When any of these was changed last; a merge by itself is no change of what is said. */
const latestOf = (cores: readonly (StoredCore | undefined)[], otherwise: number): number => {
  const moments = cores.flatMap((core) => core?.updatedAt ?? []);
  return moments.length === 0 ? otherwise : Math.max(...moments);
};

interface RootCore {
  readonly traits: TraitDocument;
  readonly isChanged: boolean;
  /** undefined: as it was. */
  readonly row: CoreRow | undefined;
}

/**
 * A root after the slice. `inherited`: those merged into it by the slice; `parts`: what its merged homes say anew. What the root itself says is kept apart
 * only from the first merge on.
 */
function rootCore(
  { id, workspace }: ProfileOutline,
  stored: { readonly core: StoredCore | undefined; readonly inherited: readonly StoredCore[]; readonly isMerged: boolean; readonly parts: readonly CoreRow[] },
  { byRoot, byHome }: Asserted,
  now: number,
): RootCore {
  const { core, inherited, parts } = stored;
  const merged = inherited.reduce<TraitDocument>((document, from) => mergeTraits(document, from.traits), core?.traits ?? {});
  const traits = assertTraits(merged, byRoot.get(id) ?? []);
  const isChanged = core === undefined ? Object.keys(traits).length > 0 : traits !== core.traits;
  const isMerged = stored.isMerged || inherited.length > 0 || keepsOwn(core);
  const before = ownTraits(core);
  const own = isMerged ? assertTraits(before, byHome.get(id) ?? []) : null;
  const saysNew = own === null ? traits !== merged : own !== before;
  const isNew = saysNew || parts.length > 0;
  if ((!isChanged && !isNew) || Object.keys(traits).length === 0) return { traits, isChanged, row: undefined };
  const updatedAt = isNew ? now : latestOf([core, ...inherited], now);
  const ownAt = own === null ? null : saysNew ? now : (saidAt(core) ?? null);
  return { traits, isChanged, row: { profileId: id, workspace, traits, own, updatedAt, ownAt } };
}

/** Writes the traits of a slice into the profile core, and says what ClickHouse is to get. Inside the slice's transaction; three statements. */
export async function writeProfiles(tx: PostgresSession, events: readonly EventHead[], identity: IdentityChanges, now: number): Promise<ProfileRows> {
  const asserted = assertionsOf(events, identity);
  const heirs = inheritances(identity);
  const changed = new Set([...identity.touched, ...asserted.byRoot.keys()]);
  const known = [...changed].filter((id) => !identity.created.has(id));
  const stored = await readStoredCores(tx, [...new Set([...known, ...[...heirs.values()].flat(), ...asserted.rootOfHome.keys()])]);
  const outlines = await readOutlines(tx, [...changed]);
  const homesOf = Map.groupBy(asserted.rootOfHome.keys(), (home) => asserted.rootOfHome.get(home) ?? home);

  const cores: CoreRow[] = [];
  const created: string[] = [];
  const staged: string[] = [];
  for (const outline of outlines) {
    const { id, workspace } = outline;
    const inherited = (heirs.get(id) ?? []).flatMap((from) => stored.get(from) ?? []);
    const homes = homesOf.get(id) ?? [];
    const parts = homes.flatMap((home) => partOf(home, workspace, stored.get(home), asserted.byHome.get(home) ?? [], now) ?? []);
    const { traits, isChanged, row } = rootCore(outline, { core: stored.get(id), inherited, isMerged: homes.length > 0, parts }, asserted, now);
    cores.push(...parts, ...(row === undefined ? [] : [row]));
    if (identity.created.has(id)) created.push(newMirrorRow(outline, traits));
    else if (isChanged || identity.touched.has(id)) staged.push(stagedMirrorRow(outline, traits));
  }
  for (const { fromId, rootId } of identity.aliases) staged.push(mergedMirrorRow(fromId, rootId));
  await writeCores(tx, cores);
  const listPaths = new Set<string>();
  return {
    listPaths,
    traits: events.flatMap((event, index) => traitRows(event, identity.homeOf[index] ?? 0, identity.profileOf[index] ?? 0, listPaths)),
    created,
    staged,
    stagedWorkspaces: [...new Set([...outlines.map((outline) => outline.workspace), ...identity.aliases.map((alias) => alias.workspace)])],
  };
}
