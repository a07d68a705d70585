import type { ProfileQueryInput, ProfileQueryPage, ProfileRow } from '@danqing/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import type { Shown } from './list-state.ts';

export interface Rows {
  readonly rows: readonly ProfileRow[] | undefined;
  readonly total: number | null;
  readonly at: string | undefined;
  readonly sortable: ReadonlySet<string>;
  readonly error: ApiError | null;
  readonly isFetching: boolean;
  /** What is shown is of the question before this one. */
  readonly isOld: boolean;
  readonly onRetry: () => void;
  readonly loadMore: (() => void) | undefined;
}

const path = '/api/v1/profiles/query';
const rowsEach = 50;

/** The rows of a list, page by page; the first page brings the count. */
export function useRows({ rule, columns, sort }: Shown): Rows {
  const workspace = useWorkspaceKey();
  const question: ProfileQueryInput = { ...(rule !== null && { rule }), columns: [...columns], sort, limit: rowsEach };
  const result = useInfiniteQuery<ProfileQueryPage, ApiError, { pages: ProfileQueryPage[] }, readonly unknown[], string | null>({
    queryKey: [workspace, path, question],
    queryFn: ({ pageParam, signal }) =>
      api.post<ProfileQueryPage>(path, { ...question, ...(pageParam === null ? { count: true } : { cursor: pageParam }) }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const first = result.data?.pages[0];
  return {
    rows: result.data?.pages.flatMap(({ items }) => items),
    total: first?.total ?? null,
    at: first?.at,
    sortable: new Set(first?.sortable ?? []),
    error: result.error,
    isFetching: result.isFetching,
    isOld: result.isPlaceholderData,
    onRetry: () => void result.refetch(),
    loadMore: result.hasNextPage ? () => void result.fetchNextPage() : undefined,
  };
}
