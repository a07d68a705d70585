import { emptyPlan, type Plan, type PlanPublished } from '@danqing/contracts';
import { planFaultsOf } from '#clean';
import { type Caller, noteTask, recordAudit } from '#govern';
import { conflict, Fault, invalid } from '#kernel';
import type { ClickHouse, Postgres, PostgresSession } from '#platform';
import { countQuarantine } from '../quarantine.read.ts';
import { requestReplay } from '../replay.store.ts';
import { diffOf } from './diff.ts';
import { insertPlan, putDraft, readDraft, readPublished, removeDraft } from './plan.store.ts';

export const changedMeanwhile = (): Fault =>
  new Fault('DQ_CHANGED_MEANWHILE', 412, 'somebody changed the plan at the same moment: read it again and repeat the change');

/** Refuses a plan that could not be checked. */
export function requireSound(plan: Plan): void {
  const faults = planFaultsOf(plan);
  if (faults.length > 0) throw invalid('the plan cannot be checked as it stands', faults);
}

/** Writes the draft; returns its new revision. */
export async function changeDraft(tx: PostgresSession, caller: Caller, plan: Plan, revision: number, now: number): Promise<number> {
  requireSound(plan);
  const written = await putDraft(tx, caller.workspace, plan, { revision, by: caller.name, now });
  if (written === undefined) throw changedMeanwhile();
  return written;
}

export interface PublishDeps {
  readonly pg: Postgres;
  readonly clickhouse: ClickHouse;
}

const waiting = { reason: 'against_plan' } as const;

/** The draft becomes the next version; what waits in quarantine because of an earlier one may run again. */
export async function publishDraft(
  { pg, clickhouse }: PublishDeps,
  caller: Caller,
  { revision, reason, replay }: { readonly revision: number; readonly reason: string; readonly replay: boolean },
  now: number,
): Promise<PlanPublished> {
  const { workspace } = caller;
  const parked = replay ? await countQuarantine(clickhouse, workspace, waiting) : 0;
  return pg.transaction(async (tx) => {
    const [draft, published] = [await readDraft(tx, workspace), await readPublished(tx, workspace)];
    if (draft.revision !== revision) throw changedMeanwhile();
    const changes = diffOf(published?.plan ?? emptyPlan, draft.plan);
    if (changes.length === 0) throw conflict('the draft says what is published already');
    requireSound(draft.plan);
    const version = (published?.version ?? 0) + 1;
    const row = { workspace, version, plan: draft.plan, reason, changes: changes.length, publishedBy: caller.name, publishedAt: new Date(now) };
    if (!(await insertPlan(tx, row)) || !(await removeDraft(tx, workspace, revision))) throw changedMeanwhile();
    const again = parked === 0 ? null : await requestReplay(tx, workspace, { filter: waiting, total: parked, askedBy: caller.name });
    if (again !== null) await noteTask(tx, caller, 'replay', again);
    await recordAudit(tx, caller, {
      action: 'plan.publish',
      object: `plan:${version}`,
      details: { changes: changes.length, ...(reason === '' ? {} : { reason }) },
    });
    return { version, replay: again };
  });
}
