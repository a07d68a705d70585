import type { SchemeView } from '@danqing/contracts';
import { App, Button, Dropdown, Flex, Skeleton, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api/client.ts';
import { useApi, useChange, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { CollaborateActions } from '../../parts/collaborate/collaborate-actions.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { StopRun } from '../../parts/stop-run.tsx';
import { StoppedRun } from '../../parts/stopped-run.tsx';
import { TimeText } from '../../parts/time-text.tsx';
import { SchemeState } from './scheme-state.tsx';
import { schemePath } from './types.ts';

const Overview = lazy(async () => ({ default: (await import('./scheme/overview.tsx')).Overview }));
const Movement = lazy(async () => ({ default: (await import('./scheme/movement.tsx')).Movement }));
const Trend = lazy(async () => ({ default: (await import('./scheme/trend.tsx')).Trend }));
const Strategy = lazy(async () => ({ default: (await import('./scheme/strategy.tsx')).Strategy }));
const Portrait = lazy(async () => ({ default: (await import('./scheme/portrait.tsx')).Portrait }));
const Why = lazy(async () => ({ default: (await import('./scheme/why.tsx')).Why }));

const tabs = { overview: Overview, movement: Movement, trend: Trend, strategy: Strategy, portrait: Portrait, why: Why } as const;
const tabKeys = ['overview', 'movement', 'trend', 'strategy', 'portrait', 'why'] as const;
const soonMs = 2000;
const calmMs = 30_000;

/** One scheme: its groups, how people move between them, how they grew, what is planned for them. */
export function Page() {
  const { t } = useTranslation('schemes');
  const language = useLanguage();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const key = useParams()['key'] ?? '';
  const path = schemePath(key);
  const scheme = useApi<SchemeView>(path, { everyMs: ({ state }) => (state === 'pending' || state === 'computing' ? soonMs : calmMs) });
  const failed = (error: Error): void => void message.error(error.message);
  const compute = useChange(() => api.post(`${path}/compute`), [path]);
  const remove = useChange(() => api.delete(path), ['/api/v1/schemes', '/api/v1/rules/vocabulary']);

  if (scheme.isError) return <ErrorState isPage error={scheme.error} onRetry={() => void scheme.refetch()} />;
  if (scheme.data === undefined) return <Skeleton active />;
  const { name, description, sentence, owner, refresh, computedAt } = scheme.data;
  const askToRemove = (): void =>
    void modal.confirm({
      title: t('removeTitle', { name }),
      content: t('removeText'),
      okText: t('remove'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: async () => {
        await remove.mutateAsync(undefined, { onError: failed });
        void message.success(t('removed', { name }));
        void navigate(`/w/${workspace}/schemes`);
      },
    });
  return (
    <>
      <PageHead
        title={name}
        lead={description === '' ? sentence?.[language] : description}
        actions={
          <>
            <CollaborateActions object={`schemes/${key}`} />
            {mayWrite && (
              <>
                <Button loading={compute.isPending} onClick={() => compute.mutate(undefined, { onError: failed })}>
                  {t('compute')}
                </Button>
                <LinkButton type="primary" to={`/w/${workspace}/schemes/${key}/edit`}>
                  {t('edit')}
                </LinkButton>
                <Dropdown menu={{ items: [{ key: 'remove', danger: true, label: t('remove'), onClick: askToRemove }] }} trigger={['click']}>
                  <Button aria-label={t('more')}>…</Button>
                </Dropdown>
              </>
            )}
          </>
        }
      />
      <Flex wrap gap="4px 16px" style={{ marginBottom: 12 }}>
        <SchemeState scheme={scheme.data} />
        {(scheme.data.state === 'pending' || scheme.data.state === 'computing') && <StopRun kind="tag" of={scheme.data.tag} />}
        <Typography.Text type="secondary">
          {t(`refreshes.${refresh}`)} · {t('computedAt')} <TimeText value={computedAt} />
        </Typography.Text>
        {owner !== '' && <Typography.Text type="secondary">{t('owner', { name: owner })}</Typography.Text>}
      </Flex>
      <StoppedRun of={scheme.data} isAsking={compute.isPending} compute={() => compute.mutate(undefined, { onError: failed })} />
      <PageTabs
        items={tabKeys.map((each) => {
          const Content = tabs[each];
          return {
            key: each,
            label: t(`tabs.${each}`),
            children: (
              <Suspense fallback={<Skeleton active />}>
                <Content scheme={scheme.data} />
              </Suspense>
            ),
          };
        })}
      />
    </>
  );
}
