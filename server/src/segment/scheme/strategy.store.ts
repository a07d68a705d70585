import { type SchemeStrategyEdit, strategyFields, type StrategyField } from '@danqing/contracts';
import type { PostgresSession } from '#platform';

/** What is planned for a part; '' where nothing is. */
export type StrategyTexts = Readonly<Record<StrategyField, string>>;

export interface StrategyRow extends StrategyTexts {
  /** '': the unassigned. */
  readonly part: string;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

const columns = `part, ${strategyFields.join(', ')}, version, changed_at AS "changedAt", changed_by AS "changedBy"`;

/** What somebody has written, part by part. */
export const readStrategy = (pg: PostgresSession, scheme: number): Promise<readonly StrategyRow[]> =>
  pg.query<StrategyRow>(`SELECT ${columns} FROM segment.scheme_strategy WHERE scheme_id = $1 ORDER BY part`, [scheme]);

const lock = `SELECT pg_advisory_xact_lock(hashtext('segment.scheme_strategy'), $1)`;
const one = `SELECT ${columns} FROM segment.scheme_strategy WHERE scheme_id = $1 AND part = $2`;

/** The row of a part, which nobody else changes until the transaction ends. */
export async function lockStrategy(tx: PostgresSession, scheme: number, part: string): Promise<StrategyRow | undefined> {
  await tx.query(lock, [scheme]);
  const [row] = await tx.query<StrategyRow>(one, [scheme, part]);
  return row;
}

const save = `
  INSERT INTO segment.scheme_strategy (scheme_id, part, ${strategyFields.join(', ')}, changed_at, changed_by)
  VALUES ($1, $2, ${strategyFields.map((_, index) => `$${index + 3}`).join(', ')}, $${strategyFields.length + 3}, $${strategyFields.length + 4})
  ON CONFLICT (scheme_id, part) DO UPDATE SET ${strategyFields.map((field) => `${field} = excluded.${field}`).join(', ')},
    version = segment.scheme_strategy.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
  RETURNING ${columns}`;

const note = `
  INSERT INTO segment.scheme_strategy_edit (scheme_id, part, field, before, after, at, by)
  SELECT $1, $2, field, before, after, $6, $7 FROM unnest($3::text[], $4::text[], $5::text[]) AS edit (field, before, after)`;

interface Edit {
  readonly scheme: number;
  readonly part: string;
  readonly before: StrategyTexts;
  readonly after: StrategyTexts;
  readonly changed: readonly StrategyField[];
  readonly at: Date;
  readonly by: string;
}

/** Keeps the new texts, and what each field was before. */
export async function saveStrategy(tx: PostgresSession, { scheme, part, before, after, changed, at, by }: Edit): Promise<StrategyRow> {
  const [row] = await tx.query<StrategyRow>(save, [scheme, part, ...strategyFields.map((field) => after[field]), at, by]);
  if (row === undefined) throw new Error('a strategy that was not kept');
  await tx.query(note, [scheme, part, changed, changed.map((field) => before[field]), changed.map((field) => after[field]), at, by]);
  return row;
}

const edits = `
  SELECT id, part, field, before, after, at, by FROM segment.scheme_strategy_edit
  WHERE scheme_id = $1 AND id < $2 AND ($3::text IS NULL OR part = $3) ORDER BY id DESC LIMIT $4`;

/** What was changed before an edit, the latest first. */
export const readStrategyEdits = (
  pg: PostgresSession,
  scheme: number,
  before: number,
  part: string | undefined,
  limit: number,
): Promise<readonly (Omit<SchemeStrategyEdit, 'at'> & { readonly id: number; readonly at: Date })[]> => pg.query(edits, [scheme, before, part ?? null, limit]);
