import { hash } from 'node:crypto';
import { type JsonValue, isJsonObject } from '#kernel';
import { cellText } from '../../import/plan/operators.ts';
import { flattener } from '../../import/read/json/flatten.ts';
import { isUnknown } from '../../import/read/row.ts';
import { jsonOf, type SqlColumn, type SqlRow } from './column.ts';

/** Longer values are known by a hash: a slice has hundreds of thousands of them in memory. */
const longestKept = 64;

const keyOf = (value: JsonValue | undefined): readonly string[] => {
  if (value === undefined || isUnknown(value)) return [];
  const text = cellText(value);
  return [text.length > longestKept ? hash('sha256', text, 'base64url') : text];
};

/**
 * The groups that a row belongs to, as the import will see them: the cell of a column, or what stands at a path within a JSON column (several where the path goes through a list).
 * None without `group`, and for a row in which its column is empty.
 */
export function groupsOf(columns: readonly SqlColumn[], group: string | undefined): (row: SqlRow) => readonly string[] {
  if (group === undefined) return () => [];
  const outer = group.split('.')[0]?.replace(/\[\]$/, '');
  const own = columns.findIndex(({ name }) => name === group);
  const at = own === -1 ? columns.findIndex(({ name }) => name === outer) : own;
  const column = columns[at];
  if (column === undefined) return () => []; // the import refuses the mapping
  const paths = flattener([group]);
  return (row) => {
    const document = { [column.name]: jsonOf(column, row[at] ?? null) };
    return isJsonObject(document) ? paths.rowsOf(document).flatMap(([cell]) => keyOf(cell)) : [];
  };
}
