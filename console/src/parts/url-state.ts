import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A state that stands in the address: `const [tab, setTab] = useUrlState('tab', 'all')`. The fallback is left out of the address.
 * Going to another value replaces the entry of the history unless `push` is asked for.
 */
export function useUrlState(name: string, fallback = ''): [string, (value: string | null, push?: boolean) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: string | null, push = false) =>
      setParameters(
        () => {
          // The address itself, not what was last drawn from it: of two changes soon after one another the second would take the first back.
          const after = new URLSearchParams(window.location.search);
          if (value === null || value === '' || value === fallback) after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: !push },
      ),
    [name, fallback, setParameters],
  );
  return [parameters.get(name) ?? fallback, set];
}
