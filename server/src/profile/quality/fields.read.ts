import { propertyTextSql } from '#compile';
import type { ClickHouse } from '#platform';
import { calm, dayParams, type DaysOf, daySql, inDays } from './days.ts';

/** What a field's messages said on a day. */
export interface FieldCount {
  readonly event: string;
  readonly day: string;
  readonly source: string;
  readonly field: string;
  readonly sent: number;
  readonly filled: number;
  readonly imputed: number;
  readonly refused: number;
  readonly numbers: number;
  readonly dates: number;
  readonly booleans: number;
}

export interface AskedField {
  readonly path: string;
  readonly canBeList: boolean;
}

const looks = `
  countIf(isFilled AND match(text, '^[+-]?[0-9]{1,15}([.][0-9]+)?([eE][+-]?[0-9]+)?$')) AS numbers,
  countIf(isFilled AND match(text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?$')) AS dates,
  countIf(isFilled AND text IN ('true', 'false')) AS booleans`;

const marks = (name: string): string => `ifNull(properties.\`${name}[]\`.:\`Array(Nullable(String))\`, [])`;

/** One statement an event: a pass over its rows that reads the known fields, whatever their number. Names of paths are parameters where they are values and quoted where they are columns. */
const fieldsSql = (fields: readonly AskedField[]): string => `
  SELECT {event:String} AS event, day, source, field, countIf(isFilled OR isRefused) AS sent, countIf(isFilled) AS filled, countIf(isImputed) AS imputed, countIf(isRefused) AS refused, ${looks}
  FROM (
    SELECT day, source, said.1 AS field, ifNull(said.2, '') AS text, has(imputed, said.1) AS isImputed, has(refused, said.1) AS isRefused, isNotNull(said.2) AND NOT isImputed AS isFilled
    FROM (
      SELECT ${daySql} AS day, toString(source) AS source, ${marks('$imputed')} AS imputed, ${marks('$invalid')} AS refused,
        [${fields.map(({ path, canBeList }, index) => `({f${index}:String}, ${propertyTextSql(path, canBeList)})`).join(', ')}] AS every
      FROM event WHERE workspace = {workspace:UInt32} AND event = {event:String} AND ${inDays}
    ) ARRAY JOIN arrayFilter(one -> isNotNull(one.2) OR has(refused, one.1), every) AS said
  ) GROUP BY day, source, field`;

export async function readFieldCounts(clickhouse: ClickHouse, of: DaysOf, event: string, fields: readonly AskedField[]): Promise<readonly FieldCount[]> {
  if (fields.length === 0) return [];
  const names = Object.fromEntries(fields.map(({ path }, index) => [`f${index}`, path]));
  return clickhouse.query<FieldCount>(fieldsSql(fields), { ...dayParams(of), ...names, event }, calm);
}

const traitMarks = (name: string, mark: 'imputed' | 'refused'): string => `
  SELECT ${daySql} AS day, toString(source) AS source, log_position, log_index, substring(ifNull(path, ''), 8) AS field, '' AS text, ${mark === 'imputed' ? 1 : 0} AS imputed, ${mark === 'refused' ? 1 : 0} AS refused
  FROM event ARRAY JOIN ${marks(name)} AS path WHERE workspace = {workspace:UInt32} AND ${inDays} AND startsWith(path, 'traits.')`;

/** What was said of traits, a list without its brackets; a value '' with no items takes the trait away and says nothing. What is imputed or refused stands on the message itself. */
const traitsSql = `
  SELECT '' AS event, day, source, field, countIf(isFilled OR isRefused) AS sent, countIf(isFilled) AS filled, countIf(isImputed) AS imputed, countIf(isRefused) AS refused, ${looks}
  FROM (
    SELECT day, source, field, max(text) AS text, max(imputed) AS isImputed, max(refused) AS isRefused, text != '' AND NOT isImputed AS isFilled
    FROM (
      SELECT ${daySql} AS day, toString(source) AS source, log_position, log_index, replaceRegexpOne(toString(trait), '[[][]]$', '') AS field,
        if(empty(items), value, toString(items)) AS text, 0 AS imputed, 0 AS refused
      FROM trait_change WHERE workspace = {workspace:UInt32} AND ${inDays}
      UNION ALL ${traitMarks('$imputed', 'imputed')}
      UNION ALL ${traitMarks('$invalid', 'refused')}
    ) GROUP BY day, source, log_position, log_index, field
  ) GROUP BY day, source, field`;

export const readTraitCounts = (clickhouse: ClickHouse, of: DaysOf): Promise<readonly FieldCount[]> =>
  clickhouse.query<FieldCount>(traitsSql, dayParams(of), calm);
