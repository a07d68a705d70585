import type { Me } from '@danqing/contracts';
import { queryOptions, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { api } from './client.ts';
import type { ApiError } from './error.ts';

export type MeView = Static<typeof Me>;

/** Who is signed in, their role in this workspace, and what that role may do. */
const meIn = (workspace: string) =>
  queryOptions<MeView, ApiError>({
    queryKey: [workspace, '/api/v1/me'],
    queryFn: ({ signal }) => api.get<MeView>('/api/v1/me', {}, signal),
    staleTime: 60_000,
  });

export const useMe = (workspace: string): UseQueryResult<MeView, ApiError> => useQuery(meIn(workspace));
