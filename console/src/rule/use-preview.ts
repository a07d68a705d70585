import type { PreviewRunView, RuleJson } from '@danqing/contracts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { ApiError, type FaultAt } from '../api/error.ts';
import { effectsOf, type Insight } from './insight.ts';
import { countable } from './model/finished.ts';

/** How a count is going. */
export interface Preview {
  /** What was counted last; older than the rule while `isCounting`. */
  readonly run: PreviewRunView | null;
  readonly isCounting: boolean;
  /** Why it could not be counted: nothing is wrong with the rule. */
  readonly error: ApiError | null;
  readonly insight: Insight;
  /** Counts once more: data may have come meanwhile. */
  readonly again: () => void;
}

const restMs = 350;
const waitMs = 20_000;

interface State {
  readonly run: PreviewRunView | null;
  readonly isCounting: boolean;
  readonly error: ApiError | null;
  readonly faults: readonly FaultAt[];
}

export interface PreviewOptions {
  /** As of this moment; '' for now. */
  readonly at?: string;
  /** Also what each condition leaves. */
  readonly funnel?: boolean;
  readonly enabled?: boolean;
}

/**
 * Counts a rule while it is drawn: once the hands rest, an estimate first where there are many people, then exactly. What was asked before is given up,
 * down to the engine. Conditions that are not finished are left out.
 */
export function usePreview(rule: RuleJson, { at = '', funnel = false, enabled = true }: PreviewOptions = {}): Preview {
  const counted = useMemo(() => countable(rule), [rule]);
  const text = JSON.stringify(counted.rule);
  const [state, setState] = useState<State>({ run: null, isCounting: enabled, error: null, faults: [] });
  const [round, setRound] = useState(0);
  const first = useRef(true);
  useEffect(() => {
    if (!enabled) return undefined;
    const abort = new AbortController();
    let id: string | null = null;
    const count = async (): Promise<void> => {
      const asked: unknown = JSON.parse(text);
      const body = { rule: asked, funnel, async: true, limit: 20, ...(at !== '' && { at }) };
      let run = await api.post<PreviewRunView>('/api/v1/segments/preview', body, { signal: abort.signal });
      id = run.id;
      while (run.state === 'running' && !abort.signal.aborted) {
        const estimated = run;
        if (run.estimate !== null) setState({ run: estimated, isCounting: true, error: null, faults: [] });
        run = await api.get<PreviewRunView>(`/api/v1/segments/previews/${id}`, { wait: waitMs }, abort.signal);
      }
      if (abort.signal.aborted) return;
      id = null;
      const failed = run.state === 'failed' ? new ApiError(422, { code: run.error?.code ?? '', detail: run.error?.message ?? '' }) : null;
      const done = run;
      setState(({ run: before }) => ({ run: failed === null ? done : before, isCounting: false, error: failed, faults: [] }));
    };
    setState((before) => ({ ...before, isCounting: true }));
    const timer = setTimeout(
      () => {
        count().catch((error: unknown) => {
          if (abort.signal.aborted || !(error instanceof ApiError)) return;
          const faults = error.faults.map((fault) => ({ ...fault, path: fault.path.replace(/^\/rule/, '') }));
          setState(({ run }) => ({ run, isCounting: false, error: faults.length === 0 ? error : null, faults }));
        });
      },
      first.current ? 0 : restMs,
    );
    first.current = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
      if (id !== null) api.delete(`/api/v1/segments/previews/${id}`).catch(() => undefined);
    };
  }, [text, at, funnel, enabled, round]);

  return useMemo(() => {
    const { run, isCounting, error, faults } = state;
    const placed = (found: readonly FaultAt[]): readonly FaultAt[] => found.map((fault) => ({ ...fault, path: counted.placeOf(fault.path) }));
    const warnings = (run?.preview?.warnings ?? []).map((warning) => ({ ...warning, path: warning.path.replace(/^\/rule/, '') }));
    return {
      run,
      isCounting,
      error,
      again: () => setRound((before) => before + 1),
      insight: {
        effects: isCounting ? new Map() : effectsOf(run?.preview?.funnel, counted.placeOf),
        total: run?.preview?.total ?? 0,
        faults: placed(faults),
        warnings: isCounting ? [] : placed(warnings),
        unfinished: counted.unfinished,
      },
    };
  }, [state, counted]);
}
