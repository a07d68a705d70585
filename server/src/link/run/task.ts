import type { Words } from '@danqing/contracts';
import { counted, figure, type Task, type TaskParticipant } from '#govern';
import type { Clock } from '#kernel';
import type { PostgresSession } from '#platform';
import { askToCancel, countPairs, type RunCounts, readRun, type StoredRun, taskRuns } from './run.store.ts';

const states = { waiting: 'waiting', comparing: 'running', applying: 'running', done: 'done', failed: 'failed', cancelled: 'stopped' } as const;

function resultOf({ state, outcome, reviews }: StoredRun, { links, refused }: RunCounts): Words | null {
  if (state !== 'done' || outcome === null) return null;
  return {
    zh: `比对 ${figure(outcome.records)} 位客户，合并 ${figure(links)} 对，${figure(reviews)} 对等待确认，${figure(refused)} 对因规则未合并`,
    en: `${counted(outcome.records, 'profile')} compared, ${counted(links, 'pair')} merged, ${figure(reviews)} to be reviewed, ${figure(refused)} refused by rules`,
  };
}

const taskOf = (run: StoredRun, counts: RunCounts): Task => ({
  kind: 'linkage',
  id: String(run.id),
  workspace: run.workspace,
  title:
    run.mode === 'full' ? { zh: '相似客户识别（全量）', en: 'Linkage of all customers' } : { zh: '相似客户识别（增量）', en: 'Linkage of changed customers' },
  state: states[run.state],
  progress:
    run.state === 'applying' || run.state === 'done'
      ? { done: counts.links + counts.refused, total: counts.links + counts.refused + counts.pending, unit: 'pairs' }
      : null,
  by: run.author === 'schedule' ? null : run.author,
  askedAt: run.askedAt,
  startedAt: run.startedAt,
  endedAt: run.finishedAt,
  result: resultOf(run, counts),
  problem: run.state === 'failed' ? { code: 'DQ_LINKAGE_FAILED', zh: `失败：${run.error ?? ''}`, en: run.error ?? 'it did not end' } : null,
  stopKeeps: run.finishedAt === null ? { zh: '已合并的会保留，可以逐个撤销', en: 'Merges that were made stand, and can be undone one by one' } : null,
});

const noCounts: RunCounts = { links: 0, pending: 0, refused: 0 };

/** Linkage runs as the task centre shows them. */
export function linkageTasks({ pg, clock }: { readonly pg: PostgresSession; readonly clock: Clock }): TaskParticipant {
  const withCounts = async (runs: readonly StoredRun[]): Promise<readonly Task[]> => {
    const counts =
      runs.length === 0
        ? new Map<number, RunCounts>()
        : await countPairs(
            pg,
            runs.map(({ id }) => id),
          );
    return runs.map((run) => taskOf(run, counts.get(run.id) ?? noCounts));
  };
  const found = async (workspace: number, id: string): Promise<StoredRun | undefined> =>
    /^\d{1,15}$/.test(id) ? readRun(pg, workspace, Number(id)) : undefined;
  return {
    kind: 'linkage',
    list: async ({ workspace, which, before, limit }) => withCounts(await taskRuns.page(pg, workspace, which, before, limit)),
    find: async (workspace, id) => {
      const run = await found(workspace, id);
      return run === undefined ? undefined : (await withCounts([run]))[0];
    },
    endedSince: async (since, limit) => withCounts(await taskRuns.ended(pg, since, limit)),
    stop: async (workspace, id) => {
      const run = await found(workspace, id);
      if (run === undefined || run.finishedAt !== null) return false;
      await askToCancel(pg, workspace, run.id, clock.now());
      return true;
    },
  };
}
