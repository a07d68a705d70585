import type { TagView } from '@danqing/contracts';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../api/use-api.ts';
import { useMay } from '../../api/use-may.ts';
import { ErrorState } from '../../parts/error-state.tsx';
import { CollaborateActions } from '../../parts/collaborate/collaborate-actions.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { LineageTab } from './page/lineage-tab.tsx';
import { QualityTab } from './page/quality-tab.tsx';
import { RunsTab } from './page/runs-tab.tsx';
import { SpreadTab } from './page/spread-tab.tsx';
import { Summary } from './page/summary.tsx';
import { TrendTab } from './page/trend-tab.tsx';
import { ValuesTab } from './page/values-tab.tsx';
import { VersionsTab } from './page/versions-tab.tsx';
import { WhoTab } from './page/who-tab.tsx';
import { EditButton, TagActions, useCompute } from './tag-actions.tsx';

const restMs = 15_000;
const computingMs = 2000;

/** One tag: how it is spread and why, what it was, rests on and costs. */
export function Page() {
  const { key = '' } = useParams();
  const tag = useApi<TagView>(`/api/v1/tags/${encodeURIComponent(key)}`, {
    everyMs: ({ state }) => (state === 'pending' || state === 'computing' ? computingMs : restMs),
  });
  if (tag.isError) return <ErrorState isPage error={tag.error} onRetry={() => void tag.refetch()} />;
  return tag.data === undefined ? <Skeleton active /> : <TagBody tag={tag.data} />;
}

function TagBody({ tag }: { readonly tag: TagView }) {
  const { t } = useTranslation('tags');
  const navigate = useNavigate();
  const workspace = useWorkspaceKey();
  const may = useMay('definitions.write');
  const mayLook = useMay('profiles.read');
  const compute = useCompute(tag.key);
  const actions = (
    <>
      {may && (
        <Button loading={compute.isPending} onClick={compute.run}>
          {t('actions.compute')}
        </Button>
      )}
      <EditButton tag={tag} />
      <TagActions tag={tag} onRemoved={() => void navigate(`/w/${workspace}/tags`)} />
    </>
  );
  // What was computed anew is read anew: the parts of the page are keyed by it.
  const at = `${tag.version} ${tag.computedAt ?? ''}`;
  const items = [
    { key: 'spread', label: t('tabs.spread'), children: <SpreadTab key={at} tag={tag} /> },
    ...(tag.kind === 'manual' && may ? [{ key: 'values', label: t('tabs.values'), children: <ValuesTab tag={tag} /> }] : []),
    ...(mayLook ? [{ key: 'people', label: t('tabs.people'), children: <WhoTab tag={tag} /> }] : []),
    { key: 'trend', label: t('tabs.trend'), children: <TrendTab tag={tag} /> },
    { key: 'quality', label: t('tabs.quality'), children: <QualityTab tag={tag} /> },
    { key: 'lineage', label: t('tabs.lineage'), children: <LineageTab tag={tag} /> },
    { key: 'versions', label: t('tabs.versions'), children: <VersionsTab tag={tag} /> },
    { key: 'runs', label: t('tabs.runs'), children: <RunsTab key={at} tag={tag} /> },
  ];
  return (
    <>
      <PageHead
        title={tag.name}
        actions={
          <>
            <CollaborateActions object={`tags/${tag.key}`} />
            {actions}
          </>
        }
      />
      <Summary tag={tag} />
      <PageTabs items={items} style={{ marginTop: 12 }} />
    </>
  );
}
