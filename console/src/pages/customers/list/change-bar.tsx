import type { SavedView } from '@danqing/contracts';
import { App, Button, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import type { ListState } from './list-state.ts';
import { viewsPath } from './view-dialog.tsx';

/** Says that the list is no longer as its view, and what can be done about it. */
export function ChangeBar({ state, onSaveAs }: { readonly state: ListState; readonly onSaveAs: () => void }) {
  const { t } = useTranslation('views');
  const { message } = App.useApp();
  const { base, rule, columns, sort } = state;
  const save = useChange(
    ({ id, version }: SavedView) => api.put<SavedView>(`${viewsPath}/${id}`, { rule, columns, sort }, { headers: { 'if-match': `"${version}"` } }),
    [viewsPath],
  );
  if (!state.isChanged) return null;
  return (
    <Flex
      wrap
      gap={8}
      align="center"
      role="status"
      style={{ padding: '6px 12px', marginBottom: 12, borderRadius: 6, border: '1px solid var(--line)', background: 'var(--selected)' }}
    >
      <Typography.Text strong>{t('changed')}</Typography.Text>
      <Typography.Text type="secondary" style={{ flex: '1 1 160px' }}>
        {t('changedHint')}
      </Typography.Text>
      {base.kind === 'saved' && base.view.mayChange && (
        <Button
          size="small"
          type="primary"
          loading={save.isPending}
          onClick={() =>
            save.mutate(base.view, {
              onSuccess: ({ name }) => {
                void message.success(t('saved', { name }));
                state.revert();
              },
              onError: (error) => void message.error(error.message),
            })
          }
        >
          {t('save')}
        </Button>
      )}
      <Button size="small" onClick={onSaveAs}>
        {t('saveAs')}
      </Button>
      <Button size="small" type="text" onClick={state.revert}>
        {t('revert')}
      </Button>
    </Flex>
  );
}
