import {
  keepPreviousData,
  type QueryObserverLoadingErrorResult,
  type QueryObserverRefetchErrorResult,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
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

/** A server that is out of reach for a moment, or answers too much at once, refuses nothing. */
const isRefusal = (error: ApiError | null): boolean => error !== null && error.status >= 400 && error.status < 500 && error.status !== 429;

type Failed<T> = QueryObserverLoadingErrorResult<T, ApiError> | QueryObserverRefetchErrorResult<T, ApiError>;

/**
 * Whether there is nothing left to show but what went wrong: no answer has come yet, or what was there is refused by now. A server that is out of reach for a
 * moment takes nothing from the screen: somebody may be typing in it.
 */
export const isLost = <T>(result: UseQueryResult<T, ApiError>): result is Failed<T> => result.isError && (result.data === undefined || isRefusal(result.error));

/** What a GET route answers, kept and shared between everything on the page that asks the same. */
export function useApi<T>(path: string, options: UseApiOptions<T> = {}): UseQueryResult<T, ApiError> {
  const workspace = useWorkspaceKey();
  const { everyMs = false } = options;
  return useQuery<T, ApiError>({
    queryKey: [workspace, path, options.query ?? {}],
    queryFn: ({ signal }) => api.get<T>(path, options.query, signal),
    enabled: options.enabled ?? true,
    refetchInterval: typeof everyMs === 'function' ? ({ state: { error, data } }) => (isRefusal(error) || data === undefined ? false : everyMs(data)) : everyMs,
    ...(options.keepPrevious === true && { placeholderData: keepPreviousData }),
  });
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
/** Whether the same is asked: by what is said, for a form says it in another object each time. What says nothing (undefined, work to be done) is never the same. */
const isSame = (a: unknown, b: unknown): boolean =>
  isPlain(a) && isPlain(b) ? JSON.stringify(a) === JSON.stringify(b) : a === b && a !== undefined && typeof a !== 'function';

/**
 * A change: `useChange((name: string) => api.post('/api/v1/sources', { name }), ['/api/v1/sources'])`.
 * Answers of the paths named (and of everything under them) are asked anew when it is done. Asked twice at once for the same (Enter and Enter), it is made once.
 */
export function useChange<Input, Output>(change: (input: Input) => Promise<Output>, stale: readonly string[] = []): UseMutationResult<Output, ApiError, Input> {
  const client = useQueryClient();
  const last = useRef<{ readonly input: Input; readonly output: Promise<Output> }>(undefined);
  return useMutation<Output, ApiError, Input>({
    mutationFn: (input) => {
      if (last.current !== undefined && isSame(last.current.input, input)) return last.current.output;
      const made = { input, output: change(input) };
      const forget = (): void => {
        if (last.current === made) last.current = undefined;
      };
      last.current = made;
      made.output.then(forget, forget);
      return made.output;
    },
    onSuccess: () =>
      client.invalidateQueries({ predicate: ({ queryKey: [, path] }) => typeof path === 'string' && stale.some((prefix) => path.startsWith(prefix)) }),
  });
}
