import { type Clock, wallOf } from '#kernel';
import { readDelivered } from '#pipeline';
import type { PostgresSession } from '#platform';
import { readProgress } from '../measure/progress.store.ts';
import { readLastDay, type Stretch } from './sums.read.ts';

export interface Period {
  readonly now: Stretch;
  /** As many days just before. */
  readonly before: Stretch;
  /** The same by the day of receipt: up to today in any case. */
  readonly received: Stretch;
  readonly receivedBefore: Stretch;
  readonly isLatest: boolean;
  readonly measuredAt: Date | null;
  readonly isMeasuring: boolean;
}

const dayMs = 86_400_000;
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The last days up to today; where nothing came since, up to the last day that has data: a file of ten years ago is judged by its own last days. */
export async function periodOf(
  { pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock },
  caller: { readonly workspace: number; readonly timezone: string },
  days: number,
): Promise<Period> {
  const { workspace } = caller;
  const today = dayAt(wallOf(clock.now(), caller.timezone));
  const [last, progress, delivered] = await Promise.all([readLastDay(pg, workspace, today), readProgress(pg, workspace), readDelivered(pg)]);
  const isLatest = last === null || Date.parse(today) - Date.parse(last) < days * dayMs;
  const end = Date.parse(isLatest ? today : (last ?? today));
  const stretch = (to: number): Stretch => ({ workspace, from: dayAt(to - (days - 1) * dayMs), to: dayAt(to) });
  return {
    now: stretch(end),
    before: stretch(end - days * dayMs),
    received: stretch(Date.parse(today)),
    receivedBefore: stretch(Date.parse(today) - days * dayMs),
    isLatest,
    measuredAt: progress.measuredAt,
    isMeasuring: progress.wantedAt !== null || (progress.position ?? 0) < delivered,
  };
}

/** As answers tell it. */
export const periodView = ({ now, isLatest, measuredAt, isMeasuring }: Period) => ({
  from: now.from,
  to: now.to,
  isLatest,
  measuredAt: measuredAt?.toISOString() ?? null,
  isMeasuring,
});
