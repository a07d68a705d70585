import type { Preferences, Role } from '@danqing/contracts';
import { type WorkspaceId, workspaceId } from '#kernel';
import type { PostgresSession } from '#platform';
import type { Workspace } from '../types.ts';

const anybody = 'SELECT EXISTS (SELECT 1 FROM govern.operator) AS "isThere"';
const placesOf = `
  SELECT w.id, w.key, w.name, w.timezone, w.default_region AS "defaultRegion", CASE WHEN o.is_owner THEN 'admin' ELSE r.role END AS role
  FROM govern.operator o
  CROSS JOIN govern.workspace w
  LEFT JOIN govern.operator_role r ON r.operator = o.id AND r.workspace = w.id AND r.disabled_at IS NULL
  WHERE o.id = $1 AND w.removed_at IS NULL AND (o.is_owner OR r.role IS NOT NULL)
  ORDER BY w.id`;
const oneById = `
  SELECT id, name, email, is_owner AS "isOwner", coalesce(two_factor_enabled, false) AS "hasTwoFactor", preferences FROM govern.operator WHERE id = $1`;
const oneByEmail = 'SELECT id, name, email, is_owner AS "isOwner" FROM govern.operator WHERE email = $1';
const passwordOf = `SELECT password FROM govern.operator_account WHERE operator = $1 AND provider_id = 'credential'`;
const membersOf = `
  SELECT o.id, o.name, o.email, CASE WHEN o.is_owner THEN 'admin' ELSE r.role END AS role, o.is_owner AS "isOwner",
         (r.disabled_at IS NOT NULL AND NOT o.is_owner) AS "isDisabled", coalesce(o.two_factor_enabled, false) AS "hasTwoFactor",
         coalesce(r.since, o.created_at) AS since,
         (SELECT max(s.updated_at) FROM govern.operator_session s WHERE s.operator = o.id) AS "seenAt"
  FROM govern.operator o LEFT JOIN govern.operator_role r ON r.operator = o.id AND r.workspace = $1
  WHERE (o.is_owner OR r.role IS NOT NULL) AND ($2::text IS NULL OR o.id = $2)
  ORDER BY o.is_owner DESC, lower(o.name), o.id`;
const workspacesOf = 'SELECT workspace, role FROM govern.operator_role WHERE operator = $1';

/** A workspace in which an operator may act, and as what. */
export interface Place extends Workspace {
  readonly role: Role;
}

export interface StoredOperator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isOwner: boolean;
  readonly hasTwoFactor: boolean;
  readonly preferences: Preferences;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isOwner: boolean;
  readonly isDisabled: boolean;
  readonly hasTwoFactor: boolean;
  readonly since: Date;
  readonly seenAt: Date | null;
}

export async function hasOperators(pg: PostgresSession): Promise<boolean> {
  const [row] = await pg.query<{ readonly isThere: boolean }>(anybody);
  return row?.isThere === true;
}

/** Where an operator may act; owners everywhere, nobody where they are disabled. */
export async function readPlaces(pg: PostgresSession, operator: string): Promise<readonly Place[]> {
  const rows = await pg.query<Omit<Place, 'id'> & { readonly id: number }>(placesOf, [operator]);
  return rows.map((row) => ({ ...row, id: workspaceId(row.id) }));
}

export async function readOperator(pg: PostgresSession, id: string): Promise<StoredOperator | undefined> {
  const [row] = await pg.query<StoredOperator>(oneById, [id]);
  return row;
}

export async function findOperator(pg: PostgresSession, email: string): Promise<Pick<StoredOperator, 'id' | 'name' | 'email' | 'isOwner'> | undefined> {
  const [row] = await pg.query<Pick<StoredOperator, 'id' | 'name' | 'email' | 'isOwner'>>(oneByEmail, [email]);
  return row;
}

export async function readPasswordHash(pg: PostgresSession, operator: string): Promise<string | undefined> {
  const [row] = await pg.query<{ readonly password: string | null }>(passwordOf, [operator]);
  return row?.password ?? undefined;
}

export const readMembers = (pg: PostgresSession, workspace: WorkspaceId): Promise<readonly Member[]> => pg.query<Member>(membersOf, [workspace, null]);

export async function readMember(pg: PostgresSession, workspace: WorkspaceId, operator: string): Promise<Member | undefined> {
  const [row] = await pg.query<Member>(membersOf, [workspace, operator]);
  return row;
}

export const readRoles = (pg: PostgresSession, operator: string): Promise<readonly { readonly workspace: number; readonly role: Role }[]> =>
  pg.query(workspacesOf, [operator]);
