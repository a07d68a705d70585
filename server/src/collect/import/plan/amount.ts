import type { JsonValue } from '#kernel';

const numberForm = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** A number, or text that is one (API.md, "Values"); NaN otherwise. */
export function numberOf(cell: JsonValue): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return Number.NaN;
  return numberForm.test(cell) || numberForm.test(cell.trim()) ? Number(cell) : Number.NaN;
}

const currency = String.raw`(?:[¥$€£₩₹]|(?:RMB|CNY|USD|EUR|GBP|HKD|JPY|TWD|US\$|HK\$|NT\$))`;
const unit = '(?:元|块|圆|円)?';
/** A dot before the fraction: 1299.00, 1,299.00, 1 299.00, 1'299.00. */
const withDot = String.raw`(?:\d{1,3}(?:,\d{3})+|[1-9]\d{0,2}(?:[ ']\d{3})+|\d+)(?:\.\d+)?`;
/** A comma before the fraction, where it can mean nothing else: 1.299,00, 1 299,00, 12,5. */
const withComma = String.raw`(?:[1-9]\d{0,2}(?:[. ']\d{3})+|\d+),\d{1,2}`;
const dress = new RegExp(
  String.raw`^(\()?([+-])?\s*(?:${currency})?\s*([+-])?(?:(${withDot})|(${withComma}))\s*([万亿])?\s*${unit}\s*(?:${currency})?\s*(\))?$`,
  'i',
);
const times: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/**
 * A number, also as exports and people write it: ¥1,299.00 元, 12.5 万, 1.299,00 €, (5.00) for −5, in full-width digits too; NaN otherwise.
 * A comma with three digits behind it parts thousands; with one or two it is the decimal sign.
 */
export function amountOf(cell: JsonValue): number {
  const number = numberOf(cell);
  if (!Number.isNaN(number) || typeof cell !== 'string') return number;
  // Nothing that long is an amount, and a text without a digit is none: most texts end here.
  if (cell.length > 40 || !/[\d０-９]/.test(cell)) return Number.NaN;
  const match = dress.exec(cell.normalize('NFKC').replaceAll('−', '-').replaceAll(/\s+/g, ' ').trim());
  if (match === null) return Number.NaN;
  const [, open, sign, innerSign, dotted, commaed, scale = '', close] = match;
  if ((open === undefined) !== (close === undefined)) return Number.NaN;
  const digits = dotted === undefined ? (commaed ?? '').replaceAll(/[. ']/g, '').replace(',', '.') : dotted.replaceAll(/[, ']/g, '');
  const isNegative = [open, sign === '-' ? sign : undefined, innerSign === '-' ? innerSign : undefined].some((one) => one !== undefined);
  const amount = Number(digits) * (times[scale] ?? 1);
  return isNegative ? -rounded(amount) : rounded(amount);
}

/** 1.2 × 10,000 is 12,000, without the noise of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(15));
