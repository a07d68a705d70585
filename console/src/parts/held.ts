import { useState } from 'react';

export interface Held<T> {
  /** What the form shows and was begun with. */
  readonly held: T;
  /** Somebody types in it: what others save from now on does not draw it anew. */
  readonly hold: () => void;
  /** It is saved: it follows again. */
  readonly release: () => void;
}

/** What is saved, as a form that shows it began with: nobody loses what they typed because a colleague saved something. */
export function useHeld<T>(latest: T): Held<T> {
  const [begun, setBegun] = useState<T>();
  return { held: begun ?? latest, hold: () => setBegun(begun ?? latest), release: () => setBegun(undefined) };
}
