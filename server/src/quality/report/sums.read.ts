import type { PostgresSession } from '#platform';
import type { FieldSums } from '../figures/validity.ts';

export interface Stretch {
  readonly workspace: number;
  /** YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
}

export interface SubjectSums {
  readonly event: string;
  readonly source: string;
  readonly messages: number;
  readonly lags: readonly number[];
}

export interface FieldRow extends FieldSums {
  readonly event: string;
  readonly source: string;
  readonly field: string;
}

const lags = `ARRAY[${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => `sum(lags[${place}])`).join(', ')}]::float8[] AS lags`;
const counts = ['sent', 'filled', 'imputed', 'refused', 'numbers', 'dates', 'booleans'].map((name) => `sum(${name})::bigint AS ${name}`).join(', ');
const subjects = `
  SELECT event, source, sum(messages)::bigint AS messages, ${lags} FROM quality.subject_day WHERE workspace = $1 AND day BETWEEN $2::date AND $3::date GROUP BY event, source`;
const fields = `
  SELECT event, source, field, ${counts} FROM quality.field_day WHERE workspace = $1 AND day BETWEEN $2::date AND $3::date GROUP BY event, source, field`;

export const readSubjectSums = (pg: PostgresSession, { workspace, from, to }: Stretch): Promise<readonly SubjectSums[]> =>
  pg.query<SubjectSums>(subjects, [workspace, from, to]);

export const readFieldSums = (pg: PostgresSession, { workspace, from, to }: Stretch): Promise<readonly FieldRow[]> =>
  pg.query<FieldRow>(fields, [workspace, from, to]);

export interface SubjectDay {
  readonly day: string;
  readonly source: string;
  readonly event: string;
  readonly messages: number;
  readonly lags: readonly number[];
}

export interface FieldDay extends FieldSums {
  readonly day: string;
  readonly source: string;
  readonly event: string;
  readonly field: string;
}

const subjectDays = `
  SELECT day::text AS day, source, event, messages, lags::float8[] AS lags FROM quality.subject_day WHERE workspace = $1 AND day BETWEEN $2::date AND $3::date ORDER BY day`;
const fieldDays = `
  SELECT day::text AS day, source, event, field, sent, filled, imputed, refused, numbers, dates, booleans FROM quality.field_day
  WHERE workspace = $1 AND day BETWEEN $2::date AND $3::date AND (event, field) IN (SELECT * FROM unnest($4::text[], $5::text[])) ORDER BY day`;

export const readSubjectDays = (pg: PostgresSession, { workspace, from, to }: Stretch): Promise<readonly SubjectDay[]> =>
  pg.query<SubjectDay>(subjectDays, [workspace, from, to]);

/** Day by day of the fields that are named. */
export const readFieldDays = (
  pg: PostgresSession,
  { workspace, from, to }: Stretch,
  named: readonly { readonly event: string; readonly field: string }[],
): Promise<readonly FieldDay[]> => pg.query<FieldDay>(fieldDays, [workspace, from, to, named.map(({ event }) => event), named.map(({ field }) => field)]);

const lastDay = 'SELECT max(day)::text AS day FROM quality.subject_day WHERE workspace = $1 AND day <= $2::date';

/** The last day up to one that has data; null: none has. */
export const readLastDay = async (pg: PostgresSession, workspace: number, today: string): Promise<string | null> =>
  (await pg.query<{ day: string | null }>(lastDay, [workspace, today]))[0]?.day ?? null;
