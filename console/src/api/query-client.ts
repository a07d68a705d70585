import { MutationCache, type Query, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './error.ts';

/** A session that ended sends to the sign-in page, and back to the same place afterwards. */
function onError(error: unknown): void {
  const { pathname, search } = window.location;
  if (!(error instanceof ApiError) || error.status !== 401 || !pathname.startsWith('/w/')) return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** Not reached, asked too often, or nobody behind the door: none of it says anything about what was asked. */
const awayFor: readonly number[] = [0, 429, 502, 503, 504];

/** While the server is away what is on the page stays there, with everything that somebody is typing into it; it is asked for again in its time. */
function keepShown(error: unknown, query: Query<unknown, unknown>): void {
  if (query.state.data !== undefined && error instanceof ApiError && awayFor.includes(error.status)) query.setState({ status: 'success', error: null });
}

/** What was refused stays refused; what could not be reached is tried twice more. */
const mayRetry = (failures: number, error: unknown): boolean => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      keepShown(error, query);
      onError(error);
    },
  }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // The server may be on this very machine: whether it can be reached is not the browser's to say.
    queries: { staleTime: 15_000, retry: mayRetry, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
