import type { PlanDraft } from '@danqing/contracts';
import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useUrlState } from '../../../parts/url-state.ts';
import { planPath, usePlan } from './paths.ts';
import { PlanFile } from './plan-file.tsx';
import { PublishDialog } from './publish-dialog.tsx';

/** What can be done with the plan as a whole. */
export function HeadActions() {
  const { t } = useTranslation(['plan', 'common']);
  const { message } = App.useApp();
  const mayWrite = useMay('data.write');
  const plan = usePlan();
  const [panel, setPanel] = useUrlState('panel');
  const discard = useChange((revision: number) => api.delete<PlanDraft>(`${planPath}/draft`, { revision }), [planPath]);
  if (plan.data === undefined) return null;
  const { draft } = plan.data;
  const changes = draft.diff.length;
  return (
    <>
      <PlanFile view={plan.data} />
      {mayWrite && draft.revision > 0 && (
        <Popconfirm
          title={t('discardAsk', { n: changes })}
          okText={t('discard')}
          cancelText={t('common:cancel')}
          onConfirm={() => discard.mutate(draft.revision, { onError: (error) => void message.error(error.message) })}
        >
          <Button loading={discard.isPending}>{t('discard')}</Button>
        </Popconfirm>
      )}
      {mayWrite && changes > 0 && (
        <Button type="primary" onClick={() => setPanel('publish', true)}>
          {t('publish')}
        </Button>
      )}
      {mayWrite && panel === 'publish' && <PublishDialog view={plan.data} onClose={() => setPanel(null)} />}
    </>
  );
}
