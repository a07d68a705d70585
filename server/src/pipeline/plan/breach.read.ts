import type { BreachKind, PlanBreach } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

interface Row {
  readonly event: string;
  readonly path: string;
  readonly kind: BreachKind;
  readonly expected: string;
  readonly sourceId: number;
  readonly library: string;
  readonly appVersion: string;
  readonly passed: number;
  readonly parked: number;
  readonly dropped: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly days: readonly { readonly day: string; readonly events: number }[];
  readonly places: readonly string[];
}

const found = `
  SELECT event, path, kind, max(expected) AS expected, source_id AS "sourceId", library, app AS "appVersion",
         sum(passed)::bigint AS passed, sum(parked)::bigint AS parked, sum(dropped)::bigint AS dropped, min(first_at) AS "firstAt", max(last_at) AS "lastAt",
         json_agg(json_build_object('day', day::text, 'events', passed + parked + dropped) ORDER BY day) AS days,
         (array_agg(places ORDER BY day DESC))[1:1] AS places
  FROM (
    SELECT event, path, kind, source_id, library, app, day, expected, passed, parked, dropped, first_at, last_at, array_to_string(places, ',') AS places
    FROM pipeline.plan_breach
    WHERE workspace = $1 AND day >= $2::date AND kind <> '' AND ($3::text IS NULL OR event = $3) AND ($4::int IS NULL OR source_id = $4)
  ) b
  GROUP BY event, path, kind, source_id, library, app ORDER BY sum(passed + parked + dropped) DESC, event, path, kind, source_id, library, app LIMIT $5`;

const total = `
  SELECT coalesce(sum(passed + parked + dropped), 0)::bigint AS events FROM pipeline.plan_breach
  WHERE workspace = $1 AND day >= $2::date AND kind = '' AND ($3::text IS NULL OR event = $3) AND ($4::int IS NULL OR source_id = $4)`;

export interface BreachFilter {
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly event?: string | undefined;
  readonly sourceId?: number | undefined;
}

const shownPlaces = 3;

/** What was not as planned, the most frequent first, and how many events that is about. */
export async function readBreaches(
  pg: PostgresSession,
  workspace: number,
  { since, event, sourceId }: BreachFilter,
  limit: number,
  sourceName: (id: number) => string | undefined,
): Promise<{ readonly items: PlanBreach[]; readonly events: number }> {
  const of = [workspace, since, event ?? null, sourceId ?? null];
  const [rows, [sum]] = await Promise.all([pg.query<Row>(found, [...of, limit]), pg.query<{ events: number }>(total, of)]);
  const items = rows.map(({ sourceId: id, firstAt, lastAt, days, places, ...row }) => ({
    ...row,
    source: sourceName(id) ?? '?',
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
    days: daysOf(days),
    places: places
      .flatMap((text) => text.split(','))
      .filter((place) => place !== '')
      .slice(0, shownPlaces),
  }));
  return { items, events: sum?.events ?? 0 };
}

const daysOf = (days: Row['days']): PlanBreach['days'] =>
  [...Map.groupBy(days, ({ day }) => day)].map(([day, rows]) => ({ day, events: rows.reduce((sum, { events }) => sum + events, 0) }));
