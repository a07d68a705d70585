import { rootsOfProfiles, type TaughtPair } from '#identify';
import type { PostgresSession } from '#platform';
import type { RunOutcome } from '../run/run.store.ts';

/** Enough to teach any model; the newest. */
const mostPairs = 200_000;

const joined = `
  SELECT run_id AS run, a_home AS a, b_home AS b, levels FROM link.pair
  WHERE workspace = $1 AND (verdict = 'same' OR (state = 'linked' AND verdict IS NULL)) ORDER BY id DESC LIMIT ${mostPairs}`;
const models = `SELECT id, outcome FROM link.run WHERE id = ANY($1::bigint[]) AND outcome IS NOT NULL`;

interface JoinedRow {
  readonly run: number;
  readonly a: number;
  readonly b: number;
  readonly levels: readonly number[];
}

/**
 * Pairs that were said to be one person or linked by a run, and are one profile still: there are not two records of them any more, so without this a later model would
 * learn from what was not found alone. Each counts as one certain pair.
 */
export async function readTaught(pg: PostgresSession, workspace: number): Promise<readonly TaughtPair[]> {
  const rows = await pg.query<JoinedRow>(joined, [workspace]);
  const roots = await rootsOfProfiles(pg, workspace, [...new Set(rows.flatMap(({ a, b }) => [a, b]))]);
  const standing = rows.filter(({ a, b }) => roots.has(a) && roots.get(a) === roots.get(b));
  const found = await pg.query<{ id: number; outcome: RunOutcome }>(models, [[...new Set(standing.map(({ run }) => run))]]);
  const modelOf = new Map(found.map(({ id, outcome }) => [id, outcome.model]));
  const taught = new Map<string, TaughtPair>();
  for (const { run, levels } of standing) {
    const comparisons = modelOf.get(run)?.comparisons;
    if (comparisons === undefined) continue;
    const labels = Object.fromEntries(comparisons.map(({ name, labels: named }, place) => [name, named[levels[place] ?? 0] ?? '']));
    const key = JSON.stringify(labels);
    taught.set(key, { labels, isMatch: true, count: (taught.get(key)?.count ?? 0) + 1 });
  }
  return [...taught.values()];
}
