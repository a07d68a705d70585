import type { ProfileQueryPage, RuleJson } from '@danqing/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';

const path = '/api/v1/profiles/query';

/** How many a rule finds; what is half written is an error and counts nobody. */
export function useCount(rule: RuleJson | null, isEnabled: boolean): UseQueryResult<ProfileQueryPage, ApiError> {
  const workspace = useWorkspaceKey();
  return useQuery<ProfileQueryPage, ApiError>({
    queryKey: [workspace, path, rule, 'count'],
    queryFn: ({ signal }) =>
      api.post<ProfileQueryPage>(
        path,
        { ...(rule !== null && { rule }), columns: ['id'], sort: { by: 'id', order: 'asc' }, limit: 1, count: true },
        { signal },
      ),
    enabled: isEnabled,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
