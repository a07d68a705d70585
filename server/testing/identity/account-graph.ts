import type { Postgres } from '#platform';

/** The numbers of all merges of a workspace, in the order in which they were made. */
export const mergesOf = async (pg: Postgres, workspace: number): Promise<readonly number[]> =>
  (await pg.query<{ id: number }>('SELECT id FROM identify.merge WHERE workspace = $1 ORDER BY id', [workspace])).map(({ id }) => id);

const roots = 'SELECT a.key FROM identify.account a JOIN identify.profile p ON p.id = a.id WHERE a.workspace = $1 AND p.root_id = p.id ORDER BY a.id';

/** The keys of the accounts that are left, in the order in which they were first heard of. */
export const rootKeysOf = async (pg: Postgres, workspace: number): Promise<readonly string[]> =>
  (await pg.query<{ key: string }>(roots, [workspace])).map(({ key }) => key);
