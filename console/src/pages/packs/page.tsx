import type { PackList } from '@danqing/contracts';
import { Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { useApi } from '../../api/use-api.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PackCard } from './pack-card.tsx';

/** What has just come in counts as soon as the server has seen it. */
const askAgainMs = 10_000;

export function Page() {
  const { t } = useTranslation('packs');
  const packs = useApi<Static<typeof PackList>>('/api/v1/packs', { everyMs: askAgainMs });
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {packs.isError && <ErrorState error={packs.error} onRetry={() => void packs.refetch()} />}
      {packs.isPending && <Skeleton active />}
      <Flex vertical gap={16}>
        {[...(packs.data?.items ?? [])]
          .sort((a, b) => b.counts.available - a.counts.available)
          .map((pack) => (
            <PackCard key={pack.key} pack={pack} />
          ))}
      </Flex>
    </>
  );
}
