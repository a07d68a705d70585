import { emptyPlan, type Plan } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** A published version. */
export interface StoredPlan {
  readonly workspace: number;
  readonly version: number;
  readonly plan: Plan;
  readonly reason: string;
  /** Against the version before. */
  readonly changes: number;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

/** What people are changing. Revision 0: nobody has begun. */
export interface StoredDraft {
  readonly plan: Plan;
  readonly revision: number;
  readonly updatedBy: string;
  readonly updatedAt: Date | null;
}

const columns = 'workspace, version, plan, reason, changes, published_by AS "publishedBy", published_at AS "publishedAt"';
const latest = `SELECT DISTINCT ON (workspace) ${columns} FROM pipeline.plan_version ORDER BY workspace, version DESC`;
const newest = `SELECT ${columns} FROM pipeline.plan_version WHERE workspace = $1 ORDER BY version DESC LIMIT 1`;
const ofVersion = `SELECT ${columns} FROM pipeline.plan_version WHERE workspace = $1 AND version = $2`;
const versions = `SELECT ${columns} FROM pipeline.plan_version WHERE workspace = $1 AND version < $2 ORDER BY version DESC LIMIT $3`;

/** The newest version of every workspace that has one. */
export const readLatestPlans = (pg: PostgresSession): Promise<readonly StoredPlan[]> => pg.query<StoredPlan>(latest);

export const readPublished = async (pg: PostgresSession, workspace: number): Promise<StoredPlan | undefined> =>
  (await pg.query<StoredPlan>(newest, [workspace]))[0];

export const readPlanVersion = async (pg: PostgresSession, workspace: number, version: number): Promise<StoredPlan | undefined> =>
  (await pg.query<StoredPlan>(ofVersion, [workspace, version]))[0];

/** Newest first, those before `before`. */
export const readPlanVersions = (pg: PostgresSession, workspace: number, before: number, limit: number): Promise<readonly StoredPlan[]> =>
  pg.query<StoredPlan>(versions, [workspace, before, limit]);

const insert = `
  INSERT INTO pipeline.plan_version (workspace, version, plan, reason, changes, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING RETURNING version`;

/** False when somebody else has published this version meanwhile. */
export async function insertPlan(tx: PostgresSession, { workspace, version, plan, reason, changes, publishedBy, publishedAt }: StoredPlan): Promise<boolean> {
  return (await tx.query(insert, [workspace, version, JSON.stringify(plan), reason, changes, publishedBy, publishedAt])).length === 1;
}

const draft = 'SELECT plan, revision, updated_by AS "updatedBy", updated_at AS "updatedAt" FROM pipeline.plan_draft WHERE workspace = $1';

/** The draft; where nobody has begun one, what is published. */
export async function readDraft(pg: PostgresSession, workspace: number): Promise<StoredDraft> {
  const [row] = await pg.query<StoredDraft>(draft, [workspace]);
  if (row !== undefined) return row;
  const published = await readPublished(pg, workspace);
  return { plan: published?.plan ?? emptyPlan, revision: 0, updatedBy: '', updatedAt: null };
}

const writeDraft = `
  INSERT INTO pipeline.plan_draft AS d (workspace, plan, revision, updated_by, updated_at) SELECT $1, $2, 1, $3, to_timestamp($4 / 1000.0) WHERE $5 = 0
  ON CONFLICT DO NOTHING RETURNING revision`;
const changeDraft = `
  UPDATE pipeline.plan_draft SET plan = $2, revision = revision + 1, updated_by = $3, updated_at = to_timestamp($4 / 1000.0)
  WHERE workspace = $1 AND revision = $5 RETURNING revision`;

/** The new revision; undefined when the draft is at another one than `revision` by now. */
export async function putDraft(
  tx: PostgresSession,
  workspace: number,
  plan: Plan,
  { revision, by, now }: { readonly revision: number; readonly by: string; readonly now: number },
): Promise<number | undefined> {
  const [row] = await tx.query<{ revision: number }>(revision === 0 ? writeDraft : changeDraft, [workspace, JSON.stringify(plan), by, now, revision]);
  return row?.revision;
}

/** False when the draft is at another revision by now. */
export async function removeDraft(tx: PostgresSession, workspace: number, revision: number): Promise<boolean> {
  return (await tx.query('DELETE FROM pipeline.plan_draft WHERE workspace = $1 AND revision = $2 RETURNING workspace', [workspace, revision])).length === 1;
}
