import type { Postgres } from '#platform';
import type { Look, LookFilter } from './look.ts';
import { type Allowance, SliceLook } from './slice-look.ts';

/** Whoever looks at events as they arrive. While nobody does, a slice costs one comparison. */
export interface Lookers {
  /** What a slice that begins now is to show; undefined while nobody looks. */
  begin(now: number): SliceLook | undefined;
  close(): Promise<void>;
}

export const lookChannel = 'pipeline_look';

/** Of each look so many events a second are shown, and so many at once. */
export const shownPerSecond = 30;
const shownAtOnce = 60;

const openLooks = 'SELECT id, workspace, filter, (extract(epoch FROM until) * 1000)::bigint AS "untilMs" FROM pipeline.look ORDER BY until DESC LIMIT 20';

interface LookRow {
  readonly id: string;
  readonly workspace: number;
  readonly filter: LookFilter;
  readonly untilMs: number;
}

/** Follows the looks by NOTIFY: the worker asks nobody about them. */
export function followLookers(pg: Postgres): Lookers {
  let allowances = new Map<string, Allowance>();
  let filledAt = 0;

  const load = async (): Promise<void> => {
    const looks: readonly Look[] = await pg.query<LookRow>(openLooks);
    allowances = new Map(looks.map((look) => [look.id, { look, left: allowances.get(look.id)?.left ?? shownAtOnce }]));
  };
  let loading = Promise.resolve();
  const listening = pg.listen(lookChannel, () => {
    // A look that cannot be read now is read when its asker comes again.
    loading = loading.then(load).catch(() => undefined);
  });

  return {
    begin: (now) => {
      if (allowances.size === 0) return undefined;
      const refill = (Math.max(0, now - filledAt) / 1000) * shownPerSecond;
      filledAt = now;
      for (const [id, allowance] of allowances) {
        if (allowance.look.untilMs <= now) allowances.delete(id);
        else allowance.left = Math.min(shownAtOnce, allowance.left + refill);
      }
      return allowances.size === 0 ? undefined : new SliceLook([...allowances.values()]);
    },
    close: async () => {
      await listening.close();
      await loading;
    },
  };
}
