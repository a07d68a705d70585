import type { SegmentWhy } from '@danqing/contracts';
import { Skeleton } from 'antd';
import { useApi } from '../../../api/use-api.ts';
import { ErrorState } from '../../../parts/error-state.tsx';
import { ProofTree } from '../../../parts/proof-tree.tsx';

interface WhyProps {
  readonly segment: string;
  readonly profile: number;
  /** As of that moment; by default now. */
  readonly at?: string;
}

/** Why somebody is in the segment, or was: every condition with its evidence. */
export function Why({ segment, profile, at }: WhyProps) {
  const why = useApi<SegmentWhy>(`/api/v1/segments/${encodeURIComponent(segment)}/why`, { query: { profile, ...(at !== undefined && { at }) } });
  if (why.isError) return <ErrorState error={why.error} onRetry={() => void why.refetch()} />;
  return why.data === undefined ? <Skeleton active paragraph={{ rows: 2 }} title={false} /> : <ProofTree profile={profile} proofs={[why.data.proof]} />;
}
