import type { ConnectionTried } from '@danqing/contracts';
import { App, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWorkspaceKey } from '../../../api/use-api.ts';
import { useDraft } from '../../../parts/draft.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { StepLine } from '../../../parts/step-line.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { CheckStep } from '../../import/check-step.tsx';
import { ColumnsStep } from '../../import/columns-step.tsx';
import { type ConnectionDraft, emptyDraft } from './draft.ts';
import { PlaceStep } from './place-step.tsx';
import { SaveStep } from './save-step.tsx';

/** A connection in three steps: where and what, tested; its columns; tried, named and set to the clock. Where one stands is in the address. The password is kept nowhere. */
export function Page() {
  const { t } = useTranslation('connections');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const draft = useDraft<ConnectionDraft>(`connection.${workspace}`, emptyDraft);
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState<ConnectionTried>();
  const [upload, setUpload] = useUrlState('upload');
  const [dryRun, setDryRun] = useUrlState('try');
  const step = upload === '' ? 0 : dryRun === '' ? 1 : 2;
  const set = (change: Partial<ConnectionDraft>): void => draft.set({ ...draft.value, ...change });
  return (
    <>
      <PageHead title={t('add')} lead={t('safe')} />
      <StepLine titles={[t('steps.place'), t('steps.columns'), t('steps.check'), t('steps.run')]} current={step} />
      <Card>
        {step === 0 && (
          <PlaceStep
            draft={draft.value}
            set={set}
            secret={secret}
            setSecret={setSecret}
            tried={tried}
            setTried={setTried}
            onNext={(id) => setUpload(id, true)}
          />
        )}
        {step === 1 && <ColumnsStep key={upload} upload={upload} back={t('back')} onTry={(id) => setDryRun(id, true)} onUpload={(id) => setUpload(id, true)} />}
        {step === 2 && (
          <CheckStep
            key={dryRun}
            upload={upload}
            tried={dryRun}
            onBack={() => setDryRun(null, true)}
            finish={
              <SaveStep
                draft={draft.value}
                set={set}
                secret={secret}
                setSecret={setSecret}
                upload={upload}
                onMade={({ id }) => {
                  draft.clear();
                  void message.success(t('created'));
                  void navigate(`/w/${workspace}/data/connections/${id}`);
                }}
              />
            }
          />
        )}
      </Card>
    </>
  );
}
