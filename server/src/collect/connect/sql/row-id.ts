import { hash } from 'node:crypto';
import type { DatabasePlace, ImportMapping } from '@danqing/contracts';
import type { SqlRow } from './column.ts';

/** What names a row in the mapping of a pull: no column of people has this name. */
export const rowColumn = '_danqing_row';

const separator = '\u001F';
const nothing = '\u001E';

/** Where rows come from: two shops with the same tables are two places. */
export const placeKey = ({ kind, host, port, database }: DatabasePlace): string => [kind, host, port, database].join(separator);

/** A row by its place and everything it says (key and column of order included): the same row has the same id whenever it is read, a changed one another. */
export const rowId = (place: string, row: SqlRow): string =>
  hash('sha256', [place, ...row.map((text) => text ?? nothing)].join(separator), 'base64url').slice(0, 27);

/** Eight bytes of it, to know the row again. */
export const rowMark = (id: string): bigint => Buffer.from(id, 'base64url').readBigUInt64BE(0);

/**
 * The mapping with which a pull's rows are imported. An event that names itself (by its columns or its group) is one event however often its row comes; others go by
 * their row's id. What a row says of a person is said anew when the row has changed, so its id is the row's as well.
 */
export function mappingOfRows(mapping: ImportMapping): ImportMapping {
  const isEvent = mapping.when !== undefined;
  const isNamed = mapping.messageId !== undefined || mapping.group !== undefined;
  const own = { ...mapping, format: 'jsonl' as const };
  return mapping.entity !== undefined || (isEvent && isNamed) ? own : { ...own, messageId: [rowColumn] };
}
