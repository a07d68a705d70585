import { useInfiniteQuery } from '@tanstack/react-query';
import { api, type Query } from './client.ts';
import type { ApiError } from './error.ts';
import { useWorkspaceKey } from './use-api.ts';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Pages<T> {
  readonly rows: readonly T[] | undefined;
  readonly error: ApiError | null;
  readonly isFetching: boolean;
  readonly onRetry: () => void;
  /** Fetches the next page; undefined when all is here. */
  readonly loadMore: (() => void) | undefined;
}

/** A list of the API by its cursor, made for `DataTable`. */
export function usePages<T>(path: string, query: Query = {}, options: { readonly everyMs?: number; readonly enabled?: boolean } = {}): Pages<T> {
  const workspace = useWorkspaceKey();
  const result = useInfiniteQuery<PageOf<T>, ApiError, { pages: PageOf<T>[] }, readonly unknown[], string | null>({
    queryKey: [workspace, path, query, 'pages'],
    queryFn: ({ pageParam, signal }) => api.get<PageOf<T>>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: options.everyMs ?? false,
    enabled: options.enabled ?? true,
  });
  return {
    rows: result.data?.pages.flatMap(({ items }) => items),
    error: result.error,
    isFetching: result.isFetching,
    onRetry: () => void result.refetch(),
    loadMore: result.hasNextPage ? () => void result.fetchNextPage() : undefined,
  };
}
