import type { PostgresSession } from '#platform';
import type { ComputeStatus, DefinitionKind, Refresh } from './types.ts';

/** How a definition stands: what those who look after it should know. */
export interface DefinitionHealth {
  readonly kind: DefinitionKind;
  readonly definitionId: number;
  readonly workspace: number;
  readonly key: string;
  readonly refresh: Refresh;
  readonly state: ComputeStatus['state'];
  /** Profiles in it, or with a value; null before its first run. */
  readonly count: number | null;
  readonly computedAt: Date | null;
  /** Profiles that its last reconciliation found wrong; must be 0. */
  readonly drift: number;
  readonly error: string | null;
  readonly elapsedMs: number;
}

const health = `
  SELECT kind, definition_id AS "definitionId", workspace, key, refresh, state, CASE WHEN computed_at IS NULL THEN NULL ELSE count END AS count,
    greatest(computed_at, timed_at) AS "computedAt", drift, error, elapsed_ms AS "elapsedMs"
  FROM evaluate.node WHERE $1::int IS NULL OR workspace = $1`;

/** Every definition of one workspace, or of all. */
export const readHealth = (pg: PostgresSession, workspace?: number): Promise<readonly DefinitionHealth[]> =>
  pg.query<DefinitionHealth>(health, [workspace ?? null]);
