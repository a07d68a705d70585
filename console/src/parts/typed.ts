import { useState } from 'react';

export interface Typed {
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  /** Hands on a text unless it was the last one. */
  readonly tell: (text: string) => void;
}

/**
 * What somebody types into a box whose value lives elsewhere and comes back late (the address does). It is kept here, so that input methods and the cursor have
 * their peace, and follows the value only when somebody else changed it: back, "clear filters".
 */
export function useTyped(value: string, onValue: (value: string) => void): Typed {
  const [typed, setTyped] = useState(value);
  /** Told and not come back yet: who goes on typing is told about again before the value shows the first. */
  const [told, setTold] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    const at = told.indexOf(value);
    setTold(at < 0 ? [] : told.slice(at + 1));
    if (at < 0) setTyped(value);
  }
  const tell = (text: string): void => {
    if (text === (told.at(-1) ?? value)) return;
    setTold([...told, text]);
    onValue(text);
  };
  return { typed, setTyped, tell };
}
