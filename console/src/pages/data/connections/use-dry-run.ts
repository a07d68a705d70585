import type { ImportDryRun, ImportMapping } from '@danqing/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ApiError } from '../../../api/error.ts';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { isUnderWay } from '../../../parts/under-way.ts';
import { startDryRun } from '../../import/dry-run.ts';

const askAgainMs = 700;

/** What a mapping would make of a sample: a dry run that starts by itself, once a mapping; `known`: the one that has been made already. */
export function useDryRun(upload: string, mapping: ImportMapping | null, known?: string): Pick<UseQueryResult<ImportDryRun, ApiError>, 'data' | 'error'> {
  const workspace = useWorkspaceKey();
  const text = JSON.stringify(mapping);
  const started = useQuery<{ readonly id: string }, ApiError>({
    queryKey: [workspace, 'dry-run', upload, text],
    queryFn: () => startDryRun(upload, text),
    enabled: mapping !== null && known === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const id = known ?? started.data?.id;
  const path = `/api/v1/imports/${id ?? ''}`;
  const state = useApi<{ readonly state: string }>(path, {
    enabled: id !== undefined,
    everyMs: (answer) => (isUnderWay(answer) ? askAgainMs : false),
  });
  const isOver = state.data !== undefined && !isUnderWay(state.data);
  // A run that failed says here why.
  const report = useApi<ImportDryRun>(`${path}/dry-run`, { enabled: isOver });
  return { data: report.data, error: started.error ?? state.error ?? report.error };
}
