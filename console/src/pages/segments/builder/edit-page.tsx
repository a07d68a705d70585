import type { SegmentView } from '@danqing/contracts';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useApi, useWorkspaceKey } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { Builder } from './builder.tsx';
import { useWork, workOf } from './work.ts';

/** The rule of a segment, to change it. */
export function Page() {
  const segment = useApi<SegmentView>(`/api/v1/segments/${encodeURIComponent(useParams()['key'] ?? '')}`);
  if (segment.isError) return <ErrorState isPage error={segment.error} onRetry={() => void segment.refetch()} />;
  return segment.data === undefined ? <Skeleton active /> : <Edit key={segment.data.key} segment={segment.data} />;
}

/** Begins with what was there when the page was opened: what others save meanwhile is met when saving. */
function Edit({ segment }: { readonly segment: SegmentView }) {
  const { t } = useTranslation('builder');
  const [opened] = useState(segment);
  const [start] = useState(() => workOf(segment));
  const working = useWork(`segment.edit.${useWorkspaceKey()}.${segment.key}`, start, opened.version);
  return (
    <>
      <PageHead title={t('editTitle', { name: opened.name })} lead={t('editLead')} />
      <Builder {...working} saved={opened} start={start.rule} onSaved={working.discard} />
    </>
  );
}
