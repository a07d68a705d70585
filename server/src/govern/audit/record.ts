import type { PostgresSession } from '#platform';
import type { Caller } from '../types.ts';

const insertEntry = 'INSERT INTO govern.audit (workspace, operator, actor, action, object, details) VALUES ($1, $2, $3, $4, $5, $6)';

export interface AuditEntry {
  /** What was done, such as `profile.reveal`. */
  readonly action: string;
  /** What it was done to, such as `profile:17`. Never personal data: an id, a key, a name of a definition. */
  readonly object: string;
  /** What somebody who reads the log wants to know besides: reason, row count, names of fields. Never personal data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes who did what into the audit log, within the caller's transaction: the deed and its entry stand or fall together. */
export async function recordAudit(tx: PostgresSession, caller: Caller, { action, object, details = {} }: AuditEntry): Promise<void> {
  const { operator, name, workspace } = caller;
  await tx.query(insertEntry, [workspace, operator?.id ?? null, operator?.name ?? name, action, object, JSON.stringify(details)]);
}
