import type { AlertKind, AlertSeverity } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

export interface Rule {
  readonly id: number;
  readonly workspace: number;
  readonly kind: AlertKind;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly severity: AlertSeverity;
  readonly channels: readonly number[];
  readonly forMinutes: number;
  readonly repeatMinutes: number;
  readonly isEnabled: boolean;
  readonly snoozedUntil: Date | null;
  readonly snoozedBy: string | null;
  readonly evaluatedAt: Date | null;
  readonly problem: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** The operator who made it, told of it whatever their role; null: an API key. */
  readonly madeBy: string | null;
}

const columns = `id, workspace, kind, name, settings, severity, channels, for_minutes AS "forMinutes", repeat_minutes AS "repeatMinutes", is_enabled AS "isEnabled",
  snoozed_until AS "snoozedUntil", snoozed_by AS "snoozedBy", evaluated_at AS "evaluatedAt", problem, updated_at AS "updatedAt", updated_by AS "updatedBy", made_by AS "madeBy"`;
const insert = `
  INSERT INTO watch.rule (workspace, kind, name, settings, severity, channels, for_minutes, repeat_minutes, is_enabled, created_at, updated_at, updated_by, made_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12) ON CONFLICT (workspace, name) DO NOTHING RETURNING ${columns}`;
const update = `
  UPDATE watch.rule SET name = $3, settings = $4, severity = $5, channels = $6, for_minutes = $7, repeat_minutes = $8, is_enabled = $9, updated_at = $10, updated_by = $11,
    problem = NULL
  WHERE workspace = $1 AND id = $2 RETURNING ${columns}`;

export type RuleDraft = Pick<
  Rule,
  'workspace' | 'kind' | 'name' | 'settings' | 'severity' | 'channels' | 'forMinutes' | 'repeatMinutes' | 'isEnabled' | 'updatedAt' | 'updatedBy' | 'madeBy'
>;

/** Undefined when the name is taken. */
export const insertRule = async (tx: PostgresSession, rule: RuleDraft): Promise<Rule | undefined> => {
  const { workspace, kind, name, settings, severity, channels, forMinutes, repeatMinutes, isEnabled, updatedAt, updatedBy, madeBy } = rule;
  const values = [workspace, kind, name, JSON.stringify(settings), severity, channels, forMinutes, repeatMinutes, isEnabled, updatedAt, updatedBy, madeBy];
  return (await tx.query<Rule>(insert, values))[0];
};

export const updateRule = async (tx: PostgresSession, id: number, rule: RuleDraft): Promise<Rule | undefined> => {
  const { workspace, name, settings, severity, channels, forMinutes, repeatMinutes, isEnabled, updatedAt, updatedBy } = rule;
  const values = [workspace, id, name, JSON.stringify(settings), severity, channels, forMinutes, repeatMinutes, isEnabled, updatedAt, updatedBy];
  return (await tx.query<Rule>(update, values))[0];
};

export const readRules = (pg: PostgresSession, workspace: number): Promise<readonly Rule[]> =>
  pg.query<Rule>(`SELECT ${columns} FROM watch.rule WHERE workspace = $1 ORDER BY id`, [workspace]);
export const readRule = async (pg: PostgresSession, workspace: number, id: number): Promise<Rule | undefined> =>
  (await pg.query<Rule>(`SELECT ${columns} FROM watch.rule WHERE workspace = $1 AND id = $2`, [workspace, id]))[0];
export const readEnabledRules = (pg: PostgresSession): Promise<readonly Rule[]> =>
  pg.query<Rule>(`SELECT ${columns} FROM watch.rule WHERE is_enabled ORDER BY workspace, id`);
export const removeRule = async (tx: PostgresSession, workspace: number, id: number): Promise<boolean> =>
  (await tx.query('DELETE FROM watch.rule WHERE workspace = $1 AND id = $2 RETURNING id', [workspace, id])).length === 1;

const snooze = `UPDATE watch.rule SET snoozed_until = $3, snoozed_by = $4 WHERE workspace = $1 AND id = $2 RETURNING ${columns}`;
export const snoozeRule = async (tx: PostgresSession, workspace: number, id: number, until: Date | null, by: string): Promise<Rule | undefined> =>
  (await tx.query<Rule>(snooze, [workspace, id, until, until === null ? null : by]))[0];

const evaluated = `UPDATE watch.rule r SET evaluated_at = $1, problem = n.problem FROM unnest($2::int[], $3::text[]) AS n (id, problem) WHERE r.id = n.id`;
export async function markEvaluated(pg: PostgresSession, at: Date, looked: readonly { readonly id: number; readonly problem: string | null }[]): Promise<void> {
  await pg.query(evaluated, [at, looked.map(({ id }) => id), looked.map(({ problem }) => problem)]);
}
