import type { WebhookMapping, WebhookTried } from '@danqing/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../../../api/client.ts';
import type { ApiError } from '../../../../api/error.ts';
import { useWorkspaceKey } from '../../../../api/use-api.ts';

const restMs = 500;

/** What mappings make of the last bodies, asked whenever they have rested for a moment; undefined mappings cannot be read. */
export function useTried(source: number, mappings: readonly WebhookMapping[] | undefined): UseQueryResult<WebhookTried, ApiError> {
  const workspace = useWorkspaceKey();
  const text = mappings === undefined ? undefined : JSON.stringify(mappings);
  const [rested, setRested] = useState({ text, mappings });
  useEffect(() => {
    const timer = setTimeout(() => setRested({ text, mappings }), restMs);
    return () => clearTimeout(timer);
    // By what they say: their list is made anew whenever the page is drawn.
  }, [text]);
  return useQuery<WebhookTried, ApiError>({
    queryKey: [workspace, `/api/v1/webhooks/${source}/try`, rested.text],
    queryFn: () => api.post<WebhookTried>(`/api/v1/webhooks/${source}/try`, { mappings: rested.mappings ?? [] }),
    enabled: rested.text !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
