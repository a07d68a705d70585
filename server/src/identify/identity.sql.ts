/** The statements of identity.store.ts: each takes whole columns, so that a slice costs a handful of statements. */
export const takeIds = `SELECT nextval('identify.profile_id') AS id FROM generate_series(1, $1)`;

export const insertProfiles = `
  INSERT INTO identify.profile (id, workspace, root_id, created_at)
  SELECT id, workspace, root_id, to_timestamp(created_at / 1000.0)
  FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::float8[]) AS new (id, workspace, root_id, created_at)`;

export const insertIdentifiers = `
  INSERT INTO identify.identifier (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
  SELECT workspace, kind, value, profile_id, home_id, source_id, to_timestamp(first_seen / 1000.0), to_timestamp(last_seen / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::int[], $7::float8[], $8::float8[])
    AS new (workspace, kind, value, profile_id, home_id, source_id, first_seen, last_seen)
  ORDER BY workspace, kind COLLATE "C", value COLLATE "C"`;

export const widenSightings = `
  UPDATE identify.identifier i
  SET first_seen = least(i.first_seen, to_timestamp(seen.first_seen / 1000.0)), last_seen = greatest(i.last_seen, to_timestamp(seen.last_seen / 1000.0))
  FROM unnest($1::int[], $2::text[], $3::text[], $4::float8[], $5::float8[]) AS seen (workspace, kind, value, first_seen, last_seen)
  WHERE (i.workspace, i.kind, i.value) = (seen.workspace, seen.kind, seen.value)`;

/** Of a later day only: what stands for the same day already is not written again. */
export const noteSightings = `
  INSERT INTO identify.sighting AS s (workspace, kind, value, last_seen)
  SELECT workspace, kind, value, to_timestamp(last_seen / 1000.0) FROM unnest($1::int[], $2::text[], $3::text[], $4::float8[]) AS seen (workspace, kind, value, last_seen)
  ORDER BY workspace, kind COLLATE "C", value COLLATE "C"
  ON CONFLICT (workspace, kind, value) DO UPDATE SET last_seen = excluded.last_seen
  WHERE (excluded.last_seen AT TIME ZONE 'UTC')::date > (s.last_seen AT TIME ZONE 'UTC')::date`;

export const lowerCreation = `
  UPDATE identify.profile p SET created_at = earlier.at
  FROM (SELECT i.profile_id, min(to_timestamp(seen.first_seen / 1000.0)) AS at
        FROM unnest($1::int[], $2::text[], $3::text[], $4::float8[]) AS seen (workspace, kind, value, first_seen)
        JOIN identify.identifier i USING (workspace, kind, value) GROUP BY i.profile_id) AS earlier
  WHERE p.id = earlier.profile_id AND p.created_at > earlier.at
  RETURNING p.id`;

/** The last sight is kept to the day, so that a link which is named a thousand times a day is written once. */
export const upsertEdges = `
  INSERT INTO identify.edge AS e (workspace, a_kind, a_value, b_kind, b_value, kind, message_id, source_id, first_seen, last_seen)
  SELECT workspace, a_kind, a_value, b_kind, b_value, kind, message_id, source_id, to_timestamp(first_seen / 1000.0), to_timestamp(last_seen / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::float8[], $10::float8[])
    AS new (workspace, a_kind, a_value, b_kind, b_value, kind, message_id, source_id, first_seen, last_seen)
  ON CONFLICT (workspace, a_kind, a_value, b_kind, b_value, kind)
  DO UPDATE SET first_seen = least(e.first_seen, excluded.first_seen), last_seen = greatest(e.last_seen, excluded.last_seen)
  WHERE excluded.first_seen < e.first_seen OR (excluded.last_seen AT TIME ZONE 'UTC')::date > (e.last_seen AT TIME ZONE 'UTC')::date`;

export const moveIdentifiers = `
  UPDATE identify.identifier i SET profile_id = merged.into_id
  FROM unnest($1::bigint[], $2::bigint[]) AS merged (from_id, into_id) WHERE i.profile_id = merged.from_id`;

