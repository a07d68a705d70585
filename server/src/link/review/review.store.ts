import type { PostgresSession } from '#platform';
import type { RunOutcome } from '../run/run.store.ts';

export type Verdict = 'same' | 'different' | 'unsure';

export interface StoredPair {
  readonly id: number;
  readonly run: number;
  readonly a: number;
  readonly b: number;
  readonly bits: number;
  readonly levels: readonly number[];
  readonly shares: readonly (number | null)[];
  readonly state: string;
  readonly cause: string | null;
  readonly kind: string | null;
  readonly most: number | null;
  readonly mergeId: number | null;
  readonly verdict: Verdict | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

const columns = `id, run_id AS run, a_home AS a, b_home AS b, bits, levels, shares, state, cause, kind, most, merge_id AS "mergeId", verdict, decided_by AS "decidedBy",
  decided_at AS "decidedAt", reason`;

const filters = {
  open: 'is_asked AND verdict IS NULL',
  decided: 'verdict IS NOT NULL',
  refused: `state = 'refused' AND verdict IS NULL`,
} as const;
export type ReviewState = keyof typeof filters;

const pageOf = (state: ReviewState): string => `
  SELECT ${columns} FROM link.pair WHERE workspace = $1 AND ${filters[state]} AND (bits < $2 OR (bits = $2 AND id > $3)) ORDER BY bits DESC, id LIMIT $4`;
const pages: Readonly<Record<ReviewState, string>> = { open: pageOf('open'), decided: pageOf('decided'), refused: pageOf('refused') };

/** The likeliest first, those after a place. */
export const readPairPage = (
  pg: PostgresSession,
  workspace: number,
  state: ReviewState,
  [bits, id]: readonly [number, number],
  limit: number,
): Promise<readonly StoredPair[]> => pg.query<StoredPair>(pages[state], [workspace, bits, id, limit]);

const one = `SELECT ${columns} FROM link.pair WHERE workspace = $1 AND id = $2 FOR UPDATE`;
export const lockPair = async (tx: PostgresSession, workspace: number, id: number): Promise<StoredPair | undefined> =>
  (await tx.query<StoredPair>(one, [workspace, id]))[0];

const decide = `
  UPDATE link.pair SET verdict = $2, decided_by = $3, decided_at = to_timestamp($4 / 1000.0), reason = $5, merge_id = $6, state = $7, cause = NULL, kind = NULL, most = NULL WHERE id = $1`;

export interface Decision {
  readonly id: number;
  readonly verdict: Verdict;
  readonly author: string;
  readonly at: number;
  readonly reason: string | null;
  readonly mergeId: number | null;
  readonly state: string;
}

export const keepDecision = (tx: PostgresSession, { id, verdict, author, at, reason, mergeId, state }: Decision): Promise<unknown> =>
  tx.query(decide, [id, verdict, author, at, reason, mergeId, state]);

const outcomes = `SELECT id, outcome FROM link.run WHERE id = ANY($1::bigint[]) AND outcome IS NOT NULL`;
export async function readOutcomes(pg: PostgresSession, runs: readonly number[]): Promise<ReadonlyMap<number, RunOutcome>> {
  const rows = await pg.query<{ id: number; outcome: RunOutcome }>(outcomes, [[...new Set(runs)]]);
  return new Map(rows.map(({ id, outcome }) => [id, outcome]));
}
