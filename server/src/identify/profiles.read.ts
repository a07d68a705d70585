import type { PostgresSession } from '#platform';

export interface ProfileOutline {
  readonly id: number;
  readonly workspace: number;
  readonly createdAt: number;
  /** Kinds of identifiers it holds, each once: what the rule `has` asks. */
  readonly kinds: readonly string[];
}

const outlines = `
  SELECT p.id, p.workspace, (extract(epoch FROM p.created_at) * 1000)::bigint AS "createdAt",
         coalesce((SELECT array_agg(DISTINCT i.kind ORDER BY i.kind) FROM identify.identifier i WHERE i.profile_id = p.id), '{}') AS kinds
  FROM identify.profile p WHERE p.id = ANY($1::bigint[])`;

export const readOutlines = (pg: PostgresSession, ids: readonly number[]): Promise<readonly ProfileOutline[]> => pg.query<ProfileOutline>(outlines, [ids]);
