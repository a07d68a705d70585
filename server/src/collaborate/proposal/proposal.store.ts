import type { Deed, ProposalState } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredProposal {
  readonly id: number;
  readonly object: string;
  readonly deed: Deed;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly reason: string;
  readonly operatorId: string;
  readonly actor: string;
  readonly at: Date;
  readonly state: ProposalState;
  readonly decider: string | null;
  readonly decidedAt: Date | null;
  readonly note: string;
}

export type NewProposal = Pick<StoredProposal, 'object' | 'deed' | 'method' | 'path' | 'body' | 'ifMatch' | 'reason' | 'operatorId' | 'actor' | 'at'>;

const columns = `id, object, deed, method, path, body, if_match AS "ifMatch", reason, operator_id AS "operatorId", actor, at, state, decider,
  decided_at AS "decidedAt", note`;

const insert = `
  INSERT INTO collaborate.proposal (workspace, object, deed, method, path, body, if_match, reason, operator_id, actor, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`;
export async function insertProposal(tx: PostgresSession, workspace: number, proposal: NewProposal): Promise<number> {
  const { object, deed, method, path, body, ifMatch, reason, operatorId, actor, at } = proposal;
  const stored = body === null ? null : JSON.stringify(body);
  const [row] = await tx.query<{ id: number }>(insert, [workspace, object, deed, method, path, stored, ifMatch, reason, operatorId, actor, at]);
  if (row === undefined) throw new Error('an inserted proposal comes back');
  return row.id;
}

const page = `
  SELECT ${columns} FROM collaborate.proposal
  WHERE workspace = $1 AND id < $2 AND ($3::text IS NULL OR state = $3) AND ($4::text IS NULL OR object = $4) ORDER BY id DESC LIMIT $5`;
export const readProposals = (
  pg: PostgresSession,
  workspace: number,
  { before, state, object }: { readonly before: number; readonly state: ProposalState | undefined; readonly object: string | undefined },
  limit: number,
): Promise<readonly StoredProposal[]> => pg.query<StoredProposal>(page, [workspace, before, state ?? null, object ?? null, limit]);

const one = `SELECT ${columns} FROM collaborate.proposal WHERE workspace = $1 AND id = $2`;
export const readProposal = async (pg: PostgresSession, workspace: number, id: number): Promise<StoredProposal | undefined> =>
  (await pg.query<StoredProposal>(one, [workspace, id]))[0];

const decide = `
  UPDATE collaborate.proposal SET state = $3, decider_id = $4, decider = $5, decided_at = $6, note = $7 WHERE workspace = $1 AND id = $2 AND state = $8
  RETURNING ${columns}`;

export interface Decision {
  readonly state: ProposalState;
  readonly operatorId: string;
  readonly name: string;
  readonly at: Date;
  readonly note: string;
}

/** Undefined: it is no longer in the state it was decided from. */
export const decideProposal = async (
  tx: PostgresSession,
  workspace: number,
  id: number,
  { state, operatorId, name, at, note }: Decision,
  from: ProposalState = 'open',
): Promise<StoredProposal | undefined> => (await tx.query<StoredProposal>(decide, [workspace, id, state, operatorId, name, at, note, from]))[0];

const reopen = `
  UPDATE collaborate.proposal SET state = 'open', decider_id = NULL, decider = NULL, decided_at = NULL, note = '' WHERE workspace = $1 AND id = $2`;
export const reopenProposal = (pg: PostgresSession, workspace: number, id: number): Promise<unknown> => pg.query(reopen, [workspace, id]);

const open = `SELECT count(*)::int AS n FROM collaborate.proposal WHERE workspace = $1 AND state = 'open'`;
export const countOpen = async (pg: PostgresSession, workspace: number): Promise<number> => (await pg.query<{ n: number }>(open, [workspace]))[0]?.n ?? 0;

const needs = `SELECT needs_approval AS is FROM collaborate.setting WHERE workspace = $1`;
export const needsApproval = async (pg: PostgresSession, workspace: number): Promise<boolean> =>
  (await pg.query<{ is: boolean }>(needs, [workspace]))[0]?.is ?? false;

const set = `
  INSERT INTO collaborate.setting (workspace, needs_approval) VALUES ($1, $2) ON CONFLICT (workspace) DO UPDATE SET needs_approval = excluded.needs_approval`;
export const setNeedsApproval = (tx: PostgresSession, workspace: number, is: boolean): Promise<unknown> => tx.query(set, [workspace, is]);
