import type { ProfileRow } from '@danqing/contracts';
import { useEffect, useState } from 'react';

export interface Selection {
  readonly ids: readonly number[];
  /** Everybody who matches, also those who are not on the page. */
  readonly isAll: boolean;
  readonly has: (id: number) => boolean;
  readonly set: (ids: readonly number[]) => void;
  readonly toggle: (id: number) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** Which rows are chosen. Another question (`of`) forgets it: what was chosen may not be there. */
export function useSelection(rows: readonly ProfileRow[] | undefined, of: string): Selection {
  const [ids, setIds] = useState<readonly number[]>([]);
  const [isAll, setAll] = useState(false);
  const clear = (): void => {
    setIds([]);
    setAll(false);
  };
  useEffect(() => {
    setIds([]);
    setAll(false);
  }, [of]);
  const shown = isAll ? (rows ?? []).map(({ id }) => id) : ids;
  const set = (next: readonly number[]): void => {
    setAll(false);
    setIds(next);
  };
  return {
    ids: shown,
    isAll,
    has: (id) => shown.includes(id),
    set,
    toggle: (id) => set(shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id]),
    selectAll: () => setAll(true),
    clear,
  };
}
