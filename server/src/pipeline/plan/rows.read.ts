import type { Plan, PlanEvent, PlanRow } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

const volumes = `
  SELECT s.event, s.last_at AS "lastAt", coalesce(d.events, 0)::bigint AS volume
  FROM pipeline.event_seen s
  LEFT JOIN (SELECT event, sum(events) AS events FROM pipeline.event_day WHERE workspace = $1 AND day >= $2::date GROUP BY event) d ON d.event = s.event
  WHERE s.workspace = $1 AND s.events > 0 ORDER BY d.events DESC NULLS LAST, s.event LIMIT 2000`;

const breaches = `
  SELECT event, day::text AS day, sum(passed + parked + dropped)::bigint AS events FROM pipeline.plan_breach
  WHERE workspace = $1 AND day >= $2::date AND kind = '' GROUP BY event, day ORDER BY day`;

interface Seen {
  readonly event: string;
  readonly lastAt: Date;
  readonly volume: number;
}

/** What is no event of anybody's planning. */
const aside: ReadonlySet<string> = new Set(['$alias']);

const sameEvent = (a: PlanEvent | undefined, b: PlanEvent | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Every event that is planned or was seen: what went wrong most first, then by volume. */
export async function readPlanRows(
  pg: PostgresSession,
  workspace: number,
  { published, draft }: { readonly published: Plan; readonly draft: Plan },
  since: string,
): Promise<PlanRow[]> {
  const [seen, days] = await Promise.all([
    pg.query<Seen>(volumes, [workspace, since]),
    pg.query<{ event: string; day: string; events: number }>(breaches, [workspace, since]),
  ]);
  const [seenBy, live] = [new Map(seen.map((one) => [one.event, one])), new Map(published.events.map((one) => [one.event, one]))];
  const drafted = new Map(draft.events.map((one) => [one.event, one]));
  const daysBy = Map.groupBy(days, ({ event }) => event);
  const names = new Set([...drafted.keys(), ...live.keys(), ...seenBy.keys(), ...daysBy.keys()]);
  const rows = [...names].flatMap((event): readonly PlanRow[] => {
    if (aside.has(event) || event === '') return [];
    const [planned, before, known] = [drafted.get(event), seenBy.get(event), live.get(event)];
    const breachDays = (daysBy.get(event) ?? []).map(({ day, events }) => ({ day, events }));
    return [
      {
        event,
        status: planned === undefined ? 'unplanned' : before === undefined ? 'unseen' : 'planned',
        isDraft: !sameEvent(planned, known),
        mode: planned?.mode ?? draft.unknownEvents,
        properties: planned?.properties.length ?? 0,
        required: planned?.properties.filter(({ required }) => required).length ?? 0,
        volume: before?.volume ?? 0,
        breaches: breachDays.reduce((sum, { events }) => sum + events, 0),
        breachDays,
        lastAt: before?.lastAt.toISOString() ?? null,
        description: planned?.description ?? '',
      },
    ];
  });
  return rows.sort((a, b) => b.breaches - a.breaches || b.volume - a.volume || (a.event < b.event ? -1 : 1));
}

const names = `
  SELECT s.event FROM pipeline.event_seen s
  WHERE s.workspace = $1 AND s.events > 0 ORDER BY s.events DESC, s.event LIMIT 500`;

/** Names that have come, the most frequent first. */
export const seenNames = async (pg: PostgresSession, workspace: number): Promise<readonly string[]> =>
  (await pg.query<{ event: string }>(names, [workspace])).flatMap(({ event }) => (aside.has(event) ? [] : [event]));
