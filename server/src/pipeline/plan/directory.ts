import { type CompiledPlan, compilePlan } from '#clean';
import { openLive } from '#govern';
import type { Postgres } from '#platform';
import { readLatestPlans } from './plan.store.ts';

/** The published plan of every workspace, compiled, in memory, at most a second old. No event waits for a query. */
export interface PlanDirectory {
  /** Undefined: nothing is planned. */
  of(workspace: number): CompiledPlan | undefined;
  /** Reads again: what was written before the call counts from now on. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Loaded {
  readonly version: number;
  readonly plan: CompiledPlan | undefined;
}

export async function openPlanDirectory(pg: Postgres): Promise<PlanDirectory> {
  let compiled: ReadonlyMap<number, Loaded> = new Map();
  const load = async (from: Postgres): Promise<ReadonlyMap<number, Loaded>> => {
    compiled = new Map(
      (await readLatestPlans(from)).map(({ workspace, version, plan }) => {
        const known = compiled.get(workspace);
        // Compiled once a version: a slice that was prepared under it stays as it is.
        return [workspace, known?.version === version ? known : { version, plan: compilePlan(plan, version) }];
      }),
    );
    return compiled;
  };
  const live = await openLive(pg, load);
  return { of: (workspace) => live.current().get(workspace)?.plan, refresh: live.refresh, close: live.close };
}
