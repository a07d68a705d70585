import type { TagTree } from '@danqing/contracts';
import { App } from 'antd';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';

export interface CategoryMove {
  readonly from: string;
  readonly to: string;
  readonly before?: string | null;
}

const stale = ['/api/v1/tag-categories', '/api/v1/tags'];

/** What one can do to categories; what is refused is said. */
export function useCategoryChange() {
  const { message } = App.useApp();
  const onError = (error: Error): void => void message.error(error.message);
  const change = useChange((run: () => Promise<unknown>) => run(), stale);
  const send = (run: () => Promise<unknown>, done?: () => void): void => change.mutate(run, { onError, ...(done !== undefined && { onSuccess: done }) });
  return {
    isPending: change.isPending,
    create: (path: string, done?: () => void) => send(() => api.post<Static<typeof TagTree>>('/api/v1/tag-categories', { path }), done),
    move: (move: CategoryMove, done?: () => void) => send(() => api.post('/api/v1/tag-categories/move', move), done),
    remove: (path: string, done?: () => void) => send(() => api.post('/api/v1/tag-categories/remove', { path }), done),
    place: (keys: readonly string[], category: string, done?: () => void) => send(() => api.post('/api/v1/tags/place', { keys, category }), done),
  };
}
