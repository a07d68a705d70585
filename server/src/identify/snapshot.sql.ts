/** The two statements of snapshot.read.ts. */

/**
 * Whom named identifiers lead to; and of those that are, or were thought to be, several people's that state, with the profile that they have by
 * themselves. Where nothing is known of shared identifiers, the second half is not run. Asked for in the order of the index, whose pages then serve neighbours too: 20,000 among ten
 * million in 143–156 ms instead of 168–197.
 */
export const findIdentifiers = `
  SELECT i.workspace, i.kind, i.value, i.profile_id AS "profileId", i.home_id AS "homeId",
         (extract(epoch FROM i.first_seen) * 1000)::bigint AS "firstSeen", (extract(epoch FROM i.last_seen) * 1000)::bigint AS "lastSeen", NULL AS state
  FROM (SELECT * FROM unnest($1::int[], $2::text[], $3::text[]) AS named (workspace, kind, value) ORDER BY workspace, kind COLLATE "C", value COLLATE "C") AS asked
  JOIN identify.identifier i USING (workspace, kind, value)
  UNION ALL
  SELECT s.workspace, s.kind, s.value, own.profile_id, own.home_id,
         (extract(epoch FROM own.first_seen) * 1000)::bigint, (extract(epoch FROM own.last_seen) * 1000)::bigint, s.state
  FROM unnest($1::int[], $2::text[], $3::text[]) AS asked (workspace, kind, value)
  JOIN identify.shared s USING (workspace, kind, value)
  LEFT JOIN identify.identifier own ON (own.workspace, own.kind, own.value) = (s.workspace, 'shared/' || s.kind, s.value)
  WHERE EXISTS (SELECT FROM identify.shared)`;

/**
 * What decides whether two may be joined, of every sort in one statement: what roots hold of limited kinds, which of them were merged and taken
 * apart, and whom weaker identifiers were named with, joined or not.
 */
export const findInvolved = `
  SELECT 'held' AS what, profile_id AS id, kind, array_agg(value) AS values, array_agg((extract(epoch FROM first_seen) * 1000)::float8) AS moments
  FROM identify.identifier WHERE profile_id = ANY($1::bigint[]) AND kind <> ALL($2::text[]) GROUP BY profile_id, kind
  UNION ALL
  SELECT 'apart', a_root, '', array_agg(b_root::text), NULL FROM identify.separation WHERE a_root = ANY($1::bigint[]) AND a_root <> b_root GROUP BY a_root
  UNION ALL
  SELECT 'apart', b_root, '', array_agg(a_root::text), NULL FROM identify.separation WHERE b_root = ANY($1::bigint[]) AND a_root <> b_root GROUP BY b_root
  UNION ALL
  SELECT 'partners', asked.place, e.a_kind, array_agg(e.a_value), array_agg((extract(epoch FROM e.last_seen) * 1000)::float8)
  FROM unnest($3::int[], $4::text[], $5::text[]) WITH ORDINALITY AS asked (workspace, b_kind, b_value, place)
  JOIN identify.edge e USING (workspace, b_kind, b_value) GROUP BY asked.place, e.a_kind
  UNION ALL
  SELECT 'partners', asked.place, c.a_kind, array_agg(c.a_value), array_agg((extract(epoch FROM c.last_seen) * 1000)::float8)
  FROM unnest($3::int[], $4::text[], $5::text[]) WITH ORDINALITY AS asked (workspace, b_kind, b_value, place)
  JOIN identify.conflict c USING (workspace, b_kind, b_value) GROUP BY asked.place, c.a_kind`;
