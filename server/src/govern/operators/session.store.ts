import type { PostgresSession } from '#platform';

const sessionsOf = `
  SELECT id, nullif(ip_address, '') AS address, nullif(user_agent, '') AS agent, created_at AS since, updated_at AS "seenAt", expires_at AS "expiresAt"
  FROM govern.operator_session WHERE operator = $1 AND expires_at > now() ORDER BY updated_at DESC`;
const deleteOne = 'DELETE FROM govern.operator_session WHERE operator = $1 AND id = $2 RETURNING id';
const deleteOthers = 'DELETE FROM govern.operator_session WHERE operator = $1 AND id <> $2';

export interface StoredSession {
  readonly id: string;
  readonly address: string | null;
  readonly agent: string | null;
  readonly since: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

export const readSessions = (pg: PostgresSession, operator: string): Promise<readonly StoredSession[]> => pg.query(sessionsOf, [operator]);

export async function endSession(tx: PostgresSession, operator: string, session: string): Promise<boolean> {
  const rows = await tx.query(deleteOne, [operator, session]);
  return rows.length === 1;
}

export const endOtherSessions = (tx: PostgresSession, operator: string, current: string): Promise<unknown> => tx.query(deleteOthers, [operator, current]);
