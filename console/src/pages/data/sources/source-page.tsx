import type { SourceListed } from '@danqing/contracts';
import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useApi } from '../../../api/use-api.ts';
import { useMay } from '../../../api/use-may.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { Connect } from './connect.tsx';
import { SourceOverview } from './overview.tsx';
import { SourceSettings } from './settings.tsx';
import { SourceState } from './state-tag.tsx';
import { WebhookMappings } from './webhook/mapping.tsx';
import { WebhookSetUp } from './webhook/set-up.tsx';

const askAgainMs = 5000;

/** One source: its figures, how to connect, its settings. */
export function Page() {
  const { t } = useTranslation('sources');
  const id = useParams()['id'] ?? '';
  const mayWrite = useMay('data.write');
  const source = useApi<SourceListed>(`/api/v1/sources/${id}`, { everyMs: askAgainMs });
  if (source.isError) return <ErrorState isPage error={source.error} onRetry={() => void source.refetch()} />;
  if (source.data === undefined) return <Skeleton active />;
  const { data } = source;
  const tabs = [
    { key: 'overview', label: t('tabs.overview'), children: <SourceOverview source={data} /> },
    ...(data.kind === 'webhook'
      ? [
          { key: 'webhook', label: t('tabs.webhook'), children: <WebhookSetUp source={data} /> },
          { key: 'mapping', label: t('tabs.mapping'), children: <WebhookMappings source={data} /> },
        ]
      : [{ key: 'connect', label: t('tabs.connect'), children: <Connect source={data} /> }]),
    ...(mayWrite ? [{ key: 'settings', label: t('tabs.settings'), children: <SourceSettings source={data} /> }] : []),
  ];
  return (
    <>
      <PageHead
        title={data.label}
        lead={
          <Flex gap={8} wrap align="center">
            <span>
              {data.name} · {t(`kinds.${data.kind}`)}
            </span>
            <SourceState source={data} />
          </Flex>
        }
      />
      <PageTabs items={tabs} />
    </>
  );
}
