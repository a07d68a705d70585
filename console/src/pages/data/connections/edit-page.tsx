import type { ConnectionTried, ConnectionView } from '@danqing/contracts';
import { Alert, App, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { useDraft } from '../../../parts/draft.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { LinkButton } from '../../../parts/link-button.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { StepLine } from '../../../parts/step-line.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { ColumnsStep } from '../../import/columns-step.tsx';
import { draftOf } from './draft.ts';
import { EditStep } from './edit-step.tsx';
import { PlaceStep } from './place-step.tsx';

/** A connection that is there, changed by the steps in which it was made. Where one stands is in the address; the password is kept nowhere. */
export function Page() {
  const id = useParams()['id'] ?? '';
  const { data, error, refetch } = useApi<ConnectionView>(`/api/v1/connections/${id}`);
  if (data === undefined && error !== null) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <Skeleton active /> : <Edit connection={data} />;
}

function Edit({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const saved = draftOf(connection);
  const draft = useDraft(`connection.${workspace}.${connection.id}`, saved);
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState<ConnectionTried>();
  const [upload, setUpload] = useUrlState('upload');
  // The dry run of the columns that were chosen, or `keep`.
  const [columns, setColumns] = useUrlState('columns');
  const step = upload === '' ? 0 : columns === '' ? 1 : 2;
  const page = `/w/${workspace}/data/connections/${connection.id}`;
  return (
    <>
      <PageHead title={t('editTitle', { name: connection.name })} lead={t('safe')} actions={<LinkButton to={page}>{t('toConnection')}</LinkButton>} />
      <StepLine titles={[t('steps.place'), t('steps.columns'), t('steps.save')]} current={step} />
      <Card>
        {step === 0 && (
          <PlaceStep
            draft={draft.value}
            set={(change) => draft.set({ ...draft.value, ...change })}
            secret={secret}
            setSecret={setSecret}
            tried={tried}
            setTried={setTried}
            connection={connection}
            onNext={(next) => setUpload(next, true)}
            onKeep={(next) => {
              setUpload(next, true);
              // One step in the history: going back leads to the place again.
              setColumns('keep');
            }}
          />
        )}
        {step === 1 && (
          <>
            {connection.choices === null && <Alert type="warning" showIcon title={t('ownMapping')} style={{ marginBottom: 16 }} />}
            <ColumnsStep
              key={upload}
              upload={upload}
              back={t('back')}
              onTry={(next) => setColumns(next, true)}
              onUpload={(next) => setUpload(next, true)}
              {...(connection.choices === null ? {} : { before: connection.choices })}
            />
          </>
        )}
        {step === 2 && (
          <EditStep
            key={`${upload}.${columns}`}
            connection={connection}
            draft={draft.value}
            secret={secret}
            setSecret={setSecret}
            upload={upload}
            tried={columns === 'keep' ? undefined : columns}
            onBack={() => {
              setColumns(null, true);
              if (columns === 'keep') setUpload(null);
            }}
            onSaved={() => {
              draft.clear();
              void message.success(t('saved'));
              void navigate(page);
            }}
          />
        )}
      </Card>
    </>
  );
}
