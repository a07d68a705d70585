import type { ProfileSort, RuleJson, SavedViewInput } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** A view of the list as it is kept. */
export interface StoredView {
  readonly id: number;
  readonly workspace: number;
  readonly name: string;
  readonly rule: RuleJson | null;
  readonly columns: string[];
  readonly sort: ProfileSort;
  readonly visibility: SavedViewInput['visibility'];
  /** Who made it; null: an API key. */
  readonly operator: string | null;
  readonly actor: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = 'id, workspace, name, rule, columns, sort, visibility, operator, actor, version, created_at AS "createdAt", updated_at AS "updatedAt"';

// A key has no views of its own: what it makes is everybody's, and it sees what everybody sees.
const seen = `workspace = $1 AND (visibility = 'everybody' OR operator = $2)`;
const all = `
  SELECT ${columns} FROM browse.view LEFT JOIN (SELECT view_order FROM browse.arrangement WHERE workspace = $1 AND operator = $2) AS arranged ON true
  WHERE ${seen} ORDER BY array_position(view_order, id) NULLS LAST, id LIMIT 500`;
const one = `SELECT ${columns} FROM browse.view WHERE ${seen} AND id = $3`;
const insert = `
  INSERT INTO browse.view (workspace, operator, actor, name, rule, columns, sort, visibility, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING ${columns}`;
const update = `
  UPDATE browse.view SET name = $2, rule = $3, columns = $4, sort = $5, visibility = $6, version = version + 1, updated_at = $7
  WHERE id = $1 AND version = $8 RETURNING ${columns}`;

export interface Viewer {
  readonly workspace: number;
  readonly operator: string | null;
}

/** Every view that somebody sees, in the order they have put them in. */
export const readViews = (pg: PostgresSession, { workspace, operator }: Viewer): Promise<readonly StoredView[]> =>
  pg.query<StoredView>(all, [workspace, operator]);

export const readView = async (pg: PostgresSession, { workspace, operator }: Viewer, id: number): Promise<StoredView | undefined> =>
  (await pg.query<StoredView>(one, [workspace, operator, id]))[0];

const ruleText = (rule: RuleJson | null): string | null => (rule === null ? null : JSON.stringify(rule));

export async function insertView(tx: PostgresSession, { workspace, operator }: Viewer, actor: string, view: SavedViewInput, at: Date): Promise<StoredView> {
  const { name, rule, columns: shown, sort, visibility } = view;
  const [row] = await tx.query<StoredView>(insert, [workspace, operator, actor, name, ruleText(rule), shown, JSON.stringify(sort), visibility, at]);
  if (row === undefined) throw new Error('an insert with RETURNING gave no row');
  return row;
}

/** Undefined when somebody else has changed it since that version. */
export async function updateView(tx: PostgresSession, view: StoredView, change: SavedViewInput, at: Date): Promise<StoredView | undefined> {
  const { name, rule, columns: shown, sort, visibility } = change;
  return (await tx.query<StoredView>(update, [view.id, name, ruleText(rule), shown, JSON.stringify(sort), visibility, at, view.version]))[0];
}

export const deleteView = async (tx: PostgresSession, id: number): Promise<void> => void (await tx.query('DELETE FROM browse.view WHERE id = $1', [id]));

const arrange = `
  INSERT INTO browse.arrangement (workspace, operator, view_order, default_view) VALUES ($1, $2, coalesce($3::bigint[], '{}'), $4)
  ON CONFLICT (workspace, operator) DO UPDATE
  SET view_order = coalesce($3::bigint[], arrangement.view_order), default_view = CASE WHEN $5 THEN $4 ELSE arrangement.default_view END`;

/** Keeps how an operator wants the views; what is undefined stays as it is. */
export async function arrangeViews(
  tx: PostgresSession,
  { workspace, operator }: Viewer,
  { order, defaultView }: { readonly order?: readonly number[]; readonly defaultView?: number | null },
): Promise<void> {
  await tx.query(arrange, [workspace, operator, order ?? null, defaultView ?? null, defaultView !== undefined]);
}

const defaultOf = 'SELECT default_view AS id FROM browse.arrangement WHERE workspace = $1 AND operator = $2';

export const readDefaultView = async (pg: PostgresSession, { workspace, operator }: Viewer): Promise<number | null> =>
  (await pg.query<{ id: number | null }>(defaultOf, [workspace, operator]))[0]?.id ?? null;
