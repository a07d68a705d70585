import type { CatalogueEvent } from '@danqing/contracts';
import { wallOf } from '#kernel';
import type { PostgresSession } from '#platform';
import { noNote, noteKey, readNotes } from './note.store.ts';

interface SeenRow {
  readonly event: string;
  readonly events: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

const seen = `
  SELECT s.event, s.events, s.first_at AS "firstAt", s.last_at AS "lastAt"
  FROM pipeline.event_seen s LEFT JOIN pipeline.catalogue_note n ON n.workspace = s.workspace AND n.subject = 'event' AND n.event = s.event AND n.path = ''
  WHERE s.workspace = $1 AND s.events > 0 AND ($2::text IS NULL OR s.event = $2)
    AND ($3 = '' OR strpos(lower(concat_ws(' ', s.event, n.label_zh, n.label_en, n.description)), lower($3)) > 0)
    AND ($4 OR n.is_hidden IS NOT TRUE)
    AND ($5::bigint IS NULL OR (s.events, s.event) < ($5, $6))
  ORDER BY s.events DESC, s.event DESC LIMIT $7`;

const days = `
  SELECT event, day::text AS day, sum(events)::bigint AS events FROM pipeline.event_day
  WHERE workspace = $1 AND event = ANY($2) AND day >= $3::date GROUP BY event, day ORDER BY day`;
const bySource = `
  SELECT event, source_id AS "sourceId", sum(events)::bigint AS events FROM pipeline.event_day
  WHERE workspace = $1 AND event = ANY($2) GROUP BY event, source_id ORDER BY events DESC`;

export interface EventsQuery {
  readonly event?: string;
  readonly search?: string;
  readonly withHidden?: boolean;
  readonly after?: { readonly events: number; readonly event: string };
  readonly limit: number;
}

export interface CatalogueContext {
  readonly workspace: number;
  readonly zone: string;
  readonly now: number;
  readonly sourceName: (id: number) => string | undefined;
}

const shownDays = 30;

/** The first of the last thirty days as clocks in the zone show them. */
const firstDay = (now: number, zone: string): string => new Date(wallOf(now, zone) - (shownDays - 1) * 86_400_000).toISOString().slice(0, 10);

/** Events of the catalogue, the most frequent first. */
export async function readCatalogueEvents(pg: PostgresSession, context: CatalogueContext, query: EventsQuery): Promise<readonly CatalogueEvent[]> {
  const { workspace, zone, now, sourceName } = context;
  const { event, search = '', withHidden = false, after, limit } = query;
  const rows = await pg.query<SeenRow>(seen, [workspace, event ?? null, search, withHidden, after?.events ?? null, after?.event ?? null, limit]);
  const names = rows.map((row) => row.event);
  const [dayRows, sourceRows, notes] = await Promise.all([
    pg.query<{ event: string; day: string; events: number }>(days, [workspace, names, firstDay(now, zone)]),
    pg.query<{ event: string; sourceId: number; events: number }>(bySource, [workspace, names]),
    readNotes(pg, workspace, 'event', names),
  ]);
  return rows.map(({ firstAt, lastAt, ...row }) => ({
    ...row,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    lastDays: dayRows.filter((one) => one.event === row.event).map(({ day, events }) => ({ day, events })),
    sources: sourceRows.filter((one) => one.event === row.event).map(({ sourceId, events }) => ({ source: sourceName(sourceId) ?? '?', events })),
    note: notes.get(noteKey(row.event, '')) ?? noNote,
  }));
}
