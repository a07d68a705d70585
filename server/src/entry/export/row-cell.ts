import type { ProfileRow } from '@danqing/contracts';
import { profileCell } from './columns.ts';

const between = '; ';
const nameTraits = ['name', 'full_name', 'fullName', 'real_name', 'realName', 'nickname', 'nick_name', '姓名', '昵称'];

/** What one calls a customer: a whole name of theirs, or its parts. */
function nameOf(traits: ProfileRow['traits']): string {
  const textAt = (trait: string): string => {
    const value = traits[trait];
    return typeof value === 'string' ? value : '';
  };
  const whole = nameTraits.map(textAt).find((name) => name !== '');
  return (
    whole ??
    ['firstName', 'lastName', 'first_name', 'last_name']
      .map(textAt)
      .filter((name) => name !== '')
      .join(' ')
  );
}

/** The cell of a column of the list of customers. */
export function rowCell(row: ProfileRow, column: string): unknown {
  const { identifiers, metrics } = row;
  if (column === 'name') return nameOf(row.traits);
  if (column === 'identifiers') return identifiers.map(({ kind, value }) => `${kind}=${value}`).join(between);
  if (column.startsWith('identifiers.')) {
    const kind = column.slice('identifiers.'.length);
    return identifiers.flatMap((each) => (each.kind === kind || each.kind.startsWith(`${kind}:`) ? [each.value] : [])).join(between);
  }
  if (column.startsWith('metrics.')) return metrics[column.slice('metrics.'.length)];
  const cell = profileCell(row, column);
  return Array.isArray(cell) ? cell.map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(between) : cell;
}
