import { randomBytes } from 'node:crypto';
import type { Role } from '@danqing/contracts';
import type { WorkspaceId } from '#kernel';
import type { PostgresSession } from '#platform';

const insertOperator = 'INSERT INTO govern.operator (id, name, email, is_owner, preferences) VALUES ($1, $2, $3, $4, $5)';
const insertAccount = `
  INSERT INTO govern.operator_account (id, operator, account_id, provider_id, password) VALUES ($2, $1, $1, 'credential', $3)
  ON CONFLICT (provider_id, account_id) DO UPDATE SET password = excluded.password, updated_at = now()`;
const updateOwner = 'UPDATE govern.operator SET is_owner = true, name = $2, updated_at = now() WHERE id = $1';
const upsertRole = `
  INSERT INTO govern.operator_role (operator, workspace, role) VALUES ($1, $2, $3)
  ON CONFLICT (operator, workspace) DO UPDATE SET role = excluded.role, disabled_at = NULL`;
const updateRole = `
  UPDATE govern.operator_role SET role = coalesce($3, role), disabled_at = CASE $4::boolean WHEN true THEN coalesce(disabled_at, now()) WHEN false THEN NULL ELSE disabled_at END
  WHERE operator = $1 AND workspace = $2`;
const deleteRole = 'DELETE FROM govern.operator_role WHERE operator = $1 AND workspace = $2';
const deleteStranded = `
  DELETE FROM govern.operator o WHERE o.id = $1 AND NOT o.is_owner AND NOT EXISTS (SELECT 1 FROM govern.operator_role r WHERE r.operator = o.id)`;
const deleteSessions = 'DELETE FROM govern.operator_session WHERE operator = $1';
const deleteUselessSessions = `
  DELETE FROM govern.operator_session s WHERE s.operator = $1
    AND NOT EXISTS (SELECT 1 FROM govern.operator o WHERE o.id = $1 AND o.is_owner)
    AND NOT EXISTS (SELECT 1 FROM govern.operator_role r WHERE r.operator = $1 AND r.disabled_at IS NULL)`;
const deleteTwoFactor = 'DELETE FROM govern.operator_two_factor WHERE operator = $1';
const clearTwoFactorFlag = 'UPDATE govern.operator SET two_factor_enabled = false, updated_at = now() WHERE id = $1';
// A device that was trusted is trusted no more when the second factor or the password is set anew by a link.
const deleteTrust = 'DELETE FROM govern.operator_verification WHERE value = $1';
const updateMe = `
  UPDATE govern.operator SET name = coalesce($2, name), preferences = jsonb_strip_nulls(preferences || $3), updated_at = now() WHERE id = $1`;

const newId = (): string => randomBytes(16).toString('base64url');

export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly isOwner: boolean;
  readonly language: string | undefined;
}

export async function addOperator(tx: PostgresSession, operator: NewOperator): Promise<string> {
  const id = newId();
  const preferences = operator.language === undefined ? {} : { language: operator.language };
  await tx.query(insertOperator, [id, operator.name, operator.email, operator.isOwner, JSON.stringify(preferences)]);
  await tx.query(insertAccount, [id, newId(), operator.passwordHash]);
  return id;
}

/** Sets a password and ends every session: whoever knew the old one is out. */
export async function setPassword(tx: PostgresSession, operator: string, passwordHash: string, clearsTwoFactor: boolean): Promise<void> {
  await tx.query(insertAccount, [operator, newId(), passwordHash]);
  await tx.query(deleteSessions, [operator]);
  await tx.query(deleteTrust, [operator]);
  if (!clearsTwoFactor) return;
  await tx.query(deleteTwoFactor, [operator]);
  await tx.query(clearTwoFactorFlag, [operator]);
}

export const makeOwner = (tx: PostgresSession, operator: string, name: string): Promise<unknown> => tx.query(updateOwner, [operator, name]);

export const setRole = (tx: PostgresSession, operator: string, workspace: WorkspaceId, role: Role): Promise<unknown> =>
  tx.query(upsertRole, [operator, workspace, role]);

/** Changes a member's role or disables them; sessions of somebody who may act nowhere any more end at once. */
export async function changeMember(
  tx: PostgresSession,
  operator: string,
  workspace: WorkspaceId,
  change: { readonly role: Role | undefined; readonly isDisabled: boolean | undefined },
): Promise<void> {
  await tx.query(updateRole, [operator, workspace, change.role ?? null, change.isDisabled ?? null]);
  await tx.query(deleteUselessSessions, [operator]);
}

/** Takes somebody out of a workspace; who belongs to none any more is forgotten, sessions and password with them. */
export async function removeMember(tx: PostgresSession, operator: string, workspace: WorkspaceId): Promise<void> {
  await tx.query(deleteRole, [operator, workspace]);
  await tx.query(deleteUselessSessions, [operator]);
  await tx.query(deleteStranded, [operator]);
}

export const endSessions = (tx: PostgresSession, operator: string): Promise<unknown> => tx.query(deleteSessions, [operator]);

/** `preferences`: null takes one away. */
export const updateOwnSettings = (
  tx: PostgresSession,
  operator: string,
  name: string | undefined,
  preferences: Readonly<Record<string, string | null>>,
): Promise<unknown> => tx.query(updateMe, [operator, name ?? null, JSON.stringify(preferences)]);
