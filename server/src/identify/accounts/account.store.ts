import type { PostgresSession } from '#platform';
import type { Group, Subject } from '../merge/change.ts';

/** An account as the graph knows it: one key, or several that are one. */
export interface AccountGroup {
  readonly workspace: number;
  readonly rootId: number;
  /** The survivor's key: by this the account goes. */
  readonly rootKey: string;
  /** Every key that leads to it, its own among them, in the order of their ids. */
  readonly keys: readonly string[];
}

/** A key of an account: its home, and the root that it leads to now. */
export interface AccountPlace {
  readonly workspace: number;
  readonly key: string;
  readonly id: number;
  readonly rootId: number;
}

const insert = `
  INSERT INTO identify.account (id, workspace, key) SELECT * FROM unnest($1::bigint[], $2::int[], $3::text[]) ON CONFLICT DO NOTHING`;

export async function insertAccounts(tx: PostgresSession, rows: readonly Omit<AccountPlace, 'rootId'>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(insert, [rows.map(({ id }) => id), rows.map(({ workspace }) => workspace), rows.map(({ key }) => key)]);
}

const places = `
  SELECT a.workspace, a.key, a.id, p.root_id AS "rootId" FROM identify.account a JOIN identify.profile p ON p.id = a.id
  WHERE a.workspace = $1 AND a.key = ANY($2::text[])`;

/** Keys that nobody has spoken of since accounts have identifiers are missing. */
export const readAccountPlaces = (pg: PostgresSession, workspace: number, keys: readonly string[]): Promise<readonly AccountPlace[]> =>
  pg.query<AccountPlace>(places, [workspace, keys]);

/** In two halves for the index of merged profiles, as everywhere. */
const groups = `
  SELECT root.workspace, root.id AS "rootId", root.key AS "rootKey", array_agg(home.key ORDER BY home.id) AS keys
  FROM (SELECT id, root_id FROM identify.profile WHERE root_id = ANY($1::bigint[]) AND root_id <> id
        UNION ALL SELECT id, id FROM identify.profile WHERE id = ANY($1::bigint[]) AND root_id = id) AS p
  JOIN identify.account root ON root.id = p.root_id JOIN identify.account home ON home.id = p.id
  GROUP BY root.workspace, root.id, root.key ORDER BY root.id`;

/** Those of these roots that are accounts. */
export const readAccountGroups = async (pg: PostgresSession, roots: readonly number[]): Promise<readonly AccountGroup[]> =>
  roots.length === 0 ? [] : pg.query<AccountGroup>(groups, [roots]);

/** What an id of the graph stands for. */
export const subjectOf = async (pg: PostgresSession, id: number): Promise<Subject> =>
  (await pg.query('SELECT FROM identify.account WHERE id = $1', [id])).length > 0 ? 'account' : 'person';

/** Those of a change of the graph that are accounts. */
export const accountGroupsOf = (tx: PostgresSession, changed: readonly Group[]): Promise<readonly AccountGroup[]> =>
  readAccountGroups(
    tx,
    changed.map(({ rootId }) => rootId),
  );
