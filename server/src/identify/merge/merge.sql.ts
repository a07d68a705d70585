/** The statements of merges and unmerges by hand: one root at a time. */
export const findProfiles = `
  SELECT p.id, p.root_id AS "rootId" FROM identify.profile p
  WHERE p.workspace = $1 AND p.id = ANY($2::bigint[]) AND EXISTS (SELECT FROM identify.account a WHERE a.id = p.id) = $3`;

/** In two halves, because only merged-away profiles are in the index by root: as one condition it read the whole table, 12 ms at 100,000 profiles. */
export const findHomes = `
  SELECT id FROM identify.profile WHERE id = ANY($1::bigint[]) AND root_id = id
  UNION ALL SELECT id FROM identify.profile WHERE root_id = ANY($1::bigint[]) AND root_id <> id ORDER BY id`;

export const insertMerge = `
  INSERT INTO identify.merge (workspace, into_id, from_id, a_home, b_home, cause, author, reason, merged_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0)) RETURNING id`;

export const findMerge = `
  SELECT m.id, m.a_home AS "aHome", m.b_home AS "bHome", m.is_exact AS "isExact", m.undone_at IS NOT NULL AS "isUndone", p.root_id AS "rootId"
  FROM identify.merge m JOIN identify.profile p ON p.id = m.a_home WHERE m.workspace = $1 AND m.id = $2 AND EXISTS (SELECT FROM identify.account a WHERE a.id = m.a_home) = $3`;

/** Of a root's homes: the merges that stand. */
export const findStanding = `
  SELECT id, a_home AS "aHome", b_home AS "bHome" FROM identify.merge WHERE a_home = ANY($1::bigint[]) AND undone_at IS NULL`;

export const markUndone = 'UPDATE identify.merge SET undone_at = to_timestamp($2 / 1000.0), undone_by = $3, undo_reason = $4 WHERE id = $1';

export const moveHomes = 'UPDATE identify.profile SET root_id = $2 WHERE id = ANY($1::bigint[])';

export const moveIdentifiersOfHomes = 'UPDATE identify.identifier SET profile_id = $2 WHERE profile_id = $3 AND home_id = ANY($1::bigint[])';

export const moveSeparationsOfHomes = `
  UPDATE identify.separation
  SET a_root = CASE WHEN a_home = ANY($1::bigint[]) THEN $2 ELSE a_root END, b_root = CASE WHEN b_home = ANY($1::bigint[]) THEN $2 ELSE b_root END
  WHERE a_home = ANY($1::bigint[]) OR b_home = ANY($1::bigint[])`;

export const insertSeparation = `
  INSERT INTO identify.separation (workspace, a_home, b_home, a_root, b_root, merge_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))`;

/** A profile is as old as the first moment of its identifiers. */
export const ageByIdentifiers = `
  UPDATE identify.profile p SET created_at = held.at
  FROM (SELECT profile_id, min(first_seen) AS at FROM identify.identifier WHERE profile_id = ANY($1::bigint[]) GROUP BY profile_id) AS held
  WHERE p.id = held.profile_id AND p.created_at <> held.at`;

/** What waits for the squash: whoever is moved by hand is moved everywhere at once. */
export const removeAliasesOf = 'DELETE FROM identify.alias WHERE from_id = ANY($1::bigint[])';
