import { randomBytes } from 'node:crypto';
import type { Role } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { hashOf } from '../secrets.ts';

const insertLink = `
  INSERT INTO govern.one_time_link (hash, kind, workspace, email, role, operator, clears_two_factor, made_by, made_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const forgetOwnerLinks = `DELETE FROM govern.one_time_link WHERE kind = 'owner' AND used_at IS NULL`;
const forgetInvitation = `DELETE FROM govern.one_time_link WHERE kind = 'invitation' AND workspace = $1 AND email = $2 AND used_at IS NULL`;
const forgetResets = `DELETE FROM govern.one_time_link WHERE kind = 'reset' AND operator = $1 AND used_at IS NULL`;
const openLink = `
  SELECT l.id, l.kind, l.workspace, w.name AS "workspaceName", coalesce(l.email, o.email) AS email, l.role, l.operator, l.clears_two_factor AS "clearsTwoFactor",
         l.expires_at AS "expiresAt"
  FROM govern.one_time_link l LEFT JOIN govern.workspace w ON w.id = l.workspace LEFT JOIN govern.operator o ON o.id = l.operator
  WHERE l.hash = $1 AND l.used_at IS NULL AND l.expires_at > $2`;
const spend = 'UPDATE govern.one_time_link SET used_at = $2 WHERE id = $1 AND used_at IS NULL RETURNING id';
const openInvitations = `
  SELECT id, email, role, made_by AS "madeBy", made_at AS "madeAt", expires_at AS "expiresAt"
  FROM govern.one_time_link WHERE workspace = $1 AND kind = 'invitation' AND used_at IS NULL ORDER BY id DESC`;
const deleteInvitation = `
  DELETE FROM govern.one_time_link WHERE id = $2 AND workspace = $1 AND kind = 'invitation' AND used_at IS NULL RETURNING email`;

export interface StoredLink {
  readonly id: number;
  readonly kind: 'owner' | 'invitation' | 'reset';
  readonly workspace: number | null;
  readonly workspaceName: string | null;
  readonly email: string | null;
  readonly role: Role | null;
  readonly operator: string | null;
  readonly clearsTwoFactor: boolean;
  readonly expiresAt: Date;
}

export type NewLink = { readonly madeBy: string; readonly madeAt: Date; readonly expiresAt: Date } & (
  | { readonly kind: 'owner' }
  | { readonly kind: 'invitation'; readonly workspace: number; readonly email: string; readonly role: Role }
  | { readonly kind: 'reset'; readonly operator: string; readonly clearsTwoFactor: boolean }
);

/** Makes a link and returns its token (256 random bits), of which only the hash is kept. An older open one for the same end is void from now on. */
export async function addLink(tx: PostgresSession, link: NewLink): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  if (link.kind === 'owner') await tx.query(forgetOwnerLinks);
  if (link.kind === 'invitation') await tx.query(forgetInvitation, [link.workspace, link.email]);
  if (link.kind === 'reset') await tx.query(forgetResets, [link.operator]);
  const [workspace, email, role] = link.kind === 'invitation' ? [link.workspace, link.email, link.role] : [null, null, null];
  const [operator, clearsTwoFactor] = link.kind === 'reset' ? [link.operator, link.clearsTwoFactor] : [null, false];
  await tx.query(insertLink, [hashOf(token), link.kind, workspace, email, role, operator, clearsTwoFactor, link.madeBy, link.madeAt, link.expiresAt]);
  return token;
}

/** The link behind a token, while it is open. */
export async function findLink(pg: PostgresSession, token: string, at: Date): Promise<StoredLink | undefined> {
  const [row] = await pg.query<StoredLink>(openLink, [hashOf(token), at]);
  return row;
}

/** Uses a link up; false when somebody else was faster. */
export async function spendLink(tx: PostgresSession, id: number, at: Date): Promise<boolean> {
  const rows = await tx.query(spend, [id, at]);
  return rows.length === 1;
}

export interface StoredInvitation {
  readonly id: number;
  readonly email: string;
  readonly role: Role;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}

export const readInvitations = (pg: PostgresSession, workspace: number): Promise<readonly StoredInvitation[]> => pg.query(openInvitations, [workspace]);

/** Takes an invitation back; undefined when there is none that is open. */
export async function withdrawInvitation(tx: PostgresSession, workspace: number, id: number): Promise<boolean> {
  const rows = await tx.query(deleteInvitation, [workspace, id]);
  return rows.length === 1;
}
