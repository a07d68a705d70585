import { isJsonObject, type JsonValue } from '#kernel';

/** What a column can be used for. `exact`: numbers that a position can be subtracted from. */
export type ColumnKind = 'time' | 'number' | 'text' | 'boolean' | 'json' | 'other';

export interface SqlColumn {
  readonly name: string;
  /** As the database calls it. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** How a bound text becomes a value of its type, so that an index on it is used; undefined where the type has no order that rows can be read in. */
  readonly cast: string | undefined;
  /** Moments of this column are of UTC and do not say so. */
  readonly isUtc?: boolean;
}

/** A row as the database writes its values, in the order of its columns. */
export type SqlRow = readonly (string | null)[];

const plainNumber = /^-?\d{1,15}(\.\d+)?$/;

/** A value as JSON: numbers where no digit is lost, otherwise text; moments with their zone. */
export function jsonOf({ kind, isUtc }: SqlColumn, text: string | null): JsonValue {
  if (text === null) return null;
  if (kind === 'number') return plainNumber.test(text) && text.replaceAll(/\D/g, '').length <= 15 ? Number(text) : text;
  if (kind === 'boolean') return text === 't' || text === 'true' || text === '1';
  if (kind === 'time') return isUtc === true ? `${text}+00` : text;
  if (kind === 'json') return parsed(text);
  return text;
}

/** The database has checked it; what is neither object nor list stays as it is written. */
function parsed(text: string): JsonValue {
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) || isJsonList(value) ? value : text;
}

const isJsonList = (value: unknown): value is JsonValue[] => Array.isArray(value);