/** Whoever a separation names follows its root. */
export const moveSeparations = `
  UPDATE identify.separation s
  SET a_root = coalesce((SELECT m.into_id FROM unnest($1::bigint[], $2::bigint[]) AS m (from_id, into_id) WHERE m.from_id = s.a_root), s.a_root),
      b_root = coalesce((SELECT m.into_id FROM unnest($1::bigint[], $2::bigint[]) AS m (from_id, into_id) WHERE m.from_id = s.b_root), s.b_root)
  WHERE s.a_root = ANY($1::bigint[]) OR s.b_root = ANY($1::bigint[])`;

/** Whoever the merged one was root of: itself, by its id, and those merged into it before, by the index that holds only such. */
export const moveProfiles = `
  WITH merged AS (SELECT from_id, into_id FROM unnest($1::bigint[], $2::bigint[]) AS t (from_id, into_id)),
  moving AS (
    SELECT f.id, merged.into_id FROM merged JOIN identify.profile f ON f.id = merged.from_id AND f.root_id = f.id
    UNION ALL
    SELECT f.id, merged.into_id FROM merged JOIN identify.profile f ON f.root_id = merged.from_id AND f.root_id <> f.id
  )
  UPDATE identify.profile p SET root_id = moving.into_id FROM moving WHERE p.id = moving.id
  RETURNING p.id AS "fromId", p.root_id AS "rootId", p.workspace`;

export const ageSurvivors = `
  UPDATE identify.profile p SET created_at = older.at
  FROM (SELECT merged.into_id, min(f.created_at) AS at FROM unnest($1::bigint[], $2::bigint[]) AS merged (from_id, into_id)
        JOIN identify.profile f ON f.id = merged.from_id GROUP BY merged.into_id) AS older
  WHERE p.id = older.into_id AND p.created_at > older.at`;

export const insertMerges = `
  INSERT INTO identify.merge (workspace, into_id, from_id, cause, message_id, merged_at, a_home, b_home, a_kind, a_value, b_kind, b_value)
  SELECT workspace, into_id, from_id, cause, message_id, to_timestamp(at / 1000.0), a_home, b_home, a_kind, a_value, b_kind, b_value
  FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::float8[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[])
    WITH ORDINALITY AS new (workspace, into_id, from_id, cause, message_id, at, a_home, b_home, a_kind, a_value, b_kind, b_value, place) ORDER BY place`;

export const insertConflicts = `
  INSERT INTO identify.conflict (workspace, kept_id, other_id, kind, a_kind, a_value, b_kind, b_value, message_id, first_seen, last_seen, cause, most)
  SELECT workspace, kept_id, other_id, kind, a_kind, a_value, b_kind, b_value, message_id, to_timestamp(at / 1000.0), to_timestamp(at / 1000.0), cause, most
  FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::float8[],
              $11::text[], $12::int[])
    AS new (workspace, kept_id, other_id, kind, a_kind, a_value, b_kind, b_value, message_id, at, cause, most)
  ON CONFLICT (workspace, a_kind, a_value, b_kind, b_value) DO UPDATE
  SET kept_id = excluded.kept_id, other_id = excluded.other_id, kind = excluded.kind, message_id = excluded.message_id, first_seen = excluded.first_seen,
      cause = excluded.cause, most = excluded.most, decision = NULL, decided_by = NULL, decided_at = NULL, reason = NULL
  WHERE identify.conflict.decision = 'join'`;

/** To the day, as of edges: whom an identifier was named with counts by that, joined or not. */
export const widenConflicts = `
  UPDATE identify.conflict c SET last_seen = to_timestamp(seen.last_seen / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[]) AS seen (workspace, a_kind, a_value, b_kind, b_value, last_seen)
  WHERE (c.workspace, c.a_kind, c.a_value, c.b_kind, c.b_value) = (seen.workspace, seen.a_kind, seen.a_value, seen.b_kind, seen.b_value)
    AND (to_timestamp(seen.last_seen / 1000.0) AT TIME ZONE 'UTC')::date > (c.last_seen AT TIME ZONE 'UTC')::date`;

export const upsertAliases = `
  INSERT INTO identify.alias (from_id, root_id, workspace, position)
  SELECT from_id, root_id, workspace, $4 FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS new (from_id, root_id, workspace)
  ON CONFLICT (from_id) DO UPDATE SET root_id = excluded.root_id, position = excluded.position`;
