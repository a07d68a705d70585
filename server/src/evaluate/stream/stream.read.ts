import type { JsonValue } from '#kernel';
import type { PostgresSession } from '#platform';

/** A stored row of the stream: many events of one topic. */
export interface StreamRow {
  readonly id: number;
  readonly topic: string;
  readonly items: readonly JsonValue[];
}

const rowsAfter = `
  SELECT id, topic, items FROM evaluate.stream
  WHERE id > $1 AND workspace = $2 AND (topic = ANY($3::text[]) OR split_part(topic, ':', 1) || ':*' = ANY($3::text[]))
  ORDER BY id LIMIT 200`;

/** What a subscriber has not heard yet, in order. */
export const readStream = (pg: PostgresSession, workspace: number, topics: readonly string[], after: number): Promise<readonly StreamRow[]> =>
  pg.query<StreamRow>(rowsAfter, [after, workspace, topics]);

/** The last id, and the first that is still kept; 0 and 1 of an empty stream. */
export async function readStreamEnds(pg: PostgresSession): Promise<{ readonly first: number; readonly last: number }> {
  const [row] = await pg.query<{ first: number | null; last: number | null; given: number }>(
    'SELECT min(id) AS first, max(id) AS last, (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM evaluate.stream_id_seq) AS given FROM evaluate.stream',
  );
  const given = row?.given ?? 0;
  return { first: row?.first ?? given + 1, last: row?.last ?? given };
}
