import type { TagDryRunView, TagPreviewView } from '@danqing/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useRested } from '../../../parts/rested.ts';
import { type TagDraft, typeFor } from './draft.ts';
import { isComplete } from './forms.ts';

/** So long somebody has to rest before the engine is asked. */
const restMs = 500;

interface Asked {
  readonly draft: TagDraft;
  /** The key of the tag that is being edited. */
  readonly edited: string | undefined;
  readonly isExact: boolean;
}

export interface Looked {
  readonly preview: TagPreviewView | undefined;
  readonly error: ApiError | null;
  readonly isFetching: boolean;
  readonly isComplete: boolean;
  /** Who changes, of a tag that is being edited. */
  readonly moves: TagDryRunView | undefined;
}

/** How the values would be spread, asked anew whenever somebody rests; an answer that nobody waits for any more is given up. */
export function useLook({ draft, edited, isExact }: Asked): Looked {
  const workspace = useWorkspaceKey();
  const { definition, type } = useRested({ definition: draft.definition, type: typeFor(draft) }, restMs);
  const isReady = isComplete(definition) && !('manual' in definition);
  const preview = useQuery<TagPreviewView, ApiError>({
    queryKey: [workspace, '/api/v1/tags/preview', definition, type, edited, isExact],
    queryFn: ({ signal }) => api.post('/api/v1/tags/preview', { definition, type, isExact, ...(edited !== undefined && { key: edited }) }, { signal }),
    enabled: isReady,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
  const moves = useQuery<TagDryRunView, ApiError>({
    queryKey: [workspace, '/api/v1/tags/dry-run', edited, definition, isExact],
    queryFn: ({ signal }) => api.post(`/api/v1/tags/${encodeURIComponent(edited ?? '')}/dry-run`, { definition, limit: 0, mayEstimate: !isExact }, { signal }),
    enabled: isReady && edited !== undefined && preview.isSuccess && !('sql' in definition),
    retry: false,
    staleTime: 60_000,
  });
  return {
    preview: isReady ? preview.data : undefined,
    error: isReady ? preview.error : null,
    isFetching: isReady && preview.isFetching,
    isComplete: isReady,
    moves: isReady ? moves.data : undefined,
  };
}
