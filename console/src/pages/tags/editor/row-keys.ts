import { useRef } from 'react';
import { moved } from '../../../parts/moved.ts';

interface RowKeys {
  readonly keys: readonly number[];
  /** Before the rows themselves are moved or removed. */
  readonly move: (from: number, to: number) => void;
  readonly remove: (index: number) => void;
}

/** Names for rows that have none, which stay with them as they move, so that what is open in one stays open. New rows come at the end. */
export function useRowKeys(count: number): RowKeys {
  const next = useRef(0);
  const keys = useRef<readonly number[]>([]);
  while (keys.current.length < count) keys.current = [...keys.current, next.current++];
  if (keys.current.length > count) keys.current = keys.current.slice(0, count);
  return {
    keys: keys.current,
    move: (from, to) => {
      keys.current = moved(keys.current, from, to);
    },
    remove: (index) => {
      keys.current = keys.current.toSpliced(index, 1);
    },
  };
}
