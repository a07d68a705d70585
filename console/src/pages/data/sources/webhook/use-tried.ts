import type { WebhookMapping, WebhookTried } from '@danqing/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../../../../api/client.ts';
import type { ApiError } from '../../../../api/error.ts';
import { useWorkspaceKey } from '../../../../api/use-api.ts';
import { useRested } from '../../../../parts/rested.ts';

const restMs = 500;

/** What mappings make of the last bodies, asked whenever they have rested for a moment; undefined mappings cannot be read. */
export function useTried(source: number, mappings: readonly WebhookMapping[] | undefined): UseQueryResult<WebhookTried, ApiError> {
  const workspace = useWorkspaceKey();
  const rested = useRested(mappings, restMs);
  return useQuery<WebhookTried, ApiError>({
    queryKey: [workspace, `/api/v1/webhooks/${source}/try`, rested],
    queryFn: () => api.post<WebhookTried>(`/api/v1/webhooks/${source}/try`, { mappings: rested ?? [] }),
    enabled: rested !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
