import type { AlertKind, AlertSeverity, AlertState, Words } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** An episode as it is kept. */
export interface StoredAlert {
  readonly id: number;
  readonly workspace: number;
  readonly ruleId: number;
  readonly subject: string;
  readonly state: AlertState;
  readonly value: number | null;
  readonly says: Words;
  readonly since: Date;
  readonly seenAt: Date;
  readonly firedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly toldAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

const columns = `a.id, a.workspace, a.rule_id AS "ruleId", a.subject, a.state, a.value, a.says, a.since, a.seen_at AS "seenAt", a.fired_at AS "firedAt",
  a.resolved_at AS "resolvedAt", a.told_at AS "toldAt", a.acknowledged_at AS "acknowledgedAt", a.acknowledged_by AS "acknowledgedBy"`;

export const readOpenAlerts = (pg: PostgresSession): Promise<readonly StoredAlert[]> =>
  pg.query<StoredAlert>(`SELECT ${columns} FROM watch.alert a WHERE state <> 'resolved'`);

const upsert = `
  INSERT INTO watch.alert AS a (workspace, rule_id, subject, state, value, says, since, seen_at, fired_at, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (rule_id, subject) WHERE state <> 'resolved' DO UPDATE SET
    state = excluded.state, value = excluded.value, says = excluded.says, seen_at = excluded.seen_at, fired_at = excluded.fired_at, told_at = excluded.told_at
  RETURNING a.id`;

export type OpenAlert = Pick<StoredAlert, 'workspace' | 'ruleId' | 'subject' | 'state' | 'value' | 'says' | 'since' | 'seenAt' | 'firedAt' | 'toldAt'>;

/** Keeps how an open episode stands; gives its id. */
export async function saveAlert(tx: PostgresSession, alert: OpenAlert): Promise<number> {
  const { workspace, ruleId, subject, state, value, says, since, seenAt, firedAt, toldAt } = alert;
  const [row] = await tx.query<{ id: number }>(upsert, [workspace, ruleId, subject, state, value, JSON.stringify(says), since, seenAt, firedAt, toldAt]);
  return row?.id ?? 0;
}

export const dropAlert = (tx: PostgresSession, id: number): Promise<unknown> => tx.query('DELETE FROM watch.alert WHERE id = $1', [id]);

const resolve = `UPDATE watch.alert SET state = 'resolved', resolved_at = $2, value = coalesce($3, value) WHERE id = $1`;
export const resolveAlert = (tx: PostgresSession, id: number, at: Date, value: number | null): Promise<unknown> => tx.query(resolve, [id, at, value]);

const acknowledge = `
  UPDATE watch.alert a SET acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4)
  WHERE workspace = $1 AND id = $2 AND state = 'firing' RETURNING id`;
/** False: it does not fire. */
export const acknowledgeAlert = async (tx: PostgresSession, workspace: number, id: number, at: Date, by: string): Promise<boolean> =>
  (await tx.query(acknowledge, [workspace, id, at, by])).length === 1;

export interface AlertWithRule extends StoredAlert {
  readonly ruleName: string;
  readonly ruleKind: AlertKind;
  readonly severity: AlertSeverity;
}
const page = `
  SELECT ${columns}, r.name AS "ruleName", r.kind AS "ruleKind", r.severity FROM watch.alert a JOIN watch.rule r ON r.id = a.rule_id
  WHERE a.workspace = $1 AND ($2::text IS NULL OR a.state = $2 OR ($2 = 'open' AND a.state <> 'resolved')) AND ($3::int IS NULL OR a.rule_id = $3) AND a.id < $4
  ORDER BY a.id DESC LIMIT $5`;
export const readAlerts = (
  pg: PostgresSession,
  workspace: number,
  state: string | undefined,
  rule: number | undefined,
  before: number,
  limit: number,
): Promise<readonly AlertWithRule[]> => pg.query<AlertWithRule>(page, [workspace, state ?? null, rule ?? null, before, limit]);

export async function forgetAlerts(pg: PostgresSession, before: Date): Promise<void> {
  await pg.query(`DELETE FROM watch.alert WHERE state = 'resolved' AND resolved_at < $1`, [before]);
}
