import type { RuleJson, SegmentView } from '@danqing/contracts';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../../api/client.ts';
import { useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { newKey } from '../../new-key.ts';
import { staleBySegments } from '../stale.ts';

const longestName = 200;

/** Makes a segment of a rule in one click, goes there, and takes it back as easily. */
export function useMakeSegment(): { readonly make: (name: string, rule: RuleJson) => void; readonly isMaking: boolean } {
  const { t } = useTranslation('portrait');
  const workspace = useWorkspaceKey();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const failed = (error: Error): void => void message.error(error.message);
  const undo = useChange((key: string) => api.delete(`/api/v1/segments/${key}`), staleBySegments);
  const save = useChange(
    ({ name, rule }: { readonly name: string; readonly rule: RuleJson }) =>
      api.post<SegmentView>('/api/v1/segments', { key: newKey('seg', name), name: name.slice(0, longestName), rule, refresh: 'daily' }),
    staleBySegments,
  );
  return {
    isMaking: save.isPending,
    make: (name, rule) =>
      save.mutate(
        { name, rule },
        {
          onSuccess: ({ key, name: made }) => {
            void navigate(`/w/${workspace}/segments/${key}`);
            const takeBack = (): void => {
              undo.mutate(key, {
                onSuccess: () => {
                  void navigate(-1);
                  void message.success(t('overlap.undone'));
                },
                onError: failed,
              });
              message.destroy(key);
            };
            void message.success({
              key,
              duration: 8,
              content: (
                <>
                  {t('overlap.made', { name: made })}
                  <Button type="link" size="small" onClick={takeBack}>
                    {t('overlap.undo')}
                  </Button>
                </>
              ),
            });
          },
          onError: failed,
        },
      ),
  };
}
