import type { SchemePreview } from '@danqing/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useRested } from '../../../parts/rested.ts';
import { definitionOf, type Model, problemsOf } from './model.ts';

const pauseMs = 400;

/** What the scheme would make of everybody, while it is drawn. */
export function usePreview(model: Model) {
  const workspace = useWorkspaceKey();
  const isComplete = problemsOf(model).every((problem) => problem === 'name');
  const asked = useRested(isComplete ? JSON.stringify(definitionOf(model)) : '', pauseMs);
  return useQuery<SchemePreview, ApiError>({
    queryKey: [workspace, '/api/v1/schemes/preview', asked],
    queryFn: ({ signal }) => api.post<SchemePreview>('/api/v1/schemes/preview', { definition: definitionOf(model) }, { signal }),
    enabled: asked !== '' && isComplete,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
