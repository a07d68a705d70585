import { type SqlRunView, type SqlRowsView, sqlPageRows, type SqlValues } from '@danqing/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { ApiError } from '../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { isUnderWay } from '../../parts/under-way.ts';

const lookEveryMs = 700;

/** A run as it goes on; asking after it keeps it going. */
export const useRun = (id: string | null) =>
  useApi<SqlRunView>(`/api/v1/sql/runs/${id ?? ''}`, { enabled: id !== null, everyMs: (run) => (isUnderWay(run) ? lookEveryMs : false) });

export interface Asked {
  readonly sql: string;
  readonly parameters: SqlValues;
  readonly question?: number;
}

export const useStart = () => useChange((asked: Asked) => api.post<SqlRunView>('/api/v1/sql/runs', asked), ['/api/v1/sql/runs']);
export const useStop = () => useChange((id: string) => api.delete(`/api/v1/sql/runs/${id}`), ['/api/v1/sql/runs']);

/** The rows of an answer, page by page. */
export function useAnswer(run: SqlRunView | undefined) {
  const workspace = useWorkspaceKey();
  const path = `/api/v1/sql/runs/${run?.id ?? ''}/rows`;
  const result = useInfiniteQuery<SqlRowsView, ApiError, { pages: SqlRowsView[] }, readonly unknown[], number>({
    queryKey: [workspace, path],
    queryFn: ({ pageParam, signal }) => api.get<SqlRowsView>(path, { page: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    enabled: run?.state === 'done',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    columns: result.data?.pages[0]?.columns ?? [],
    rows: result.data?.pages.flatMap(({ rows }) => rows),
    error: result.error,
    isFetching: result.isFetching,
    retry: () => void result.refetch(),
    more: result.hasNextPage ? () => void result.fetchNextPage() : undefined,
    pages: result.data?.pages.length ?? 0,
  };
}

/** Charts are drawn of so many rows. */
export const chartRows = 4 * sqlPageRows;
