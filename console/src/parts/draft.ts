import { useCallback, useEffect, useState } from 'react';
import { keepStored, readStored } from '../i18n/language.ts';

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Whether it differs from what is saved. */
  readonly isChanged: boolean;
  /** Forgets the draft: after saving, or to go back to what is saved. */
  readonly clear: () => void;
}

/** Unsaved work outlives a reload and a lost session: it is kept on this device under a key until it is saved or thrown away. */
export function useDraft<T>(key: string, saved: T): Draft<T> {
  const name = `danqing.draft.${key}`;
  const savedText = JSON.stringify(saved);
  const [text, setText] = useState(() => readStored(name));
  useEffect(() => keepStored(name, text), [name, text]);
  const set = useCallback((value: T) => setText(JSON.stringify(value)), []);
  const clear = useCallback(() => setText(null), []);
  return { value: text === null ? saved : JSON.parse(text), set, isChanged: text !== null && text !== savedText, clear };
}
