import type { PostgresSession } from '#platform';
import type { FieldCount, SubjectCount } from '#profile';

const forgetSubjects = 'DELETE FROM quality.subject_day WHERE workspace = $1 AND event = $2 AND day = ANY($3::date[])';
const forgetFields = 'DELETE FROM quality.field_day WHERE workspace = $1 AND event = $2 AND day = ANY($3::date[])';
const putSubjects = `
  INSERT INTO quality.subject_day (workspace, event, day, source, messages, lags, clamped)
  SELECT $1, event, day, source, messages, string_to_array(lags, ',')::bigint[], clamped
  FROM unnest($2::text[], $3::date[], $4::text[], $5::bigint[], $6::text[], $7::bigint[]) AS n (event, day, source, messages, lags, clamped)`;
const putFields = `
  INSERT INTO quality.field_day (workspace, event, day, source, field, sent, filled, imputed, refused, numbers, dates, booleans)
  SELECT $1, event, day, source, field, sent, filled, imputed, refused, numbers, dates, booleans
  FROM unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
    AS n (event, day, source, field, sent, filled, imputed, refused, numbers, dates, booleans)`;

export interface MeasuredDays {
  readonly workspace: number;
  readonly event: string;
  readonly days: readonly string[];
  readonly subjects: readonly SubjectCount[];
  readonly fields: readonly FieldCount[];
}

/** What was counted of some days of an event takes the place of what stood there: measured twice is measured once. */
export async function replaceDays(tx: PostgresSession, { workspace, event, days, subjects, fields }: MeasuredDays): Promise<void> {
  await tx.query(forgetSubjects, [workspace, event, days]);
  await tx.query(forgetFields, [workspace, event, days]);
  if (subjects.length > 0) {
    const of = <Name extends keyof SubjectCount>(name: Name): readonly SubjectCount[Name][] => subjects.map((one) => one[name]);
    await tx.query(putSubjects, [workspace, of('event'), of('day'), of('source'), of('messages'), of('lags').map((lags) => lags.join(',')), of('clamped')]);
  }
  if (fields.length > 0) {
    const of = <Name extends keyof FieldCount>(name: Name): readonly FieldCount[Name][] => fields.map((one) => one[name]);
    const counts = (['sent', 'filled', 'imputed', 'refused', 'numbers', 'dates', 'booleans'] as const).map((name) => of(name));
    await tx.query(putFields, [workspace, of('event'), of('day'), of('source'), of('field'), ...counts]);
  }
}

const old = ['quality.subject_day', 'quality.field_day', 'quality.flow_day', 'quality.standing'] as const;

/** How long days are kept: a year and a month, so that a month can be held against the same one a year ago. */
const keptMs = 400 * 86_400_000;

export async function forgetOldDays(pg: PostgresSession, now: number): Promise<void> {
  const before = new Date(now - keptMs).toISOString().slice(0, 10);
  for (const table of old) await pg.query(`DELETE FROM ${table} WHERE day < $1::date`, [before]);
}
