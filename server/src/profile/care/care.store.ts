import type { PostgresSession } from '#platform';
import { type Care, careColumns, type CareContent } from './care.read.ts';

type NewCare = Pick<Care, 'workspace' | 'originId' | 'kind' | 'text' | 'at' | 'dueAt' | 'assignee' | 'assigneeName' | 'state' | 'author' | 'authorName'>;

const insert = `
  INSERT INTO profile.care (workspace, origin_id, kind, text, at, due_at, assignee, assignee_name, state, author, author_name, made_at, changed_by, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12) RETURNING ${careColumns}`;

const written = (row: Care | undefined): Care => {
  if (row === undefined) throw new Error('a record of care went while it was written');
  return row;
};

export async function insertCare(tx: PostgresSession, care: NewCare, now: Date): Promise<Care> {
  const { workspace, originId, kind, text, at, dueAt, assignee, assigneeName, state, author, authorName } = care;
  const values = [workspace, originId, kind, text, at, dueAt, assignee, assigneeName, state, author, authorName, now];
  return written((await tx.query<Care>(insert, values))[0]);
}

const lock = `SELECT ${careColumns} FROM profile.care WHERE workspace = $1 AND id = $2 FOR UPDATE`;

/** Until the end of the transaction nobody else changes it. */
export async function lockCare(tx: PostgresSession, workspace: number, id: number): Promise<Care | undefined> {
  const [row] = await tx.query<Care>(lock, [workspace, id]);
  return row;
}

const keepVersion = 'INSERT INTO profile.care_version (care_id, version, content, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5)';
const update = `
  UPDATE profile.care SET text = $2, at = $3, due_at = $4, assignee = $5, assignee_name = $6, state = $7, closed_at = $8, outcome = $9, version = version + 1, changed_by = $10,
    changed_at = $11
  WHERE id = $1 RETURNING ${careColumns}`;

const momentOf = (date: Date | null): string | null => date?.toISOString() ?? null;
const contentOf = ({ text, at, dueAt, assigneeName, state, closedAt, outcome }: Care): CareContent => ({
  text,
  at: at.toISOString(),
  dueAt: momentOf(dueAt),
  assigneeName,
  state,
  closedAt: momentOf(closedAt),
  outcome,
});

/** Writes what it says now, and keeps what it said. `before`: locked. */
export async function changeCare(tx: PostgresSession, before: Care, after: Care, by: string, now: Date): Promise<Care> {
  await tx.query(keepVersion, [before.id, before.version, JSON.stringify(contentOf(before)), before.changedBy, before.changedAt]);
  const { id, text, at, dueAt, assignee, assigneeName, state, closedAt, outcome } = after;
  return written((await tx.query<Care>(update, [id, text, at, dueAt, assignee, assigneeName, state, closedAt, outcome, by, now]))[0]);
}

const remove = `UPDATE profile.care SET removed_at = $2 WHERE id = $1 RETURNING ${careColumns}`;

/** Out of sight, or back again with `at` null. */
export const markRemoved = async (tx: PostgresSession, id: number, at: Date | null): Promise<Care> => written((await tx.query<Care>(remove, [id, at]))[0]);
