import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { keepShown, takeKept } from './away.ts';
import { ApiError } from './error.ts';

/** A session that ended sends to the sign-in page, and back to the same place afterwards. */
function onError(error: unknown): void {
  const { pathname, search } = window.location;
  if (!(error instanceof ApiError) || error.status !== 401 || !pathname.startsWith('/w/')) return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** What was refused stays refused; what could not be reached is tried twice more. */
const mayRetry = (failures: number, error: unknown): boolean => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      keepShown(error, query);
      onError(error);
    },
    onSuccess: (_data, { queryHash }) => {
      const waiting = takeKept(queryHash);
      if (waiting.size > 0) void queryClient.refetchQueries({ type: 'active', predicate: (query) => waiting.has(query.queryHash) });
    },
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // The server may be on this very machine: whether it can be reached is not the browser's to say.
    queries: { staleTime: 15_000, retry: mayRetry, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
