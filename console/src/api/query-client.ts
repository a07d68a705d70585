import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
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
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 15_000, retry: mayRetry, refetchOnWindowFocus: true }, mutations: { retry: false } },
});
