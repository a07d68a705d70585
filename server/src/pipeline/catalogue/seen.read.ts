import type { PostgresSession } from '#platform';

/** What the data of a workspace has brought so far, by the names that rules use. */
export interface SeenFields {
  readonly events: ReadonlySet<string>;
  /** Paths by event, lists as `products[].sku`. */
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  readonly traits: ReadonlySet<string>;
  /** Kinds of identifiers. */
  readonly identifiers: ReadonlySet<string>;
}

const seenEvents = 'SELECT event FROM pipeline.event_seen WHERE workspace = $1 AND events > 0';
const seenFields = 'SELECT subject, event, path FROM pipeline.field_seen WHERE workspace = $1';

interface FieldRow {
  readonly subject: 'property' | 'trait' | 'identifier';
  readonly event: string;
  readonly path: string;
}

/** Every name of the catalogue, as young as the catalogue: some five seconds. */
export async function readSeenFields(pg: PostgresSession, workspace: number): Promise<SeenFields> {
  const [events, fields] = await Promise.all([pg.query<{ event: string }>(seenEvents, [workspace]), pg.query<FieldRow>(seenFields, [workspace])]);
  const pathsOf = (wanted: FieldRow['subject']): ReadonlySet<string> => new Set(fields.flatMap(({ subject, path }) => (subject === wanted ? [path] : [])));
  const byEvent = Map.groupBy(
    fields.filter(({ subject }) => subject === 'property'),
    ({ event }) => event,
  );
  return {
    events: new Set(events.map(({ event }) => event)),
    properties: new Map([...byEvent].map(([event, rows]) => [event, new Set(rows.map(({ path }) => path))])),
    traits: pathsOf('trait'),
    identifiers: pathsOf('identifier'),
  };
}
