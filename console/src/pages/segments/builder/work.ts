import type { RuleJson, SegmentView } from '@danqing/contracts';
import { useCallback, useState } from 'react';
import { useDraft } from '../../../parts/draft.ts';

/** A segment as somebody is making it. */
export interface Work {
  readonly rule: RuleJson;
  readonly name: string;
  /** '' until somebody chooses one: then it follows the name. */
  readonly key: string;
  readonly description: string;
  readonly folder: string;
  readonly refresh: SegmentView['refresh'];
}

export const emptyWork: Work = { rule: { all: [] }, name: '', key: '', description: '', folder: '', refresh: 'hourly' };

export const workOf = ({ rule, name, key, description, folder, refresh }: SegmentView): Work => ({ rule, name, key, description, folder, refresh });

export interface Working {
  readonly work: Work;
  readonly change: (part: Partial<Work>) => void;
  readonly isChanged: boolean;
  /** Something unsaved was found when the page was opened. */
  readonly wasKept: boolean;
  readonly discard: () => void;
  /** The version that the work was begun from, and another one that it was brought to. */
  readonly since: number;
  readonly rebase: (version: number) => void;
}

/** Work in hand, kept on this device until it is saved. The rule stays the same object while it is not changed, so that editors know its parts again. */
export function useWork(place: string, saved: Work, version?: number): Working {
  const draft = useDraft<Work>(place, saved, version);
  const [work, setWork] = useState(draft.value);
  const [wasKept, setKept] = useState(draft.isChanged);
  const { set, clear, since, rebase } = draft;
  const change = useCallback(
    (part: Partial<Work>) =>
      setWork((before) => {
        const next = { ...before, ...part };
        set(next);
        return next;
      }),
    [set],
  );
  const discard = useCallback(() => {
    clear();
    setWork(saved);
    setKept(false);
  }, [clear, saved]);
  return { work, change, isChanged: draft.isChanged, wasKept, discard, since, rebase };
}
