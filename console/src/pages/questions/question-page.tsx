import type { QuestionView, SqlRunView } from '@danqing/contracts';
import { App, Button, Card, Flex, Popconfirm, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { CollaborateActions } from '../../parts/collaborate/collaborate-actions.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { isUnderWay } from '../../parts/under-way.ts';
import { AnswerActions } from '../workbench/answer-actions.tsx';
import { parametersOf, usedValues } from '../workbench/parameters.ts';
import { Result } from '../workbench/result/result.tsx';
import { Values } from '../workbench/statement.tsx';
import { useRun } from '../workbench/use-run.ts';
import { Settings } from './settings.tsx';
import { Versions } from './versions.tsx';

/** One saved question as its link shows it: the picture, when it is of, its values, and asking it again. */
export function Page() {
  const id = useParams()['id'] ?? '';
  const question = useApi<QuestionView>(`/api/v1/questions/${id}`);
  if (question.isError) return <ErrorState isPage error={question.error} onRetry={() => void question.refetch()} />;
  return question.data === undefined ? <Skeleton active /> : <Question key={id} question={question.data} />;
}

function Question({ question }: { readonly question: QuestionView }) {
  const { t } = useTranslation('workbench');
  const { message } = App.useApp();
  const workspace = useWorkspaceKey();
  const mayAsk = useMay('sql.run');
  const [values, setValues] = useState(question.parameters);
  const [fresh, setFresh] = useState<string | null>(null);
  const latest = useRun(fresh);
  const path = `/api/v1/questions/${question.id}`;
  const run = latest.data ?? question.result ?? undefined;
  const isRunning = latest.data !== undefined && isUnderWay(latest.data);
  const refresh = useChange(() => api.post<SqlRunView>(`${path}/run`, { parameters: usedValues(question.sql, values) }));
  const parameters = parametersOf(question.sql);
  const ask = (): void => refresh.mutate(undefined, { onSuccess: ({ id }) => setFresh(id), onError: (error) => void message.error(error.message) });
  return (
    <>
      <PageHead
        title={question.name}
        lead={[question.folder, question.owner, question.description].filter((text) => text !== '').join(' · ')}
        actions={
          <>
            <CollaborateActions object={`questions/${question.id}`} needs="questions.read" />
            {mayAsk && <LinkButton to={`/w/${workspace}/workbench?question=${question.id}`}>{t('open')}</LinkButton>}
            {question.mayChange && <Settings question={question} />}
            {question.mayChange && <Remove question={question} />}
            <Button type="primary" onClick={ask} loading={refresh.isPending || isRunning}>
              {t('refresh')}
            </Button>
          </>
        }
      />
      <Card>
        {parameters.length > 0 && (
          <div style={{ marginBottom: 16 }}>
            <Values parameters={parameters} tab={{ values }} onChange={(change) => setValues(change.values)} />
          </div>
        )}
        {run === undefined ? (
          <EmptyState title={t('notRunYet')} hint={t('notRunYetHint')} />
        ) : (
          <>
            <Typography.Text type="secondary" style={{ display: 'block', marginBottom: 8 }}>
              {t('resultAt')} <TimeText value={run.endedAt ?? run.askedAt} />
            </Typography.Text>
            <Result run={run} name={question.name} chart={question.chart} actions={<AnswerActions run={run} name={question.name} />} />
          </>
        )}
      </Card>
      <Flex vertical gap={16} style={{ marginTop: 16 }}>
        <details>
          <summary>{t('showSql')}</summary>
          <pre style={{ overflow: 'auto', background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 6, padding: 12 }} tabIndex={0}>
            {question.sql}
          </pre>
        </details>
        <Versions question={question} />
      </Flex>
    </>
  );
}

function Remove({ question }: { readonly question: QuestionView }) {
  const { t } = useTranslation('workbench');
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const remove = useChange(() => api.delete(`/api/v1/questions/${question.id}`), ['/api/v1/questions']);
  const confirmed = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        void message.success(t('removed'));
        void navigate(`/w/${workspace}/questions`);
      },
      onError: (error) => void message.error(error.message),
    });
  return (
    <Popconfirm title={t('removeAsk', { name: question.name })} okText={t('remove')} cancelText={common('cancel')} onConfirm={confirmed}>
      <Button danger>{t('remove')}</Button>
    </Popconfirm>
  );
}
