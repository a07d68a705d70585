import type { SchemeList } from '@danqing/contracts';
import { Button, Card, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SchemeCard } from './list/scheme-card.tsx';
import { TemplateCards } from './list/template-cards.tsx';

const soonMs = 3000;
const calmMs = 30_000;

/** Every scheme: how each divides everyone. */
export function Page() {
  const { t } = useTranslation('schemes');
  const workspace = useWorkspaceKey();
  const mayWrite = useMay('definitions.write');
  const schemes = useApi<Static<typeof SchemeList>>('/api/v1/schemes', {
    everyMs: ({ items }) => (items.some(({ state }) => state === 'pending' || state === 'computing') ? soonMs : calmMs),
  });
  const items = schemes.data?.items;
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          mayWrite &&
          items !== undefined &&
          items.length > 0 && (
            <Link to={`/w/${workspace}/schemes/new`}>
              <Button type="primary">{t('new')}</Button>
            </Link>
          )
        }
      />
      {schemes.isError ? (
        <ErrorState error={schemes.error} onRetry={() => void schemes.refetch()} />
      ) : items === undefined ? (
        <Skeleton active />
      ) : items.length > 0 ? (
        <Flex vertical gap={16}>
          {items.map((scheme) => (
            <SchemeCard key={scheme.key} scheme={scheme} />
          ))}
        </Flex>
      ) : (
        <Flex vertical gap={16}>
          <EmptyState title={t('emptyTitle')} hint={mayWrite ? t('emptyHint') : undefined} />
          {mayWrite && (
            <Card title={t('templates')}>
              <TemplateCards />
            </Card>
          )}
        </Flex>
      )}
    </>
  );
}
