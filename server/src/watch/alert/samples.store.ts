import type { SourceTotals } from '#pipeline';
import type { DefinitionHealth } from '#evaluate';
import type { PostgresSession } from '#platform';

/** A source's totals as they stood at a moment. */
export interface FlowSample {
  readonly sourceId: number;
  readonly at: Date;
  readonly passed: number;
  readonly dropped: number;
  readonly parked: number;
  readonly reasons: Readonly<Record<string, number>>;
}

const keepFlows = `
  INSERT INTO watch.flow (workspace, source_id, at, accepted, passed, dropped, parked, reasons)
  SELECT n.workspace, n.source_id, $1::timestamptz, n.passed + n.dropped + n.parked, n.passed, n.dropped, n.parked, n.reasons
  FROM unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::jsonb[]) AS n (workspace, source_id, passed, dropped, parked, reasons)
  WHERE NOT EXISTS (
    SELECT FROM (SELECT passed, dropped, parked FROM watch.flow f WHERE f.source_id = n.source_id ORDER BY at DESC LIMIT 1) last
    WHERE (last.passed, last.dropped, last.parked) = (n.passed, n.dropped, n.parked))
  ON CONFLICT DO NOTHING`;

/** Keeps the totals of sources whose totals have changed since their last sample. */
export async function sampleFlows(pg: PostgresSession, totals: readonly SourceTotals[], at: Date): Promise<void> {
  await pg.query(keepFlows, [
    at,
    totals.map(({ workspace }) => workspace),
    totals.map(({ sourceId }) => sourceId),
    totals.map(({ passed }) => passed),
    totals.map(({ dropped }) => dropped),
    totals.map(({ parked }) => parked),
    totals.map(({ reasons }) => JSON.stringify(reasons)),
  ]);
}

const asOf = `
  SELECT DISTINCT ON (source_id) source_id AS "sourceId", at, passed, dropped, parked, reasons FROM watch.flow WHERE at <= $1 ORDER BY source_id, at DESC`;
/** Of each source the last sample at or before a moment; none where it had no events by then. */
export async function readFlowsAsOf(pg: PostgresSession, at: Date): Promise<ReadonlyMap<number, FlowSample>> {
  return new Map((await pg.query<FlowSample>(asOf, [at])).map((sample) => [sample.sourceId, sample]));
}

/** When sampling began; undefined before the first. */
export const readFirstSample = async (pg: PostgresSession): Promise<Date | undefined> =>
  (await pg.query<{ at: Date | null }>('SELECT min(at) AS at FROM watch.flow'))[0]?.at ?? undefined;

const keepSizes = `
  INSERT INTO watch.size (workspace, segment_id, at, members)
  SELECT n.workspace, n.id, $1::timestamptz, n.members FROM unnest($2::int[], $3::int[], $4::bigint[]) AS n (workspace, id, members)
  WHERE NOT EXISTS (
    SELECT FROM (SELECT members, at FROM watch.size s WHERE s.segment_id = n.id ORDER BY at DESC LIMIT 1) last
    WHERE last.members = n.members OR last.at > $1::timestamptz - interval '1 hour')
  ON CONFLICT DO NOTHING`;

/** Keeps the sizes of segments, at most once an hour each. */
export async function sampleSizes(pg: PostgresSession, definitions: readonly DefinitionHealth[], at: Date): Promise<void> {
  const sized = definitions.flatMap(({ kind, definitionId, workspace, count }) =>
    kind === 'segment' && count !== null ? [{ definitionId, workspace, count }] : [],
  );
  await pg.query(keepSizes, [at, sized.map(({ workspace }) => workspace), sized.map(({ definitionId }) => definitionId), sized.map(({ count }) => count)]);
}

const sizesAsOf = `SELECT DISTINCT ON (segment_id) segment_id AS id, members FROM watch.size WHERE at <= $1 ORDER BY segment_id, at DESC`;
export async function readSizesAsOf(pg: PostgresSession, at: Date): Promise<ReadonlyMap<number, number>> {
  return new Map((await pg.query<{ id: number; members: number }>(sizesAsOf, [at])).map(({ id, members }) => [id, members]));
}

const sizesAtMoments = `
  SELECT s.id, (m.place - 1)::int AS place, w.members FROM unnest($1::int[]) AS s (id) CROSS JOIN unnest($2::timestamptz[]) WITH ORDINALITY AS m (at, place)
  CROSS JOIN LATERAL (SELECT members FROM watch.size WHERE segment_id = s.id AND at < m.at ORDER BY at DESC LIMIT 1) AS w`;

/** How large segments were at moments; `place`: the moment's, from 0. A look into the key for each: 500 segments with a month of hourly samples would be sorted for half a second. */
export const readSizesAt = (
  pg: PostgresSession,
  segments: readonly number[],
  moments: readonly Date[],
): Promise<readonly { readonly id: number; readonly place: number; readonly members: number }[]> => pg.query(sizesAtMoments, [segments, moments]);

const forgetFlows = `
  DELETE FROM watch.flow f
  WHERE (f.at < $1::timestamptz - interval '31 days' OR (f.at < $1::timestamptz - interval '2 days' AND extract(minute FROM f.at) <> 0))
    AND EXISTS (SELECT FROM watch.flow later WHERE later.source_id = f.source_id AND later.at > f.at)`;
const forgetSizes = `
  DELETE FROM watch.size s WHERE s.at < $1::timestamptz - interval '400 days' AND EXISTS (SELECT FROM watch.size later WHERE later.segment_id = s.segment_id AND later.at > s.at)`;

/** Older flows stay by the hour only, for a month; the last of each always, because later ones are told apart from it. */
export async function thinSamples(pg: PostgresSession, now: Date): Promise<void> {
  await pg.query(forgetFlows, [now]);
  await pg.query(forgetSizes, [now]);
}
