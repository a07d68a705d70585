import type { MergeObstacle } from '#identify';
import type { PostgresSession } from '#platform';

/** Pairs of one statement. */
const pairsEach = 5_000;

export interface FoundPair {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
  readonly levels: readonly number[];
  readonly shares: readonly (number | undefined)[];
  readonly state: 'pending' | 'review' | 'sample';
  /** `chain`: linked by itself, but its groups hang together by too little. */
  readonly cause: 'chain' | null;
  readonly stratum: number | null;
}

/** What somebody has said of a pair, and links that were made, stand; otherwise the newest run is right. */
const upsert = `
  INSERT INTO link.pair AS p (workspace, run_id, a_home, b_home, bits, levels, shares, state, cause, stratum, is_asked)
  SELECT $1, $2, (r->>0)::bigint, (r->>1)::bigint, (r->>2)::real, ARRAY(SELECT jsonb_array_elements_text(r->3)::smallint), ARRAY(SELECT jsonb_array_elements_text(r->4)::real),
         r->>5, r->>6, (r->>7)::smallint, r->>5 = 'review'
  FROM jsonb_array_elements($3::jsonb) AS r
  ON CONFLICT (workspace, a_home, b_home) DO UPDATE SET run_id = excluded.run_id, bits = excluded.bits, levels = excluded.levels, shares = excluded.shares,
    stratum = excluded.stratum, is_asked = p.is_asked OR excluded.is_asked,
    state = CASE WHEN p.state = 'linked' OR p.verdict IN ('same', 'different') THEN p.state ELSE excluded.state END,
    cause = CASE WHEN p.state = 'linked' OR p.verdict IN ('same', 'different') THEN p.cause ELSE excluded.cause END`;

/** A full run begins anew: what an earlier one drew or asked and nobody answered is forgotten. */
const forget = `DELETE FROM link.pair WHERE workspace = $1 AND verdict IS NULL AND state IN ('pending', 'review', 'sample', 'refused', 'implied')`;

export const forgetUnanswered = (tx: PostgresSession, workspace: number): Promise<unknown> => tx.query(forget, [workspace]);

export async function insertPairs(tx: PostgresSession, workspace: number, runId: number, pairs: readonly FoundPair[]): Promise<void> {
  for (let from = 0; from < pairs.length; from += pairsEach) {
    const rows = pairs
      .slice(from, from + pairsEach)
      .map(({ a, b, bits, levels, shares, state, cause, stratum }) => [a, b, bits, levels, shares.map((share) => share ?? null), state, cause, stratum]);
    await tx.query(upsert, [workspace, runId, JSON.stringify(rows)]);
  }
}

export interface PendingPair {
  readonly id: number;
  readonly a: number;
  readonly b: number;
  readonly bits: number;
}

const pending = `SELECT id, a_home AS a, b_home AS b, bits FROM link.pair WHERE run_id = $1 AND state = 'pending' ORDER BY bits DESC, id LIMIT $2`;
/** The surest first. */
export const readPending = (tx: PostgresSession, runId: number, limit: number): Promise<readonly PendingPair[]> =>
  tx.query<PendingPair>(pending, [runId, limit]);

const linked = `UPDATE link.pair p SET state = 'linked', merge_id = m.merge_id, cause = NULL FROM unnest($1::bigint[], $2::bigint[]) AS m (id, merge_id) WHERE p.id = m.id`;
export const markLinked = (tx: PostgresSession, ids: readonly number[], merges: readonly number[]): Promise<unknown> => tx.query(linked, [ids, merges]);

const implied = `UPDATE link.pair SET state = 'implied', is_asked = false WHERE id = ANY($1::bigint[])`;
/** They are one by other merges. */
export const markImplied = (tx: PostgresSession, ids: readonly number[]): Promise<unknown> => tx.query(implied, [ids]);

const refused = `UPDATE link.pair SET state = 'refused', cause = $2, kind = $3, most = $4 WHERE id = $1`;
export const markRefused = (tx: PostgresSession, id: number, { cause, kind, most }: MergeObstacle): Promise<unknown> =>
  tx.query(refused, [id, cause, kind === '' ? null : kind, kind === '' ? null : most]);

export const removePairs = (tx: PostgresSession, ids: readonly number[]): Promise<unknown> =>
  tx.query('DELETE FROM link.pair WHERE id = ANY($1::bigint[])', [ids]);

const different = `SELECT a_home AS a, b_home AS b FROM link.pair WHERE workspace = $1 AND verdict = 'different'`;
/** Homes of which somebody has said that they are two people. */
export const readDifferent = (pg: PostgresSession, workspace: number): Promise<readonly { readonly a: number; readonly b: number }[]> =>
  pg.query<{ a: number; b: number }>(different, [workspace]);
