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
  /** The version that it was begun from, which may be older than what is saved by now: saving says so, or a colleague's change would be taken back unseen. */
  readonly since: number;
  /** It has been brought to another version. */
  readonly rebase: (version: number) => void;
}

const draftIn = <T>(text: string | null, saved: T): T => (text === null ? saved : JSON.parse(text));
const versionIn = (text: string | null): number | undefined => (text === null ? undefined : Number(text));

/** Unsaved work outlives a reload and a lost session: it is kept on this device under a key until it is saved or thrown away. `version`: of what is saved, where that is counted. */
export function useDraft<T>(key: string, saved: T, version = 0): Draft<T> {
  const name = `danqing.draft.${key}`;
  const savedText = JSON.stringify(saved);
  const [text, setText] = useState(() => readStored(name));
  const [begun, setBegun] = useState(() => versionIn(readStored(`${name}.version`)));
  const since = text === null ? version : (begun ?? version);
  useEffect(() => {
    keepStored(name, text);
    keepStored(`${name}.version`, text === null || since === 0 ? null : String(since));
  }, [name, text, since]);
  const latest = useRef({ saved, version });
  useEffect(() => {
    latest.current = { saved, version };
  });
  const update = useCallback((change: (now: T) => T) => {
    setBegun((at) => at ?? latest.current.version);
    setText((now) => {
      const next = JSON.stringify(change(draftIn(now, latest.current.saved)));
      // What is as saved is no draft: kept, it would take back what others save later.
      return next === JSON.stringify(latest.current.saved) ? null : next;
    });
  }, []);
  const set = useCallback((value: T) => update(() => value), [update]);
  const clear = useCallback(() => {
    setText(null);
    setBegun(undefined);
  }, []);
  return { value: draftIn(text, saved), set, update, isChanged: text !== null && text !== savedText, clear, since, rebase: setBegun };
}
