import type { MendPreview, MendStep, QuarantineGroup, ReplayView } from '@danqing/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Static } from 'typebox';
import { api } from '../../../api/client.ts';
import type { ApiError } from '../../../api/error.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useDraft } from '../../../parts/draft.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { useReason } from '../parts/reason.ts';
import { OffenceNote } from './offence-note.tsx';
import { PreviewPart } from './preview-part.tsx';
import { ReplayProgress } from './replay-progress.tsx';
import { isComplete } from './step-row.tsx';
import { StepsCard } from './steps-card.tsx';

interface Order {
  readonly select: object;
  readonly steps: readonly MendStep[];
  readonly confirmDiscard?: boolean;
}

/** One kind of trouble: what is wrong, the steps that mend it, what they would make of real messages, doing them. */
export function Page() {
  const { t } = useTranslation(['quarantine', 'common']);
  const { message } = App.useApp();
  const reasonOf = useReason();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('data.write');
  const [parameters] = useSearchParams();
  const [reason, source, event] = [parameters.get('reason') ?? '', parameters.get('source') ?? '', parameters.get('event') ?? ''];
  const [running, setRunning] = useUrlState('replay');
  const select = { reason, source, event };
  const groups = useApi<{ readonly items: QuarantineGroup[] }>('/api/v1/quarantine/groups', { everyMs: 5000 });
  const offence = groups.data?.items.find((group) => group.reason === reason && group.source === source && group.event === event)?.offence;
  const { value: steps, set: setSteps, clear } = useDraft<readonly MendStep[]>(`mend.${workspace}.${reason}.${source}.${event}`, []);
  const complete = steps.filter(isComplete);
  const preview = useQuery<MendPreview, ApiError>({
    queryKey: [workspace, '/api/v1/quarantine/mend/preview', select, complete],
    queryFn: ({ signal }) => api.post<MendPreview>('/api/v1/quarantine/mend/preview', { select, steps: complete }, { signal }),
    placeholderData: keepPreviousData,
  });
  const mend = useChange((order: Order) => api.post<Static<typeof ReplayView>>('/api/v1/quarantine/mend', order), ['/api/v1/quarantine']);
  const run = (order: Order): void =>
    mend.mutate(order, {
      onSuccess: ({ id }) => {
        clear();
        setRunning(String(id));
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <>
      <Link to={`/w/${workspace}/data/quarantine`}>← {t('back')}</Link>
      <PageHead title={reasonOf(reason)} lead={[event || t('noEvent'), source].join(' · ')} />
      {running !== '' && <ReplayProgress id={running} onClose={() => setRunning(null)} />}
      <Flex vertical gap={16}>
        {offence !== undefined && <OffenceNote offence={offence} onTake={mayWrite ? setSteps : undefined} />}
        {mayWrite && preview.data?.total !== 0 && (
          <StepsCard
            steps={steps}
            onChange={setSteps}
            total={preview.data?.total ?? 0}
            path={offence?.path ?? ''}
            isRunning={mend.isPending}
            onRun={(chosen, discards) => run({ select, steps: chosen, confirmDiscard: discards })}
          />
        )}
        <PreviewPart preview={preview} onEdited={(id, changes) => run({ select: { ids: [id] }, steps: changes })} />
      </Flex>
    </>
  );
}
