import type { EntityView, EntityWithHistory } from '@danqing/contracts';
import Type from 'typebox';
import { accountEntity } from '#clean';
import type { JsonObject } from '#kernel';
import { decodeCursor, encodeCursor, type PostgresSession } from '#platform';
import { readLeaves } from './entity.store.ts';
import { foldLeaves, versionsOf } from './merged/fold.ts';
import { readKeysTogether } from './merged/state.store.ts';
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

/** Of an account that has several keys, what they are together stands beside the survivor. */
const columns = `e.kind, e.key, coalesce(s.attributes, e.attributes) AS attributes, coalesce(s.is_gone, e.is_gone) AS gone,
  coalesce(s.first_at, e.first_at) AS "firstAt", coalesce(s.last_at, e.last_at) AS "lastAt", e.updated_at AS "updatedAt"`;
const tables = `profile.entity e LEFT JOIN profile.account_state s ON e.kind = '${accountEntity}' AND (s.workspace, s.key) = (e.workspace, e.key)`;

const readPage = `
  SELECT ${columns} FROM ${tables}
  WHERE e.workspace = $1 AND e.kind = $2 AND ($3::text IS NULL OR e.key > $3) AND ($4 OR NOT coalesce(s.is_gone, e.is_gone)) AND (s.key IS NULL OR s.key = s.root_key)
  ORDER BY e.key LIMIT $5`;
const readParts = `SELECT ${columns}, e.leaves, e.versions FROM ${tables} WHERE e.workspace = $1 AND e.kind = $2 AND e.key = ANY($3::text[])`;
const countKinds = `
  SELECT e.kind, count(*) FILTER (WHERE NOT coalesce(s.is_gone, e.is_gone) AND (s.key IS NULL OR s.key = s.root_key)) AS count
  FROM ${tables} WHERE e.workspace = $1 GROUP BY e.kind ORDER BY e.kind`;

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

/** One entity with every version, newest first; undefined when nobody ever spoke of it. A key of an account that is one with others leads to the survivor, with what all of them say. */
export async function readEntityHistory(pg: PostgresSession, workspace: number, kind: string, key: string): Promise<EntityWithHistory | undefined> {
  const keys = kind === accountEntity ? await readKeysTogether(pg, workspace, key) : [];
  const rows = await pg.query<PartRow>(readParts, [workspace, kind, keys.length > 0 ? keys : [key]]);
  const row = rows.find((one) => one.key === (keys[0] ?? key));
  if (row === undefined) return undefined;
  const leaves = rows.map((one) => readLeaves(one.leaves));
  const versions = keys.length > 0 ? versionsOf(foldLeaves(leaves)) : historyOf(leaves[0] ?? new Map(), row.versions.map(Number));
  return {
    ...viewOf(row),
    history: versions.map(({ ts, attributes, isGone }) => ({ at: new Date(ts).toISOString(), attributes: { ...attributes }, gone: isGone })).toReversed(),
  };
}

interface PartRow extends Row {
  readonly leaves: JsonObject;
  readonly versions: readonly (string | number)[];
}

/** The kinds of a workspace and how many there are of each. */
export async function readEntityKinds(pg: PostgresSession, workspace: number): Promise<{ kind: string; count: number }[]> {
  const rows = await pg.query<{ kind: string; count: string | number }>(countKinds, [workspace]);
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }));
}
