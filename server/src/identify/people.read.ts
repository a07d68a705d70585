import type { PostgresSession } from '#platform';

/** Whoever holds an identifier under its own name: profiles of quarantined identifiers stand for nobody, accounts for no person. */
const people = `
  SELECT p.id FROM identify.profile p
  WHERE p.workspace = $1 AND p.id > $2 AND p.root_id = p.id
    AND EXISTS (SELECT FROM identify.identifier i WHERE i.profile_id = p.id AND i.kind NOT LIKE 'shared/%' AND i.kind NOT LIKE 'account/%')
  ORDER BY p.id LIMIT $3`;

/** Ids of the roots that are people, ascending, those after one: a page of all. */
export const readPeople = async (pg: PostgresSession, workspace: number, after: number, limit: number): Promise<readonly number[]> =>
  (await pg.query<{ id: number }>(people, [workspace, after, limit])).map(({ id }) => id);

const separated = 'SELECT DISTINCT a_root AS a, b_root AS b FROM identify.separation WHERE workspace = $1 AND a_root <> b_root';

/** Roots of today that were one and were taken apart. */
export const readApart = (pg: PostgresSession, workspace: number): Promise<readonly { readonly a: number; readonly b: number }[]> =>
  pg.query<{ a: number; b: number }>(separated, [workspace]);
