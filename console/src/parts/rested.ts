import { useEffect, useState } from 'react';

/** A value as it was when it last stood still for so long; by its text, for the same value may be another object whenever the page is drawn. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- by its text
  }, [text, ms]);
  return rested;
}
