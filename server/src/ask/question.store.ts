import type { QuestionChart, QuestionInput, SqlValues } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface StoredQuestion {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  readonly folder: string;
  readonly description: string;
  readonly sql: string;
  readonly parameters: SqlValues;
  readonly chart: QuestionChart;
  readonly visibility: 'mine' | 'workspace';
  readonly schedule: 'none' | 'daily';
  readonly version: number;
  readonly ownerId: string | null;
  readonly owner: string;
  readonly resultRun: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export interface Author {
  readonly id: string | null;
  readonly name: string;
  readonly at: Date;
}

export type QuestionDraft = Required<QuestionInput>;

const columns = `id::int, workspace, name, folder, description, sql, parameters, chart, visibility, schedule, version, owner_id AS "ownerId", owner,
  result_run AS "resultRun", created_at AS "createdAt", updated_at AS "updatedAt", updated_by AS "updatedBy"`;

const insert = `
  INSERT INTO ask.question (workspace, name, folder, description, sql, parameters, chart, visibility, schedule, owner_id, owner, due_at, created_at, updated_at, updated_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $11) RETURNING ${columns}`;
const insertVersion = `
  INSERT INTO ask.question_version (question_id, version, name, sql, parameters, chart, made_at, made_by)
  SELECT id, version, name, sql, parameters, chart, updated_at, updated_by FROM ask.question WHERE id = $1`;

const first = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error('a statement that returns a row returned none');
  return row;
};

export async function insertQuestion(
  tx: PostgresSession,
  workspace: number,
  draft: QuestionDraft,
  author: Author,
  dueAt: Date | null,
): Promise<StoredQuestion> {
  const { name, folder, description, sql, parameters, chart, visibility, schedule } = draft;
  const values = [workspace, name, folder, description, sql, JSON.stringify(parameters), JSON.stringify(chart), visibility, schedule, author.id, author.name];
  const made = first(await tx.query<StoredQuestion>(insert, [...values, dueAt, author.at]));
  await tx.query(insertVersion, [made.id]);
  return made;
}

const update = `
  UPDATE ask.question SET name = $2, folder = $3, description = $4, sql = $5, parameters = $6, chart = $7, visibility = $8, schedule = $9, due_at = $10,
    version = version + 1, updated_at = $11, updated_by = $12, result_run = CASE WHEN sql = $5 THEN result_run END
  WHERE id = $1 RETURNING ${columns}`;

/** A new version; another text has no result yet. */
export async function updateQuestion(tx: PostgresSession, id: number, draft: QuestionDraft, author: Author, dueAt: Date | null): Promise<StoredQuestion> {
  const { name, folder, description, sql, parameters, chart, visibility, schedule } = draft;
  const values = [id, name, folder, description, sql, JSON.stringify(parameters), JSON.stringify(chart), visibility, schedule];
  const changed = first(await tx.query<StoredQuestion>(update, [...values, dueAt, author.at, author.name]));
  await tx.query(insertVersion, [id]);
  return changed;
}

export async function deleteQuestion(tx: PostgresSession, id: number): Promise<void> {
  await tx.query('DELETE FROM ask.question WHERE id = $1', [id]);
}

export async function readQuestion(pg: PostgresSession, workspace: number, id: number): Promise<StoredQuestion | undefined> {
  const [row] = await pg.query<StoredQuestion>(`SELECT ${columns} FROM ask.question WHERE workspace = $1 AND id = $2`, [workspace, id]);
  return row;
}

const page = `
  SELECT ${columns} FROM ask.question
  WHERE workspace = $1 AND (visibility = 'workspace' OR (owner_id IS NOT DISTINCT FROM $2 AND owner = $3))
    AND ($4 = '' OR strpos(lower(concat_ws(' ', name, folder, description)), lower($4)) > 0)
    AND ($5::text IS NULL OR (folder, name, id) > ($5, $6, $7)) ORDER BY folder, name, id LIMIT $8`;

/** What somebody may see, by folder and name. */
export const readQuestions = (
  pg: PostgresSession,
  who: { readonly workspace: number; readonly id: string | null; readonly name: string },
  search: string,
  after: { readonly folder: string; readonly name: string; readonly id: number } | null,
  limit: number,
): Promise<readonly StoredQuestion[]> =>
  pg.query<StoredQuestion>(page, [who.workspace, who.id, who.name, search, after?.folder ?? null, after?.name ?? null, after?.id ?? null, limit]);

export interface StoredVersion extends Pick<StoredQuestion, 'version' | 'name' | 'sql' | 'parameters' | 'chart'> {
  readonly madeAt: Date;
  readonly madeBy: string;
}

export const readQuestionVersions = (pg: PostgresSession, id: number, before: number, limit: number): Promise<readonly StoredVersion[]> =>
  pg.query<StoredVersion>(
    `SELECT version, name, sql, parameters, chart, made_at AS "madeAt", made_by AS "madeBy" FROM ask.question_version
     WHERE question_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
    [id, before, limit],
  );

export async function showResult(pg: PostgresSession, id: number, run: string): Promise<void> {
  await pg.query('UPDATE ask.question SET result_run = $2 WHERE id = $1', [id, run]);
}

/** The daily question that waits longest. */
export async function nextDue(pg: PostgresSession, now: Date): Promise<StoredQuestion | undefined> {
  const [row] = await pg.query<StoredQuestion>(`SELECT ${columns} FROM ask.question WHERE due_at <= $1 ORDER BY due_at LIMIT 1`, [now]);
  return row;
}

export async function setDue(pg: PostgresSession, id: number, dueAt: Date | null): Promise<void> {
  await pg.query('UPDATE ask.question SET due_at = $2 WHERE id = $1', [id, dueAt]);
}

const shared = `
  SELECT q.id::int, q.name, q.owner, r.ended_at AS "answeredAt" FROM ask.question q LEFT JOIN ask.run r ON r.id = q.result_run
  WHERE q.workspace = $1 AND q.visibility = 'workspace' ORDER BY r.ended_at DESC NULLS LAST, q.updated_at DESC LIMIT $2`;

/** Questions that everybody may look at, the newest answers first. */
export const readSharedQuestions = (
  pg: PostgresSession,
  workspace: number,
  limit: number,
): Promise<readonly { readonly id: number; readonly name: string; readonly owner: string; readonly answeredAt: Date | null }[]> =>
  pg.query(shared, [workspace, limit]);
