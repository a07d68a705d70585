import { useCallback, useEffect, useRef, useState } from 'react';
import { keepStored, readStored } from '../i18n/language.ts';

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** For what comes back late: changes the draft as it is then, with what was typed meanwhile. */
  readonly update: (change: (now: T) => T) => void;
  /** Whether it differs from what is saved. */
  readonly isChanged: boolean;
  /** Forgets the draft: after saving, or to go back to what is saved. */
  readonly clear: () => void;
}

const draftIn = <T>(text: string | null, saved: T): T => (text === null ? saved : JSON.parse(text));

/** Unsaved work outlives a reload and a lost session: it is kept on this device under a key until it is saved or thrown away. */
export function useDraft<T>(key: string, saved: T): Draft<T> {
  const name = `danqing.draft.${key}`;
  const savedText = JSON.stringify(saved);
  const [text, setText] = useState(() => readStored(name));
  useEffect(() => keepStored(name, text), [name, text]);
  const latest = useRef(saved);
  useEffect(() => {
    latest.current = saved;
  });
  const update = useCallback(
    (change: (now: T) => T) =>
      setText((now) => {
        const next = JSON.stringify(change(draftIn(now, latest.current)));
        // What is as saved is no draft: kept, it would take back what others save later.
        return next === JSON.stringify(latest.current) ? null : next;
      }),
    [],
  );
  const set = useCallback((value: T) => update(() => value), [update]);
  const clear = useCallback(() => setText(null), []);
  return { value: draftIn(text, saved), set, update, isChanged: text !== null && text !== savedText, clear };
}
