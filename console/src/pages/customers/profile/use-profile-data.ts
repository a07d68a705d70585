import type { CareAnswer, ProfileCrowds, ProfileSummary, ProfileTags } from '@danqing/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiError } from '../../../api/error.ts';
import { useApi } from '../../../api/use-api.ts';

/** Answers that several parts of the page share; whoever asks first fetches. */
export const useSummary = (id: number): UseQueryResult<ProfileSummary, ApiError> => useApi<ProfileSummary>(`/api/v1/profiles/${id}/summary`);
export const useCare = (id: number): UseQueryResult<CareAnswer, ApiError> => useApi<CareAnswer>(`/api/v1/profiles/${id}/care`);
export const useProfileTags = (id: number): UseQueryResult<ProfileTags, ApiError> => useApi<ProfileTags>(`/api/v1/profiles/${id}/tags`);
export const useCrowds = (id: number): UseQueryResult<ProfileCrowds, ApiError> => useApi<ProfileCrowds>(`/api/v1/profiles/${id}/crowds`);
