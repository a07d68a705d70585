import type { PostgresSession } from '#platform';
import type { Caller } from '../types.ts';

const insertEntry = 'INSERT INTO govern.audit (workspace, operator, actor, action, object, details) VALUES ($1, $2, $3, $4, $5, $6)';
const insertPersonal = `
  INSERT INTO govern.audit (workspace, operator, actor, action, object, details)
  SELECT w.id, o.id, o.name, $2, 'operator:' || o.id, $3
  FROM govern.operator o CROSS JOIN govern.workspace w
  WHERE o.id = $1 AND (o.is_owner OR EXISTS (SELECT 1 FROM govern.operator_role r WHERE r.operator = o.id AND r.workspace = w.id))`;

export interface AuditEntry {
  /** What was done, such as `profile.reveal`. */
  readonly action: string;
  /** What it was done to, such as `profile:17`. Never personal data: an id, a key, a name of a definition. */
  readonly object: string;
  /** What somebody who reads the log wants to know besides: reason, row count, names of fields. Never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Callers (one object a request) whose deed has an entry of its own. */
const recorded = new WeakSet<Caller>();

/** Whether the request of this caller has written an entry of its own: then the hook writes none besides. */
export const isRecorded = (caller: Caller): boolean => recorded.has(caller);

/** Writes who did what into the audit log, within the caller's transaction: the deed and its entry stand or fall together. */
export async function recordAudit(tx: PostgresSession, caller: Caller, { action, object, details = {} }: AuditEntry): Promise<void> {
  const { operator, name, workspace } = caller;
  await tx.query(insertEntry, [workspace, operator?.id ?? null, operator?.name ?? name, action, object, JSON.stringify(details)]);
  recorded.add(caller);
}

/** What an operator did about their own account (signing in, a new password): in the log of every workspace that they belong to. */
export async function recordPersonal(tx: PostgresSession, operator: string, action: string, details: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await tx.query(insertPersonal, [operator, action, JSON.stringify(details)]);
}
