import type { FieldPacket } from 'mysql2';
import type { ColumnKind, SqlColumn } from './column.ts';

/** Types by their number in the protocol: name, kind, and what a bound text is cast to where rows can be put in order by them ('': it is compared as text). */
const types: Readonly<Record<number, readonly [name: string, kind: ColumnKind, cast?: string]>> = {
  0: ['decimal', 'number', 'DECIMAL(65,20)'],
  1: ['tinyint', 'number', 'SIGNED'],
  2: ['smallint', 'number', 'SIGNED'],
  3: ['int', 'number', 'SIGNED'],
  4: ['float', 'number'],
  5: ['double', 'number', 'DECIMAL(65,20)'],
  7: ['timestamp', 'time', 'DATETIME(6)'],
  8: ['bigint', 'number', 'SIGNED'],
  9: ['mediumint', 'number', 'SIGNED'],
  10: ['date', 'time', 'DATE'],
  11: ['time', 'other'],
  12: ['datetime', 'time', 'DATETIME(6)'],
  13: ['year', 'number', 'SIGNED'],
  15: ['varchar', 'text', ''],
  16: ['bit', 'number'],
  245: ['json', 'json'],
  246: ['decimal', 'number', 'DECIMAL(65,20)'],
  247: ['enum', 'text'],
  248: ['set', 'text'],
  252: ['text', 'text'],
  253: ['varchar', 'text', ''],
  254: ['char', 'text', ''],
};
const unsignedFlag = 32;
const timestamp = 7;
const float = 4;
const binaryCharset = 63;

/** `columnType` in the protocol of rows, `type` in older typings of it. */
const typeOf = (field: FieldPacket): number => field.columnType ?? field.type ?? -1;

export function mysqlColumn(field: FieldPacket): SqlColumn {
  const [name, kind, cast] = types[typeOf(field)] ?? ['other', 'other'];
  const isUnsigned = cast === 'SIGNED' && typeof field.flags === 'number' && (field.flags & unsignedFlag) !== 0;
  return {
    name: field.name,
    type: isUnsigned ? `${name} unsigned` : name,
    kind,
    cast: isUnsigned ? 'UNSIGNED' : cast,
    ...(typeOf(field) === timestamp ? { isUtc: true } : {}),
  };
}

/** A value as text. Single precision has seven digits; what follows is made up by the conversion. */
export function mysqlText(value: unknown, field: FieldPacket | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return field !== undefined && typeOf(field) === float ? String(Number(value.toPrecision(7))) : String(value);
  if (Buffer.isBuffer(value)) return bytesAsText(value, field);
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

/** Bits are a number, texts in a binary column are text as far as they are UTF-8, anything else is written as base64. */
function bytesAsText(value: Buffer, field: FieldPacket | undefined): string {
  if (field !== undefined && types[typeOf(field)]?.[0] === 'bit') return BigInt(`0x${value.toString('hex') || '0'}`).toString();
  const text = value.toString('utf8');
  return field?.characterSet === binaryCharset && text.includes('\uFFFD') ? value.toString('base64') : text;
}
