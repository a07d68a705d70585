import { keepPreviousData, useMutation, type UseMutationResult, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, type Query } from './client.ts';
import { type ApiError } from './error.ts';

export interface UseApiOptions<T = unknown> {
  readonly query?: Query;
  /** Asked again every so many milliseconds while the page is seen; as a function of the answer, only while there is one. */
  readonly everyMs?: number | false | ((answer: T) => number | false);
  readonly enabled?: boolean;
  /** Shows the last answer while the next one (another page, another filter) is on its way. */
  readonly keepPrevious?: boolean;
}

/** The first member of every key: a change of workspace shares nothing. */
export const useWorkspaceKey = (): string => useParams()['workspace'] ?? '';

/** What a GET route answers, kept and shared between everything on the page that asks the same. */
export function useApi<T>(path: string, options: UseApiOptions<T> = {}): UseQueryResult<T, ApiError> {
  const workspace = useWorkspaceKey();
  const { everyMs = false } = options;
  return useQuery<T, ApiError>({
    queryKey: [workspace, path, options.query ?? {}],
    queryFn: ({ signal }) => api.get<T>(path, options.query, signal),
    enabled: options.enabled ?? true,
    refetchInterval:
      typeof everyMs === 'function' ? ({ state: { status, data } }) => (status === 'error' || data === undefined ? false : everyMs(data)) : everyMs,
    ...(options.keepPrevious === true && { placeholderData: keepPreviousData }),
  });
}

/**
 * A change: `useChange((name: string) => api.post('/api/v1/sources', { name }), ['/api/v1/sources'])`.
 * Answers of the paths named (and of everything under them) are asked anew when it is done.
 */
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, stale: readonly string[] = []): UseMutationResult<Output, ApiError, Input> {
  const client = useQueryClient();
  return useMutation<Output, ApiError, Input>({
    mutationFn: change,
    onSuccess: () => {
      const isStale = ({ queryKey: [, path] }: { readonly queryKey: readonly unknown[] }): boolean =>
        typeof path === 'string' && stale.some((prefix) => path.startsWith(prefix));
      // What no page shows now is forgotten: the next one would show it for a moment as it was before.
      client.removeQueries({ type: 'inactive', predicate: isStale });
      return client.invalidateQueries({ predicate: isStale });
    },
  });
}
