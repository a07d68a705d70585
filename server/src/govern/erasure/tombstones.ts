import { createHmac } from 'node:crypto';
import type { PostgresSession } from '#platform';
import type { ErasedIdentifier } from './participant.ts';

/** By which a message is known that belongs to somebody who was erased: identifiers as keyed hashes, which say nothing to whoever lacks the key. */
export interface Tombstones {
  /** Sets them, in the transaction that forgets. `position`: messages before it are not resolved again. */
  set(
    tx: PostgresSession,
    erasure: { readonly id: number; readonly workspace: number },
    identifiers: readonly ErasedIdentifier[],
    position: number,
  ): Promise<void>;
  /** Rises with every erasure: whoever has read tombstones learns here, under the graph's lock, whether there are newer ones. */
  version(pg: PostgresSession): Promise<number>;
  /** Of identifiers named at log positions, those that were erased after that: one answer each, in order. One statement. */
  areErased(pg: PostgresSession, named: readonly NamedIdentifier[]): Promise<readonly boolean[]>;
}

interface NamedIdentifier extends ErasedIdentifier {
  readonly workspace: number;
  readonly position: number;
}

const put = `
  INSERT INTO govern.tombstone AS t (workspace, hash, position, erasure_id) SELECT $1, unnest($2::bytea[]), $3, $4
  ON CONFLICT (workspace, hash) DO UPDATE SET position = greatest(t.position, excluded.position), erasure_id = excluded.erasure_id`;

const find = `
  SELECT asked.place::int AS place FROM unnest($1::int[], $2::bytea[], $3::bigint[]) WITH ORDINALITY AS asked (workspace, hash, position, place)
  JOIN govern.tombstone t ON (t.workspace, t.hash) = (asked.workspace, asked.hash) AND asked.position < t.position`;

const countRemoved = 'SELECT count(*) AS count FROM govern.erasure WHERE removed_at IS NOT NULL';

/** `key`: a secret that stands outside PostgreSQL. */
export function openTombstones(key: Buffer): Tombstones {
  const hashOf = (workspace: number, { kind, value }: ErasedIdentifier): Buffer => createHmac('sha256', key).update(`${workspace}\n${kind}\n${value}`).digest();
  return {
    set: async (tx, { id, workspace }, identifiers, position) => {
      const hashes = identifiers.map((identifier) => hashOf(workspace, identifier));
      if (hashes.length > 0) await tx.query(put, [workspace, hashes, position, id]);
    },
    version: async (pg) => (await pg.query<{ count: number }>(countRemoved))[0]?.count ?? 0,
    areErased: async (pg, named) => {
      const answers = new Array<boolean>(named.length).fill(false);
      if (named.length === 0) return answers;
      const rows = await pg.query<{ place: number }>(find, [
        named.map(({ workspace }) => workspace),
        named.map((one) => hashOf(one.workspace, one)),
        named.map(({ position }) => position),
      ]);
      for (const { place } of rows) answers[place - 1] = true;
      return answers;
    },
  };
}
