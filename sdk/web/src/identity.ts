import { randomId } from './random-id.ts';
import type { Store } from './store.ts';
import type { Share } from './share.ts';

/** Who is in front of the browser, and what they allowed. */
interface Identity {
  readonly anonymousId: string;
  readonly userId?: string | undefined;
  readonly groupId?: string | undefined;
  /** By purpose. */
  readonly consent?: Readonly<Record<string, boolean>> | undefined;
  readonly share?: Share | undefined;
}

export interface IdentityKeeper {
  now(): Identity;
  change(part: Partial<Identity>): void;
  /** Somebody else, of whom nothing is known; what the browser's owner allowed stays. */
  renew(): void;
  /** The stored record; undefined where nothing was allowed or nothing can be stored. */
  stored(): Identity | undefined;
  /** It was stored and is no more: somebody took their yes back elsewhere, or emptied the browser. */
  isGone(): boolean;
  forget(): void;
}

export const IDENTITY_KEY = 'id';

const isIdentity = (value: unknown): value is Identity =>
  typeof value === 'object' && value !== null && 'anonymousId' in value && typeof value.anonymousId === 'string';

/** In memory, and in the store as far as that may be written. Other tabs are heard: their record is read before each use. */
export function keepIdentity(store: Omit<Store, 'keys'>): IdentityKeeper {
  let current: Identity = { anonymousId: randomId() };
  let isKept = false;
  const stored = (): Identity | undefined => {
    try {
      const value: unknown = JSON.parse(store.get(IDENTITY_KEY) ?? 'null');
      return isIdentity(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const now = (): Identity => {
    const kept = stored();
    isKept ||= kept !== undefined;
    current = kept ?? current;
    return current;
  };
  const put = (next: Identity): void => {
    current = next;
    isKept = store.set(IDENTITY_KEY, JSON.stringify(next));
  };
  return {
    now,
    change: (part) => put({ ...now(), ...part }),
    renew: () => put({ anonymousId: randomId(), consent: now().consent }),
    stored,
    isGone: () => isKept && store.get(IDENTITY_KEY) === null,
    forget: () => {
      isKept = false;
      store.remove(IDENTITY_KEY);
      current = { anonymousId: randomId() };
    },
  };
}
