import type { WorkspaceSettings } from '@danqing/contracts';
import { type Caller, readSettings } from '#govern';
import { limits, mostDownloadedRows } from './limits.ts';
import type { AskDeps } from './deps.ts';

/** What the asker's role may take of a statement in this workspace. */
export interface RoleLimits {
  readonly rows: number;
  readonly seconds: number;
  /** Rows of a file; 0: none. */
  readonly downloadedRows: number;
}

/** The workspace's limits of whoever asks; a key has no role, and what a statement may take at most. */
export async function roleLimits({ pg }: Pick<AskDeps, 'pg'>, { workspace, operator }: Pick<Caller, 'workspace' | 'operator'>): Promise<RoleLimits> {
  if (operator === null) return { rows: limits.rows, seconds: limits.seconds, downloadedRows: mostDownloadedRows };
  const { exportRows, sqlRows, sqlSeconds }: WorkspaceSettings['limits'] = (await readSettings(pg, workspace)).limits;
  return {
    rows: Math.min(limits.rows, sqlRows[operator.role] ?? limits.rows),
    seconds: sqlSeconds[operator.role] ?? limits.seconds,
    downloadedRows: Math.min(mostDownloadedRows, exportRows[operator.role] ?? 0),
  };
}
