import { importArithmetic, importFolds, type ImportCellType, type ImportMapping, type ImportOperand, type ImportValue } from '@danqing/contracts';
import { isFolded } from './fold.ts';

/** Numbers by the e-commerce vocabulary: CSV knows only text, and a price is more use as a number. */
const numericNames: ReadonlySet<string> = new Set([
  'price',
  'quantity',
  'position',
  'revenue',
  'value',
  'total',
  'subtotal',
  'tax',
  'shipping',
  'discount',
  'rating',
]);

/** What a value becomes of which the mapping says no type, by its name. */
export const typeFor = (name: string): ImportCellType | undefined => (numericNames.has(name) ? 'number' : undefined);

/** Folds that keep cells as they are. */
const plainFolds: ReadonlySet<string> = new Set(['first', 'last', 'unique', 'list']);

function columnsOf(operand: ImportOperand | undefined): readonly string[] {
  if (operand === undefined || typeof operand === 'number') return [];
  if (typeof operand === 'string') return [operand];
  return importArithmetic.flatMap((name) => (operand[name] ?? []).flatMap(columnsOf));
}

function numbersIn(name: string, value: string | ImportValue): readonly string[] {
  if (typeof value === 'string') return typeFor(name) === 'number' ? [value] : [];
  if ('column' in value) return (value.type ?? typeFor(name)) === 'number' ? [value.column] : [];
  if ('value' in value || 'count' in value) return [];
  if (!isFolded(value)) return columnsOf(value);
  return importFolds.flatMap((fold) => (plainFolds.has(fold) && typeof value[fold] === 'string' ? [] : columnsOf(value[fold])));
}

/** Columns of which a mapping makes numbers: what is no number there is told, and never taken for one. */
export const numberColumns = ({ traits, properties, products }: ImportMapping): ReadonlySet<string> =>
  new Set([traits, properties, products].flatMap((values) => Object.entries(values ?? {}).flatMap(([name, value]) => numbersIn(name, value))));
