import type { ComputeView } from '@danqing/contracts';
import type { ComputeStatus } from './types.ts';

/** How far a definition has been computed, as every view of one shows it. */
export const computeView = ({ state, count, computedAt, error, stopped }: ComputeStatus): ComputeView => ({
  state,
  count,
  computedAt: computedAt?.toISOString() ?? null,
  error,
  stopped: stopped === null ? null : { by: stopped.by, at: stopped.at.toISOString(), resumesAt: stopped.resumesAt?.toISOString() ?? null },
});
