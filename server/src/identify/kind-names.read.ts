import type { PostgresSession } from '#platform';

/** From one kind to the next by the key's index, however many identifiers there are of each. */
const kindNames = `
  WITH RECURSIVE known AS (
    (SELECT kind FROM identify.identifier WHERE workspace = $1 ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (SELECT i.kind FROM identify.identifier i WHERE i.workspace = $1 AND i.kind > known.kind ORDER BY i.kind LIMIT 1)
    FROM known WHERE known.kind IS NOT NULL)
  SELECT kind FROM known WHERE kind IS NOT NULL`;

/** Kinds of which the workspace has identifiers, by name. */
export const readKindNames = async (pg: PostgresSession, workspace: number): Promise<readonly string[]> =>
  (await pg.query<{ kind: string }>(kindNames, [workspace])).map(({ kind }) => kind);
