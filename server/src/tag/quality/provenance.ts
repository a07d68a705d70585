import type { QualityCard } from '@danqing/contracts';
import { compileRoots, compileTraitFacts, type EvaluationContext, type Path } from '#compile';
import { readStatuses } from '#evaluate';
import type { ClickHouse, PostgresSession } from '#platform';
import type { Tag } from '../tag.store.ts';
import type { Provenance } from './card.ts';

const levels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const dayMs = 86_400_000;

interface AgesRow {
  readonly known: number;
  readonly moments: readonly (number | null)[];
}

/** Quantiles of ages from those of moments: the oldest first in time is the greatest age. */
const agesOf = (row: AgesRow | undefined, at: number): QualityCard['freshness']['ages'] =>
  row === undefined || row.known === 0 ? [] : levels.map((q, index) => ({ q, days: Math.max(0, at - (row.moments[levels.length - 1 - index] ?? at)) / dayMs }));

const quantiles = (moment: string): string => `count() AS known, quantilesExactInclusive(${levels.join(', ')})(${moment}) AS moments`;

const tagAges = `
  SELECT ${quantiles('toUnixTimestamp64Milli(at)')} FROM tag_value FINAL WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32}`;

/** How the latest words of different sources about one profile compare; words that take a value away are none. */
const tagConflicts = (roots: string): string => `
  SELECT countIf(sources > 1) AS compared, countIf(is_disputed) AS disputed, count() AS known
  FROM (
    SELECT root, count() AS sources, uniqExact(word) > 1 AS is_disputed
    FROM (
      SELECT root, source, argMax((text, items), (at, run_id)) AS word, argMax(is_gone, (at, run_id)) AS is_gone
      FROM (SELECT * FROM tag_change WHERE workspace = {workspace:UInt32} AND tag_id = {tag:UInt32} AND is_derived = 0) AS said
      INNER JOIN (${roots}) AS roots ON said.profile_id = roots.profile_id
      GROUP BY root, source
    )
    WHERE is_gone = 0 GROUP BY root
  )`;

interface ConflictRow {
  readonly compared: number;
  readonly disputed: number;
  readonly known: number;
}

const conflictsOf = (row: ConflictRow | undefined): QualityCard['conflicts'] => ({
  compared: row?.compared ?? 0,
  disputed: row?.disputed ?? 0,
  share: row === undefined || row.known === 0 ? 0 : row.disputed / row.known,
});

/** Of a computed tag, when its runs confirmed it; of a manual one, how old the words are and whether sources agree. */
export async function tagProvenance(
  deps: { readonly pg: PostgresSession; readonly clickhouse: ClickHouse },
  tag: Tag,
  context: EvaluationContext,
): Promise<Provenance> {
  const params = { workspace: tag.workspace, tag: tag.id };
  const status = (await readStatuses(deps.pg, 'tag', [tag.id]))(tag.id);
  const [ages] = await deps.clickhouse.query<AgesRow>(tagAges, params, { lane: 'batch' });
  const isManual = tag.kind === 'manual';
  const freshness = { confirmedAt: isManual ? null : (status.computedAt?.toISOString() ?? null), ages: agesOf(ages, context.at) };
  const hasFailed = status.state === 'failed';
  if (!isManual) return { freshness, hasFailed, conflicts: null };
  const roots = compileRoots(context);
  const [row] = await deps.clickhouse.query<ConflictRow>(tagConflicts(roots.sql), { ...roots.params, ...params }, { lane: 'batch' });
  return { freshness, hasFailed, conflicts: conflictsOf(row) };
}

/** Of a trait: when it was said last of each profile, and whether its sources agree. */
export async function traitProvenance(clickhouse: ClickHouse, path: Path, context: EvaluationContext): Promise<Provenance> {
  const { sql, params } = compileTraitFacts(path, context);
  const [row] = await clickhouse.query<AgesRow & ConflictRow>(
    `SELECT ${quantiles('last')}, countIf(sources > 1) AS compared, countIf(is_disputed) AS disputed FROM (${sql})`,
    params,
    { lane: 'batch' },
  );
  return { freshness: { confirmedAt: null, ages: agesOf(row, context.at) }, hasFailed: false, conflicts: conflictsOf(row) };
}
