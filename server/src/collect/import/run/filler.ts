import type { JsonValue } from '#kernel';
import { isUnknown, type Row } from '../read/row.ts';

/** Gives blank cells of some columns what stands above them, as far down as the group goes: a row with another group begins anew, one without a group belongs to the one above. */
export function filler(columns: readonly string[], group: string | undefined, header: readonly string[]): (row: Row) => Row {
  const places = columns.map((column) => header.indexOf(column)).filter((place) => place !== -1);
  const groupPlace = group === undefined ? -1 : header.indexOf(group);
  let above: readonly JsonValue[] = [];
  return (row) => {
    const own = row.cells[groupPlace];
    const isSameGroup = groupPlace === -1 || (isUnknown(own) ? places.includes(groupPlace) : own === above[groupPlace]);
    const isBlank = (place: number): boolean => isUnknown(row.cells[place]) && !isUnknown(above[place]);
    if (!isSameGroup || !places.some(isBlank)) {
      above = row.cells;
      return row;
    }
    const cells = row.cells.map((cell, place) => (places.includes(place) && isBlank(place) ? (above[place] ?? null) : cell));
    above = cells;
    return { number: row.number, cells };
  };
}
