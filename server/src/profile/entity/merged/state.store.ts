import type { JsonObject } from '#kernel';
import type { PostgresSession } from '#platform';

/** Keys that are one account, or one that stands by itself again. */
export interface KeysOfAccount {
  readonly workspace: number;
  readonly rootKey: string;
  /** Its own among them. */
  readonly keys: readonly string[];
}

/** What several keys are together. */
export interface AccountState extends KeysOfAccount {
  /** The moments (ms) of its rows in ClickHouse, ascending. */
  readonly moments: readonly number[];
  readonly attributes: JsonObject;
  readonly isGone: boolean;
  /** ms */
  readonly firstAt: number;
  readonly lastAt: number;
}

interface KnownRow {
  readonly workspace: number;
  readonly key: string;
  readonly moments: readonly (number | string)[];
}

const known = `
  SELECT s.workspace, s.key, s.moments FROM unnest($1::int[], $2::text[]) AS asked (workspace, key) JOIN profile.account_state s USING (workspace, key)
  WHERE s.moments IS NOT NULL`;
const forget =
  'DELETE FROM profile.account_state s USING unnest($1::int[], $2::text[]) AS gone (workspace, key) WHERE (s.workspace, s.key) = (gone.workspace, gone.key)';
const keep = `
  INSERT INTO profile.account_state (workspace, key, root_key, moments, attributes, is_gone, first_at, last_at)
  SELECT workspace, key, root_key, moments::bigint[], attributes::jsonb, is_gone, to_timestamp(first_at / 1000.0), to_timestamp(last_at / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::float8[], $8::float8[])
    AS new (workspace, key, root_key, moments, attributes, is_gone, first_at, last_at)`;

/** The rows in ClickHouse that these keys have as survivors. */
export const readStateMoments = (tx: PostgresSession, accounts: readonly KeysOfAccount[]): Promise<readonly KnownRow[]> =>
  tx.query<KnownRow>(known, namesOf(accounts));

/** Keeps what these keys are now, in place of what they were. `merged`: those of them that have several keys. */
export async function replaceStates(tx: PostgresSession, accounts: readonly KeysOfAccount[], merged: readonly AccountState[]): Promise<void> {
  await tx.query(forget, namesOf(accounts));
  const rows = merged.flatMap((state) => state.keys.map((key) => ({ state, key, isRoot: key === state.rootKey })));
  if (rows.length === 0) return;
  await tx.query(keep, [
    rows.map(({ state }) => state.workspace),
    rows.map(({ key }) => key),
    rows.map(({ state }) => state.rootKey),
    rows.map(({ state, isRoot }) => (isRoot ? `{${state.moments.join(',')}}` : null)),
    rows.map(({ state, isRoot }) => (isRoot ? JSON.stringify(state.attributes) : null)),
    rows.map(({ state, isRoot }) => (isRoot ? state.isGone : null)),
    rows.map(({ state, isRoot }) => (isRoot ? state.firstAt : null)),
    rows.map(({ state, isRoot }) => (isRoot ? state.lastAt : null)),
  ]);
}

const namesOf = (accounts: readonly KeysOfAccount[]): readonly unknown[] => [
  accounts.flatMap(({ workspace, keys }) => keys.map(() => workspace)),
  accounts.flatMap(({ keys }) => keys),
];

const together = `
  SELECT other.key FROM profile.account_state own JOIN profile.account_state other ON (other.workspace, other.root_key) = (own.workspace, own.root_key)
  WHERE own.workspace = $1 AND own.key = $2 ORDER BY other.key <> other.root_key, other.key`;

/** Every key of the account that a key leads to, the survivor's first; none where it stands alone. */
export const readKeysTogether = async (pg: PostgresSession, workspace: number, key: string): Promise<readonly string[]> =>
  (await pg.query<{ key: string }>(together, [workspace, key])).map((row) => row.key);
