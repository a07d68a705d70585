import type { CareInput, CarePatch, CareView } from '@danqing/contracts';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-api.ts';

const stale = ['/api/v1/profiles', '/api/v1/care'];

/** Writing, changing and removing what is written down; what failed is said. */
export function useCareChanges(profile: number) {
  const { t } = useTranslation('customer');
  const { message } = App.useApp();
  const told = (error: unknown): void => void message.error(error instanceof Error ? error.message : String(error));
  const add = useChange((input: CareInput) => api.post<CareView>(`/api/v1/profiles/${profile}/care`, input), stale);
  const patch = useChange(({ id, ...change }: CarePatch & { readonly id: number }) => api.patch<CareView>(`/api/v1/care/${id}`, change), stale);
  const remove = useChange((id: number) => api.delete(`/api/v1/care/${id}`), stale);
  const restore = useChange((id: number) => api.post(`/api/v1/care/${id}/restore`), stale);
  return {
    isSaving: add.isPending || patch.isPending,
    add: (input: CareInput) => add.mutateAsync(input).then(() => void message.success(t('care.saved'))),
    patch: (id: number, change: CarePatch) => patch.mutateAsync({ id, ...change }).then(() => void message.success(t('care.saved'))),
    /** For changes that a button makes, whose failure has no form to stand in. */
    patchNow: (id: number, change: CarePatch) => void patch.mutateAsync({ id, ...change }).catch(told),
    remove: (id: number, undo: (restore: () => void) => void) =>
      void remove.mutateAsync(id).then(() => undo(() => void restore.mutateAsync(id).catch(told)), told),
  };
}
