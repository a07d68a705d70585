import type { PostgresSession } from '#platform';

/** An identifier asked for: normalised by `normaliseIdentifier` of #clean. */
export interface AskedIdentifier {
  readonly workspace: number;
  readonly kind: string;
  readonly value: string;
}

export interface IdentityIdentifier {
  readonly kind: string;
  readonly value: string;
  readonly sourceId: number;
  /** ms */
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** One profile as the graph knows it. */
export interface Identity {
  /** The id asked for. */
  readonly askedId: number;
  /** Where what is said of whoever was asked for is recorded: the id asked for, or the home of the identifier. */
  readonly homeId: number;
  /** The survivor: itself, where it was not merged away. */
  readonly id: number;
  readonly workspace: number;
  /** ms */
  readonly createdAt: number;
  /** In no particular order: sorting here would cost the engine more than the reader. */
  readonly identifiers: readonly IdentityIdentifier[];
  /** Profiles that were merged into it: their events are its events. */
  readonly mergedIds: readonly number[];
}

const identityColumns = `
  root.id, root.workspace, (extract(epoch FROM root.created_at) * 1000)::bigint AS "createdAt",
  coalesce((SELECT json_agg(json_build_object('kind', i.kind, 'value', i.value, 'sourceId', i.source_id,
      'firstSeen', (extract(epoch FROM i.first_seen) * 1000)::bigint, 'lastSeen', (extract(epoch FROM i.last_seen) * 1000)::bigint))
    FROM identify.identifier i WHERE i.profile_id = root.id), '[]') AS identifiers,
  coalesce((SELECT json_agg(m.id) FROM identify.profile m WHERE m.root_id = root.id AND m.root_id <> m.id), '[]') AS "mergedIds"`;

const byId = `
  SELECT asked.id AS "askedId", asked.id AS "homeId", ${identityColumns}
  FROM unnest($1::bigint[]) AS wanted (id)
  JOIN identify.profile asked ON asked.id = wanted.id
  JOIN identify.profile root ON root.id = asked.root_id
  WHERE NOT EXISTS (SELECT FROM identify.account a WHERE a.id = asked.id)`;

const byIdentifier = `
  SELECT wanted.place::int AS place, root.id AS "askedId", held.home_id AS "homeId", ${identityColumns}
  FROM unnest($1::int[], $2::text[], $3::text[]) WITH ORDINALITY AS wanted (workspace, kind, value, place)
  JOIN identify.identifier held USING (workspace, kind, value)
  JOIN identify.profile root ON root.id = held.profile_id`;

/** The identities of people behind ids, merged-away ones too; ids that nobody has are missing. One statement. */
export const identitiesById = (pg: PostgresSession, ids: readonly number[]): Promise<readonly Identity[]> => pg.query<Identity>(byId, [ids]);

/** The identities behind identifiers, in the order asked; undefined where nobody holds it. One statement. */
export async function identitiesByIdentifier(pg: PostgresSession, asked: readonly AskedIdentifier[]): Promise<readonly (Identity | undefined)[]> {
  const columns = [asked.map((one) => one.workspace), asked.map((one) => one.kind), asked.map((one) => one.value)];
  const rows = await pg.query<Identity & { readonly place: number }>(byIdentifier, columns);
  const byPlace = new Map(rows.map(({ place, ...identity }) => [place, identity]));
  return asked.map((_, index) => byPlace.get(index + 1));
}
