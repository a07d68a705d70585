import type { HomeBlock, HomeView } from '@danqing/contracts';
import { Flex, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Checklist } from '../start/checklist.tsx';
import { useUrlState } from '../../parts/url-state.ts';
import { Figures } from './figures.tsx';
import { FollowUps } from './follow-ups.tsx';
import { ListBlock } from './list-block.tsx';
import { SegmentsBlock } from './segments-block.tsx';

const askAgainMs = 60_000;

/** What the reader's role should see first; an admin may look at the page of every role. */
export function Page() {
  const { t } = useTranslation('home');
  const [role, setRole] = useUrlState('role');
  const home = useApi<HomeView>('/api/v1/home', { query: { role }, everyMs: askAgainMs, keepPrevious: true });
  const roles = home.data?.roles ?? [];
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          home.data !== undefined &&
          roles.length > 1 && (
            <Select
              aria-label={t('viewAs')}
              value={home.data.role}
              options={roles.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
              onChange={(one: string) => setRole(one)}
              style={{ minWidth: 140 }}
            />
          )
        }
      />
      <div style={{ marginBottom: 16 }}>
        <Checklist />
      </div>
      {home.isError && <ErrorState error={home.error} onRetry={() => void home.refetch()} />}
      {home.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {home.data !== undefined && <Blocks home={home.data} />}
    </>
  );
}

/** Figures take the whole width, the others stand beside each other where there is room. */
function Blocks({ home }: { readonly home: HomeView }) {
  const figures = home.blocks.filter((block): block is Extract<HomeBlock, { kind: 'figures' }> => block.kind === 'figures');
  const mayFollowUp = useMay('care.write');
  const others = home.blocks.filter((block) => block.kind !== 'figures');
  return (
    <Flex vertical gap={16}>
      {figures.map((block) => (
        <Figures key={block.items[0]?.key} items={block.items} home={home} />
      ))}
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))' }}>
        {home.role === 'sales' && mayFollowUp && <FollowUps />}
        {others.map((block) => (block.kind === 'segments' ? <SegmentsBlock key="segments" block={block} /> : <ListBlock key={block.key} block={block} />))}
      </div>
    </Flex>
  );
}
