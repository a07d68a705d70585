import type { RuleJson } from '@danqing/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** Changes closer together than this, in one place, are one step: typing a word is undone at once. */
const sameStepMs = 900;
const mostSteps = 200;

interface Past {
  readonly before: readonly RuleJson[];
  readonly after: readonly RuleJson[];
}

export interface History {
  /** `where`: what is being changed; null for a step of its own. */
  readonly change: (next: RuleJson, where: string | null) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

/** Undo and redo for a value that somebody else holds. A value that came from elsewhere is a step too. */
export function useHistory(value: RuleJson, onChange: (rule: RuleJson) => void): History {
  const [past, setPast] = useState<Past>({ before: [], after: [] });
  const now = useRef({ value, where: '', at: 0 });
  useEffect(() => {
    now.current = { ...now.current, value };
  }, [value]);
  const change = useCallback(
    (next: RuleJson, where: string | null) => {
      const { value: before, where: last, at } = now.current;
      const isSame = where !== null && where === last && Date.now() - at < sameStepMs;
      now.current = { value: next, where: where ?? '', at: Date.now() };
      if (!isSame) setPast(({ before: steps }) => ({ before: [...steps.slice(-mostSteps), before], after: [] }));
      onChange(next);
    },
    [onChange],
  );
  const step = useCallback(
    (to: RuleJson, steps: Past) => {
      now.current = { value: to, where: '', at: 0 };
      setPast(steps);
      onChange(to);
    },
    [onChange],
  );
  return useMemo(() => {
    const { before, after } = past;
    const [earlier, later] = [before.at(-1), after.at(-1)];
    return {
      change,
      undo: earlier === undefined ? null : () => step(earlier, { before: before.slice(0, -1), after: [...after, now.current.value] }),
      redo: later === undefined ? null : () => step(later, { before: [...before, now.current.value], after: after.slice(0, -1) }),
    };
  }, [past, change, step]);
}
