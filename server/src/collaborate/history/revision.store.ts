import type { Deed } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredRevision {
  readonly id: number;
  readonly deed: Deed;
  readonly operatorId: string | null;
  readonly actor: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly body: unknown;
  readonly sentence: { readonly zh: string; readonly en: string } | null;
  readonly at: Date;
}

export interface NewRevision extends Omit<StoredRevision, 'id' | 'approver'> {
  readonly workspace: number;
  readonly object: string;
}

const insert = `
  INSERT INTO collaborate.revision (workspace, object, deed, operator_id, actor, reason, body, sentence, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export async function keepRevision(tx: PostgresSession, revision: NewRevision): Promise<void> {
  const { workspace, object, deed, operatorId, actor, reason, body, sentence, at } = revision;
  await tx.query(insert, [
    workspace,
    object,
    deed,
    operatorId,
    actor,
    reason,
    body === null ? null : JSON.stringify(body),
    sentence === null ? null : JSON.stringify(sentence),
    at,
  ]);
}

const approved = `
  UPDATE collaborate.revision SET approver = actor, operator_id = $3, actor = $4
  WHERE id = (SELECT max(id) FROM collaborate.revision WHERE workspace = $1 AND object = $2 AND operator_id = $5)`;

/** The change that an approver has just made was somebody else's: their name goes first. */
export const nameAuthor = (
  tx: PostgresSession,
  { workspace, object, operatorId, actor, approverId }: { workspace: number; object: string; operatorId: string; actor: string; approverId: string },
): Promise<unknown> => tx.query(approved, [workspace, object, operatorId, actor, approverId]);

const page = `
  SELECT id, deed, operator_id AS "operatorId", actor, approver, reason, body, sentence, at FROM collaborate.revision
  WHERE workspace = $1 AND object = $2 AND id < $3 ORDER BY id DESC LIMIT $4`;
export const readRevisions = (pg: PostgresSession, workspace: number, object: string, before: number, limit: number): Promise<readonly StoredRevision[]> =>
  pg.query<StoredRevision>(page, [workspace, object, before, limit]);
