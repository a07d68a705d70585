import type { SegmentView } from '@danqing/contracts';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { useUrlState } from '../../../parts/url-state.ts';
import { Builder } from './builder.tsx';
import { emptyWork, useWork, type Work } from './work.ts';

/** A new segment; `?copy=<key>` begins with another one's rule, `?folder=` in a folder. */
export function Page() {
  const { t } = useTranslation('builder');
  const [copied] = useUrlState('copy');
  const [folder] = useUrlState('folder');
  const original = useApi<SegmentView>(`/api/v1/segments/${encodeURIComponent(copied)}`, { enabled: copied !== '' });
  const head = <PageHead title={t('newTitle')} lead={t('newLead')} />;
  if (copied !== '' && original.isError) return <ErrorState isPage error={original.error} onRetry={() => void original.refetch()} />;
  if (copied !== '' && original.data === undefined) return <Skeleton active />;
  const { data } = original;
  const start: Work = data === undefined ? { ...emptyWork, folder } : { ...emptyWork, rule: data.rule, description: data.description, folder: data.folder };
  return (
    <>
      {head}
      <NewSegment key={copied} start={start} place={copied === '' ? 'new' : `copy.${copied}`} />
    </>
  );
}

function NewSegment({ start, place }: { readonly start: Work; readonly place: string }) {
  const workspace = useWorkspaceKey();
  const working = useWork(`segment.${place}.${workspace}`, start);
  return <Builder {...working} saved={null} start={start.rule} onSaved={working.discard} />;
}
