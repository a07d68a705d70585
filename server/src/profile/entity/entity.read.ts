import type { EntityView, EntityWithHistory } from '@danqing/contracts';
import Type from 'typebox';
import type { JsonObject } from '#kernel';
import { decodeCursor, encodeCursor, type PostgresSession } from '#platform';
import { readLeaves } from './entity.store.ts';
import { historyOf } from './versions.ts';

interface Row {
  readonly kind: string;
  readonly key: string;
  readonly attributes: JsonObject;
  readonly gone: boolean;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly updatedAt: Date;
}

const columns = 'kind, key, attributes, is_gone AS gone, first_at AS "firstAt", last_at AS "lastAt", updated_at AS "updatedAt"';

const readPage = `
  SELECT ${columns} FROM profile.entity
  WHERE workspace = $1 AND kind = $2 AND ($3::text IS NULL OR key > $3) AND ($4 OR NOT is_gone)
  ORDER BY key LIMIT $5`;
const readOne = `SELECT ${columns}, leaves, versions FROM profile.entity WHERE workspace = $1 AND kind = $2 AND key = $3`;
const countKinds = 'SELECT kind, count(*) FILTER (WHERE NOT is_gone) AS count FROM profile.entity WHERE workspace = $1 GROUP BY kind ORDER BY kind';

const viewOf = ({ kind, key, attributes, gone, firstAt, lastAt, updatedAt }: Row): EntityView => ({
  kind,
  key,
  attributes,
  gone,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

export interface EntityPageRequest {
  readonly workspace: number;
  readonly kind: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly withGone: boolean;
}

/** One page of a kind, by key. */
export async function readEntityPage(
  pg: PostgresSession,
  { workspace, kind, limit, cursor, withGone }: EntityPageRequest,
): Promise<{ readonly items: EntityView[]; readonly next: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(Type.Tuple([Type.String()]), cursor)[0];
  const rows = await pg.query<Row>(readPage, [workspace, kind, after, withGone, limit + 1]);
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit).map(viewOf), next: rows.length > limit && last !== undefined ? encodeCursor([last.key]) : null };
}

/** One entity with every version, newest first; undefined when nobody ever spoke of it. */
export async function readEntityHistory(pg: PostgresSession, workspace: number, kind: string, key: string): Promise<EntityWithHistory | undefined> {
  const [row] = await pg.query<Row & { readonly leaves: JsonObject; readonly versions: readonly (string | number)[] }>(readOne, [workspace, kind, key]);
  if (row === undefined) return undefined;
  const versions = historyOf(readLeaves(row.leaves), row.versions.map(Number));
  return {
    ...viewOf(row),
    history: versions.map(({ ts, attributes, isGone }) => ({ at: new Date(ts).toISOString(), attributes: { ...attributes }, gone: isGone })).toReversed(),
  };
}

/** The kinds of a workspace and how many there are of each. */
export async function readEntityKinds(pg: PostgresSession, workspace: number): Promise<{ kind: string; count: number }[]> {
  const rows = await pg.query<{ kind: string; count: string | number }>(countKinds, [workspace]);
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }));
}
