import type { PostgresSession } from '#platform';
import { type JsonObject, type JsonValue, objectAt } from '#kernel';
import type { Leaves, Saying } from './leaves.ts';

/** Names an entity within all workspaces. */
export interface EntityName {
  readonly workspace: number;
  readonly kind: string;
  readonly key: string;
}

export interface StoredEntity extends EntityName {
  readonly leaves: Leaves;
  /** Moments (ms) of its rows in ClickHouse, ascending. */
  readonly versions: readonly number[];
}

const findEntities = `
  SELECT e.workspace, e.kind, e.key, e.leaves, e.versions
  FROM unnest($1::int[], $2::text[], $3::text[]) AS asked (workspace, kind, key)
  JOIN profile.entity e ON (e.workspace, e.kind, e.key) = (asked.workspace, asked.kind, asked.key)`;

const upsertEntities = `
  INSERT INTO profile.entity (workspace, kind, key, attributes, is_gone, leaves, versions, first_at, last_at, updated_at)
  SELECT workspace, kind, key, attributes::jsonb, is_gone, leaves::jsonb, versions::bigint[], to_timestamp(first_at / 1000.0), to_timestamp(last_at / 1000.0), to_timestamp($10 / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::float8[], $9::float8[])
    AS new (workspace, kind, key, attributes, is_gone, leaves, versions, first_at, last_at)
  ON CONFLICT (workspace, kind, key) DO UPDATE SET attributes = excluded.attributes, is_gone = excluded.is_gone, leaves = excluded.leaves,
    versions = excluded.versions, first_at = excluded.first_at, last_at = excluded.last_at, updated_at = excluded.updated_at`;

const isSaying = (value: JsonValue): value is Saying => Array.isArray(value) && value.length === 5;

/** Leaves as they are stored; what is no list of sayings was not written by this code. */
export function readLeaves(stored: JsonObject): Leaves {
  return new Map(Object.entries(stored).map(([path, list]): [string, readonly Saying[]] => [path, Array.isArray(list) ? list.filter(isSaying) : []]));
}

export async function readEntities(tx: PostgresSession, names: readonly EntityName[]): Promise<readonly StoredEntity[]> {
  const rows = await tx.query<EntityName & { readonly leaves: JsonObject; readonly versions: readonly (string | number)[] }>(findEntities, [
    names.map(({ workspace }) => workspace),
    names.map(({ kind }) => kind),
    names.map(({ key }) => key),
  ]);
  return rows.map(({ leaves, versions, ...name }) => ({ ...name, leaves: readLeaves(objectAt(leaves)), versions: versions.map(Number) }));
}

export interface EntityRow extends StoredEntity {
  readonly attributes: JsonObject;
  readonly isGone: boolean;
  /** ms */
  readonly firstAt: number;
  readonly lastAt: number;
}

export async function writeEntityRows(tx: PostgresSession, rows: readonly EntityRow[], now: number): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(upsertEntities, [
    rows.map((row) => row.workspace),
    rows.map((row) => row.kind),
    rows.map((row) => row.key),
    rows.map((row) => JSON.stringify(row.attributes)),
    rows.map((row) => row.isGone),
    rows.map((row) => JSON.stringify(Object.fromEntries(row.leaves))),
    rows.map((row) => `{${row.versions.join(',')}}`),
    rows.map((row) => row.firstAt),
    rows.map((row) => row.lastAt),
    now,
  ]);
}
