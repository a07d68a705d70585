import type { Identifier } from '#clean';
import { keyOf, type Resolvable, type Snapshot } from '../model.ts';
import { bridgedKinds, createPartners, isContested } from '../partners.ts';
import type { Suspicion } from './shared.store.ts';
import { type NamingEvent, usableOf } from './usable.ts';

/** free: it may join people; contested: it is two people's, so it joins nobody new; bridging: it has just been found to be too many people's. */
type Standing = 'free' | 'contested' | 'bridging';

/** Which identifiers are several people's, as a slice goes on. */
export interface Bridges {
  /** The identifiers that say whose an event is, strongest first; at least one. */
  usable(event: NamingEvent): readonly Identifier[];
  isQuarantined(workspace: number, identifier: Identifier): boolean;
  /** Two were named together where that changed nothing; counted when the weaker one may be asked for later. */
  noteTogether(event: Resolvable, stronger: Identifier, weaker: Identifier): void;
  /** Two are named together and might be joined by it: what the weaker one is, this one counted. */
  meet(event: Resolvable, stronger: Identifier, weaker: Identifier): Standing;
  suspicions(): readonly Suspicion[];
}

export function createBridges(snapshot: Snapshot): Bridges {
  const partners = createPartners(snapshot.partners);
  const suspicions = new Map<string, Suspicion>();
  const isQuarantined = (workspace: number, identifier: Identifier): boolean => {
    const key = keyOf(workspace, identifier);
    const state = snapshot.shared.get(key);
    return state === 'suspected' || state === 'shared' || suspicions.has(key);
  };
  return {
    isQuarantined,
    usable: (event) => usableOf(event, isQuarantined),
    noteTogether: (event, stronger, weaker) => {
      const { workspace } = event.origin;
      const key = keyOf(workspace, weaker);
      // One that is known and led to nobody else when the slice began will not be asked for in it.
      if (snapshot.partners.has(key) || !snapshot.identifiers.has(key)) partners.add(workspace, weaker, stronger, event.ts);
    },
    meet: (event, stronger, weaker) => {
      const { workspace, kinds } = event.origin;
      const key = keyOf(workspace, weaker);
      partners.add(workspace, weaker, stronger, event.ts);
      if (suspicions.has(key)) return 'bridging';
      if (snapshot.shared.get(key) === 'not_shared') return 'free';
      const found = partners.of(workspace, weaker);
      const bridged = bridgedKinds(found, kinds, event.ts);
      if (bridged.size > 0) {
        const evidence = { partners: Object.fromEntries(bridged), parts: [] };
        suspicions.set(key, { ...weaker, workspace, cause: 'degree', evidence, at: event.ts });
        return 'bridging';
      }
      return isContested(found, kinds) ? 'contested' : 'free';
    },
    suspicions: () => [...suspicions.values()],
  };
}
