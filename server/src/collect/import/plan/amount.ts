import type { JsonValue } from '#kernel';
import { numberOf } from './operators.ts';

const dress = /^\(?[+-]?\s*(?:[¥￥$€£]|RMB|CNY|USD|EUR|GBP)?\s*[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:元|CNY|RMB|USD)?\)?$/;

/** A number, also in the dress of money as exports write it: ¥1,299.00, 12 元, (5.00) for −5; NaN otherwise. */
export function amountOf(cell: JsonValue): number {
  const number = numberOf(cell);
  if (!Number.isNaN(number) || typeof cell !== 'string') return number;
  const text = cell.trim();
  if (!dress.test(text)) return Number.NaN;
  const bare = text.replaceAll(/[^\d.+-]/g, '');
  return Number(text.startsWith('(') && text.endsWith(')') ? `-${bare}` : bare);
}
