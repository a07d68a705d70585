import type { Postgres } from '#platform';

const SETTLE = `
  WITH taken AS (
    DELETE FROM identify.sighting WHERE ctid = ANY (ARRAY(SELECT ctid FROM identify.sighting LIMIT $1)) RETURNING workspace, kind, value, last_seen
  ), settled AS (
    UPDATE identify.identifier i SET last_seen = taken.last_seen FROM taken
    WHERE (i.workspace, i.kind, i.value) = (taken.workspace, taken.kind, taken.value) AND i.last_seen < taken.last_seen
  )
  SELECT count(*)::int AS taken FROM taken`;

/** Writes up to `most` sights of later days where identifiers say when they were last seen; gives how many there were. Those of identifiers that are gone go. */
export async function settleSightings(pg: Postgres, most: number): Promise<number> {
  const [row] = await pg.query<{ taken: number }>(SETTLE, [most]);
  return row?.taken ?? 0;
}
