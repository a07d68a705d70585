import type { PostgresSession } from '#platform';
import { readPublished } from '../plan/plan.store.ts';

/** A path that has come, as the catalogue knows it. */
export interface KnownField {
  /** '' for traits. */
  readonly event: string;
  readonly path: string;
  /** Some message had a list or an object there. */
  readonly canBeList: boolean;
}

const fields = `
  SELECT event, path, has_lists AS "canBeList" FROM (
    SELECT event, path, lists > 0 OR path LIKE '%[]%' AS has_lists, row_number() OVER (PARTITION BY event ORDER BY filled DESC, path) AS place
    FROM pipeline.field_seen WHERE workspace = $1 AND subject IN ('property', 'trait') AND path NOT LIKE '$%'
  ) f WHERE place <= $2 ORDER BY event, path`;

/** The fields of every event and of customers, the fullest ones of each. */
export const readKnownFields = (pg: PostgresSession, workspace: number, mostOfEach: number): Promise<readonly KnownField[]> =>
  pg.query<KnownField>(fields, [workspace, mostOfEach]);

const events = 'SELECT event FROM pipeline.event_seen WHERE workspace = $1 AND events > 0 ORDER BY events DESC, event LIMIT $2';

/** The most frequent events. */
export const readFrequentEvents = async (pg: PostgresSession, workspace: number, most: number): Promise<readonly string[]> =>
  (await pg.query<{ event: string }>(events, [workspace, most])).map(({ event }) => event);

/** `event\tpath` of what the tracking plan wants in every message. */
export async function readRequired(pg: PostgresSession, workspace: number): Promise<ReadonlySet<string>> {
  const published = await readPublished(pg, workspace);
  return new Set(
    (published?.plan.events ?? []).flatMap(({ event, properties }) =>
      properties.filter(({ required }) => required).map(({ path }) => `${event === '$identify' ? '' : event}\t${path}`),
    ),
  );
}
