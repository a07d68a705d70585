import type { ConnectionRun, ConnectionView } from '@danqing/contracts';
import { Alert, App, Button, Flex, Popconfirm, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { useFormats } from '../../../parts/format.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { TimeText } from '../../../parts/time-text.tsx';
import { FilesTab } from './files-tab.tsx';
import { LagText } from './lag-text.tsx';
import { RunsTab } from './runs-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { ConnectionTag } from './state-tag.tsx';
import { useConnectionWords } from './use-words.ts';

const askAgainMs = 2000;

/** One connection: how it stands, its runs and files, its settings. */
export function Page() {
  const id = useParams()['id'] ?? '';
  const { data, error, refetch, isError } = useApi<ConnectionView>(`/api/v1/connections/${id}`, { everyMs: askAgainMs });
  if (isError && data === undefined) return <ErrorState isPage error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <Skeleton active /> : <Connection connection={data} />;
}

function Connection({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const words = useConnectionWords();
  const mayWrite = useMay('data.write');
  const { place } = connection;
  const tabs = [
    { key: 'runs', label: t('tabs.runs'), children: <RunsTab id={connection.id} /> },
    ...(place.kind === 'folder' || place.kind === 's3' ? [{ key: 'files', label: t('tabs.files'), children: <FilesTab id={connection.id} /> }] : []),
    ...(mayWrite ? [{ key: 'settings', label: t('tabs.settings'), children: <SettingsTab connection={connection} /> }] : []),
  ];
  return (
    <>
      <PageHead
        title={connection.name}
        lead={
          <Flex gap={8} wrap align="center">
            <span style={{ wordBreak: 'break-word' }}>
              {t(`kinds.${place.kind}`)} · {words.place(place)} · {words.schedule(connection.schedule)}
            </span>
            <ConnectionTag state={connection.state} />
          </Flex>
        }
        actions={mayWrite ? <Actions connection={connection} /> : undefined}
      />
      <Problem connection={connection} />
      <Facts connection={connection} />
      <PageTabs items={tabs} />
    </>
  );
}

function Actions({ connection: { id, isPaused, state, lastRun } }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const path = `/api/v1/connections/${id}`;
  const failed = (error: Error): void => void message.error(error.message);
  const run = useChange(() => api.post<ConnectionRun>(`${path}/runs`, {}), ['/api/v1/connections']);
  const stop = useChange((one: number) => api.post<ConnectionRun>(`${path}/runs/${one}/stop`, {}), ['/api/v1/connections']);
  const pause = useChange(() => api.patch<ConnectionView>(path, { isPaused: !isPaused }), ['/api/v1/connections']);
  const remove = useChange(() => api.delete(path), ['/api/v1/connections']);
  return (
    <Flex wrap gap={8}>
      {state === 'running' && lastRun !== null ? (
        <Button loading={stop.isPending} onClick={() => stop.mutate(lastRun.id, { onError: failed })}>
          {t('stop')}
        </Button>
      ) : (
        <Button
          type="primary"
          loading={run.isPending}
          onClick={() => run.mutate(undefined, { onSuccess: () => void message.success(t('started')), onError: failed })}
        >
          {t('runNow')}
        </Button>
      )}
      <Button
        loading={pause.isPending}
        onClick={() => pause.mutate(undefined, { onSuccess: (after) => void message.success(after.isPaused ? t('paused') : t('resumed')), onError: failed })}
      >
        {isPaused ? t('resume') : t('pause')}
      </Button>
      <Popconfirm
        title={t('remove')}
        description={t('removeSure')}
        okText={t('remove')}
        okButtonProps={{ danger: true }}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate(`/w/${workspace}/data/connections`), onError: failed })}
      >
        <Button danger>{t('remove')}</Button>
      </Popconfirm>
    </Flex>
  );
}

/** What went wrong last, what was kept, and when it is tried again. */
function Problem({ connection: { lastRun, failures, nextAt } }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const language = useLanguage();
  const formats = useFormats();
  const error = lastRun?.error ?? null;
  if (error === null || lastRun?.state !== 'failed') return null;
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 16 }}
      title={language === 'zh' ? error.zh : error.message}
      description={
        <Flex vertical gap={4}>
          {language === 'zh' && error.zh !== error.message && <code style={{ wordBreak: 'break-word' }}>{error.message}</code>}
          <span>
            {nextAt === null ? t('failingOnce', { n: failures }) : t('failing', { n: failures, time: formats.time(nextAt) })} · {t('kept')}
          </span>
        </Flex>
      }
    />
  );
}

function Facts({ connection: { lastRun, lastSuccessAt, nextAt, lag } }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation('connections');
  const formats = useFormats();
  return (
    <Flex wrap gap={32} style={{ marginBottom: 16 }}>
      <Fact title={t('lastSuccess')}>
        <TimeText value={lastSuccessAt} />
      </Fact>
      <Fact title={t('next')}>{nextAt === null ? '—' : formats.time(nextAt)}</Fact>
      <Fact title={`${t('lastRun')} · ${t('newRows')}`}>{lastRun === null ? '—' : formats.number(lastRun.events)}</Fact>
      <Fact title={t('lag')}>
        <LagText lag={lag} isLong />
      </Fact>
    </Flex>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <div style={{ color: 'var(--text-secondary)', marginBottom: 4 }}>{title}</div>
      <div style={{ fontSize: 16 }}>{children}</div>
    </div>
  );
}
