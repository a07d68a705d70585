import type { PlanLearned } from '@danqing/contracts';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { EventEditor } from './event-editor.tsx';
import { planPath, usePlan } from './paths.ts';

/** One event of the plan beside what really comes. */
export function Page() {
  const { t } = useTranslation('plan');
  const workspace = useWorkspaceKey();
  const name = useParams()['event'] ?? '';
  const plan = usePlan();
  const learned = useApi<PlanLearned>(`${planPath}/learned/${encodeURIComponent(name)}`);
  const lost = plan.isError ? plan.error : learned.isError ? learned.error : null;
  if (lost !== null) return <ErrorState isPage error={lost} onRetry={() => void Promise.all([plan.refetch(), learned.refetch()])} />;
  if (plan.data === undefined || learned.data === undefined) return <Skeleton active />;
  return (
    <>
      <Link to={`/w/${workspace}/data/plan`}>← {t('back')}</Link>
      <EventEditor key={name} name={name} draft={plan.data.draft} learned={learned.data} />
    </>
  );
}
