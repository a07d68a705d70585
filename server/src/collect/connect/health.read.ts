import type { ConnectionSchedule } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { problemView } from './problem.ts';
import type { RunProblem } from './types.ts';

/** How a connection stands, for alerts. */
export interface ConnectionHealth {
  readonly workspace: number;
  readonly name: string;
  readonly isPaused: boolean;
  readonly schedule: ConnectionSchedule;
  /** Runs that failed since one that did not. */
  readonly failures: number;
  /** When everything was last here that the place had; where that never was, when the connection was made. */
  readonly upToDateAt: Date;
  /** Why the last run failed. */
  readonly problem: { readonly zh: string; readonly en: string } | null;
}

const read = `
  SELECT c.workspace, c.name, c.is_paused AS "isPaused", c.schedule, c.failures, coalesce(c.last_success_at, c.created_at) AS "upToDateAt", r.error
  FROM collect.connection c
  LEFT JOIN LATERAL (SELECT error FROM collect.connection_run WHERE connection = c.id AND state = 'failed' ORDER BY id DESC LIMIT 1) r ON c.failures > 0`;

/** Of all workspaces. */
export async function readConnectionHealth(pg: PostgresSession): Promise<readonly ConnectionHealth[]> {
  const rows = await pg.query<Omit<ConnectionHealth, 'problem'> & { readonly error: RunProblem | null }>(read);
  return rows.map(({ error, ...rest }) => {
    const problem = problemView(error);
    return { ...rest, problem: problem === null ? null : { zh: problem.zh, en: problem.message } };
  });
}
