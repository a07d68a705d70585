import type { Logger } from 'pino';
import { type Clock, Fault } from '#kernel';
import { deletePostgresRows, type Postgres } from '#platform';
import { type Loop, startLoop } from '../loop.ts';
import { finishRemoval, nextRemoval, noteFailure, noteStep, readSourceIds, type StoredRemoval } from './removal.store.ts';

export interface RemovalDeps {
  readonly pg: Postgres;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the pipeline skips what this source of a removed workspace still has in the log. */
  readonly isSkipped: (source: number) => boolean;
  /** Deletes the workspace's rows in ClickHouse when nothing else is being changed there; how many there were. */
  readonly clearClickHouse: (workspace: number) => Promise<number>;
  /** Removes the files of a workspace. */
  readonly clearFiles: (removal: StoredRemoval) => Promise<void>;
}

/** The audit log outlives a workspace; its row and its sources stay so that records of theirs in the log can be skipped. */
const kept: ReadonlySet<string> = new Set(['govern.workspace', 'govern.source', 'govern.audit', 'govern.removal']);
const mostRounds = 20;

/** Removes workspaces, step by step; a step that was done is not done again after a crash. */
export function startRemovals(deps: RemovalDeps): Loop {
  return startLoop('removal of workspaces', { logger: deps.logger, step: (signal) => workOnRemovals(deps, signal) });
}

export async function workOnRemovals(deps: RemovalDeps, signal: AbortSignal): Promise<boolean> {
  const { pg, clock } = deps;
  const removal = await nextRemoval(pg);
  if (removal === undefined) return false;
  // Until the directory knows: the next look is soon.
  if (!(await readSourceIds(pg, removal.workspace)).every(deps.isSkipped)) return false;
  const { workspace, done } = removal;
  try {
    // Files first: rows say which they are.
    if (!done.includes('files')) {
      await deps.clearFiles(removal);
      await noteStep(pg, workspace, 'files');
    }
    if (!done.includes('rows')) {
      await clearRows(deps, workspace, signal);
      await noteStep(pg, workspace, 'rows');
    }
    await finishRemoval(pg, workspace, new Date(clock.now()));
  } catch (error) {
    if (!signal.aborted) await noteFailure(pg, workspace, error instanceof Error ? error.message : String(error));
    throw error;
  }
  return true;
}

/** Definitions that are being evaluated and slices that were under way may write once more: round by round, until nothing is found. */
async function clearRows({ pg, clearClickHouse }: RemovalDeps, workspace: number, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    signal.throwIfAborted();
    const rows = (await deletePostgresRows(pg, workspace, kept)) + (await clearClickHouse(workspace));
    if (rows === 0) return;
  }
  throw new Fault('DQ_STILL_WRITTEN', 500, 'somebody still writes into a workspace that is being removed');
}
