import type { ImportTableKind } from '@danqing/contracts';
import type { ColumnFacts } from './facts.ts';

/**
 * Columns that say something of an order on its first line only: cells merged over its lines, or left blank below. What is blank there takes the value above (`fill` of the mapping). `order` names
 * the orders.
 */
export function fillOf(kind: ImportTableKind, order: ColumnFacts | undefined, columns: readonly ColumnFacts[], isSame: readonly boolean[]): readonly string[] {
  if (kind !== 'order_lines' || order === undefined) return [];
  const blank = order.texts.flatMap((text, row) => (text === '' ? [row] : []));
  // A row without a number after one with it, and something else said in it: a line of the order above.
  if (blank.length > 0 && blank.length < order.texts.length * 0.9 && (order.texts[0] ?? '') !== '') {
    const rest = columns.filter(({ texts }) => blank.every((row) => texts[row] === ''));
    const hasLines = blank.every((row) => columns.some(({ texts }) => texts[row] !== ''));
    if (hasLines && rest.length >= 2) return rest.map(({ name }) => name);
  }
  const later = order.texts.flatMap((text, row) => (text !== '' && order.texts[row - 1] === text ? [row] : []));
  return columns
    .filter(({ texts, known }, index) => known > 0 && isSame[index] === true && later.length > 0 && later.every((row) => texts[row] === ''))
    .map(({ name }) => name);
}
