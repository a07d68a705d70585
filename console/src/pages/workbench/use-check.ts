import type { SqlCheckView, SqlValues } from '@danqing/contracts';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { usedValues } from './parameters.ts';

const pauseMs = 900;

/** What is wrong with a text, or what it would read, once nobody has typed for a moment. */
export function useCheck(sql: string, values: SqlValues): SqlCheckView | undefined {
  const [checked, setChecked] = useState<{ readonly sql: string; readonly view: SqlCheckView }>();
  const given = JSON.stringify(usedValues(sql, values));
  useEffect(() => {
    if (sql.trim() === '') return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const parameters: unknown = JSON.parse(given);
      api.post<SqlCheckView>('/api/v1/sql/check', { sql, parameters }, { signal: abort.signal }).then(
        (view) => setChecked({ sql, view }),
        () => undefined,
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sql, given]);
  return checked?.sql === sql && sql.trim() !== '' ? checked.view : undefined;
}
