import type { NamedDefinition, SegmentView } from '@danqing/contracts';
import { App, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../../api/client.ts';
import { ApiError } from '../../../api/error.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useFormats } from '../../../parts/format.ts';
import { UserList } from '../user-list.tsx';
import { staleBySegments } from '../stale.ts';

type Subject = Pick<SegmentView, 'key' | 'name' | 'count'>;

const mostTries = 20;

/** A segment like another one, under the first key that is free. */
async function copyOf(key: string, nameOf: (name: string) => string): Promise<SegmentView> {
  const { rule, refresh, folder, description, owner, name } = await api.get<SegmentView>(`/api/v1/segments/${encodeURIComponent(key)}`);
  for (let number = 1; ; number++) {
    const free = `${key.slice(0, 80)}_copy${number === 1 ? '' : number}`;
    try {
      return await api.post<SegmentView>('/api/v1/segments', { key: free, name: nameOf(name), rule, refresh, folder, description, owner });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409 || number >= mostTries) throw error;
    }
  }
}

export interface SegmentActions {
  readonly compute: (segment: Subject) => void;
  readonly copy: (segment: Subject) => void;
  /** Asks first; says who uses it where somebody does. */
  readonly remove: (segment: Subject, usedBy: readonly NamedDefinition[], gone?: () => void) => void;
}

/** What is done with one segment, from the list and from its page. */
export function useSegmentActions(): SegmentActions {
  const { t } = useTranslation('segments');
  const { t: common } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspaceKey();
  const { message, modal } = App.useApp();
  const failed = (error: Error): void => void message.error(error.message);
  const compute = useChange((key: string) => api.post(`/api/v1/segments/${encodeURIComponent(key)}/compute`), staleBySegments);
  const copy = useChange((key: string) => copyOf(key, (name) => t('copyName', { name })), staleBySegments);
  const remove = useChange((key: string) => api.delete(`/api/v1/segments/${encodeURIComponent(key)}`), staleBySegments);
  return {
    compute: ({ key }) => compute.mutate(key, { onSuccess: () => void message.success(t('computeAsked')), onError: failed }),
    copy: ({ key }) =>
      copy.mutate(key, {
        onSuccess: (made) =>
          void message.success(<Link to={`/w/${workspace}/segments/${encodeURIComponent(made.key)}`}>{t('copiedSegment', { name: made.name })}</Link>),
        onError: failed,
      }),
    remove: ({ key, name, count }, usedBy, gone) => {
      if (usedBy.length > 0) {
        modal.info({
          title: t('removeUsed', { name }),
          content: (
            <>
              <Typography.Paragraph>{t('removeUsedHint')}</Typography.Paragraph>
              <UserList users={usedBy} workspace={workspace} />
            </>
          ),
          okText: common('close'),
        });
        return;
      }
      modal.confirm({
        title: t('removeSure', { name }),
        content: t('removeLost', { n: formats.number(count ?? 0) }),
        okText: t('remove'),
        okButtonProps: { danger: true },
        cancelText: common('cancel'),
        onOk: () =>
          new Promise<void>((resolve) =>
            remove.mutate(key, {
              onSuccess: () => {
                void message.success(t('removed', { name }));
                gone?.();
              },
              onError: failed,
              onSettled: () => resolve(),
            }),
          ),
      });
    },
  };
}
