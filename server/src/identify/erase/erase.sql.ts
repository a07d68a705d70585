/** The statements of an erasure: some homes of one workspace, with everything that names what they were known by. */
export const lockedRoots = 'SELECT DISTINCT root_id AS id FROM identify.profile WHERE workspace = $1 AND id = ANY($2::bigint[])';

export const takeIdentifiers = `
  DELETE FROM identify.identifier WHERE profile_id = ANY($1::bigint[]) AND home_id = ANY($2::bigint[]) RETURNING kind, value`;

export const removeSightings = `
  DELETE FROM identify.sighting s USING unnest($2::text[], $3::text[]) AS gone (kind, value)
  WHERE (s.workspace, s.kind, s.value) = ($1, gone.kind, gone.value)`;

/** Homes of others whose messages named one of these identifiers beside a stronger one, joined or not. $2, $3: kinds and values. */
export const findNamers = `
  SELECT DISTINCT i.home_id AS id FROM unnest($2::text[], $3::text[]) AS gone (kind, value)
  JOIN identify.edge e ON (e.workspace, e.b_kind, e.b_value) = ($1, gone.kind, gone.value)
  JOIN identify.identifier i ON (i.workspace, i.kind, i.value) = ($1, e.a_kind, e.a_value)
  UNION
  SELECT c.kept_id FROM unnest($2::text[], $3::text[]) AS gone (kind, value)
  JOIN identify.conflict c ON (c.workspace, c.b_kind, c.b_value) = ($1, gone.kind, gone.value)`;

export const removeEdges = `
  DELETE FROM identify.edge e USING unnest($2::text[], $3::text[]) AS gone (kind, value)
  WHERE e.workspace = $1 AND ((e.a_kind, e.a_value) = (gone.kind, gone.value) OR (e.b_kind, e.b_value) = (gone.kind, gone.value)) RETURNING 1`;

export const removeConflictsNaming = `
  DELETE FROM identify.conflict c USING unnest($2::text[], $3::text[]) AS gone (kind, value)
  WHERE c.workspace = $1 AND ((c.a_kind, c.a_value) = (gone.kind, gone.value) OR (c.b_kind, c.b_value) = (gone.kind, gone.value)) RETURNING 1`;

export const removeConflictsOf = 'DELETE FROM identify.conflict WHERE kept_id = ANY($1::bigint[]) OR other_id = ANY($1::bigint[]) RETURNING 1';

export const removeShared = `
  DELETE FROM identify.shared s USING unnest($2::text[], $3::text[]) AS gone (kind, value)
  WHERE s.workspace = $1 AND (s.kind, s.value) = (gone.kind, gone.value) RETURNING 1`;

/** What a bridge was said to hold together quotes identifiers. */
export const trimEvidence = `
  UPDATE identify.shared s SET evidence = jsonb_set(s.evidence, '{parts}', coalesce((
    SELECT jsonb_agg((SELECT coalesce(jsonb_agg(item), '[]') FROM jsonb_array_elements(part) AS item
                      WHERE NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS gone (kind, value)
                                        WHERE item ->> 'kind' = gone.kind AND item ->> 'value' = gone.value)))
    FROM jsonb_array_elements(s.evidence -> 'parts') AS part), '[]'))
  WHERE s.workspace = $1 AND s.cause = 'bridge'
    AND EXISTS (SELECT FROM jsonb_array_elements(s.evidence -> 'parts') AS part, jsonb_array_elements(part) AS item,
                            unnest($2::text[], $3::text[]) AS gone (kind, value)
                WHERE item ->> 'kind' = gone.kind AND item ->> 'value' = gone.value)`;

export const removeSeparations = 'DELETE FROM identify.separation WHERE a_home = ANY($1::bigint[]) OR b_home = ANY($1::bigint[])';

export const removeMerges = 'DELETE FROM identify.merge WHERE a_home = ANY($1::bigint[]) OR b_home = ANY($1::bigint[]) RETURNING 1';

/** Merges of others remember the roots of their moment. */
export const renameRootsOfMerges = `
  UPDATE identify.merge SET into_id = least(a_home, b_home), from_id = greatest(a_home, b_home)
  WHERE into_id = ANY($1::bigint[]) OR from_id = ANY($1::bigint[])`;

export const removeAliases = 'DELETE FROM identify.alias WHERE from_id = ANY($1::bigint[])';

export const removeProfiles = 'DELETE FROM identify.profile WHERE id = ANY($1::bigint[]) RETURNING 1';

/** Who came after, under one root each: the roots by their ids, the others by the index that holds only such. */
export const findSurvivors = `
  SELECT id, root_id AS "rootId" FROM identify.profile WHERE id = ANY($1::bigint[]) AND root_id = id AND NOT id = ANY($2::bigint[])
  UNION ALL
  SELECT id, root_id FROM identify.profile WHERE root_id = ANY($1::bigint[]) AND root_id <> id AND NOT id = ANY($2::bigint[])
  ORDER BY id`;

/** A profile of nobody, as old as the first of these. */
export const insertNobody = `
  INSERT INTO identify.profile (id, workspace, root_id, created_at)
  SELECT id, $1, id, (SELECT min(created_at) FROM identify.profile WHERE id = ANY($2::bigint[])) FROM (SELECT nextval('identify.profile_id') AS id) AS new RETURNING id`;
