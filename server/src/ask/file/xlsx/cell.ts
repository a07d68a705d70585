import { looksLikeFormula } from '#kernel';
import { style, type Style } from './styles.ts';
import { xmlText } from './text.ts';

/** A value as Excel has it: a number with a look, a yes or no, or a text, which is never read as a formula. */
export type Cell =
  | { readonly kind: 'number'; readonly value: number; readonly style: Style }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly text: string };

const dayMs = 86_400_000;
/** Excel counts days from 1899-12-30, which is right from March 1900 on: it takes 1900 for a leap year. */
const epoch = Date.UTC(1899, 11, 30);
const firstDay = 61;

/** More digits than these Excel makes zeros. */
const mostDigits = 15;

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?)?$/;

/** A date as Excel counts it; undefined where there is none, or one that Excel does not know. */
function serialOf(text: string): number | undefined {
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ''] = written.exec(text) ?? [];
  if (year === undefined) return undefined;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)));
  const serial = (at - epoch) / dayMs;
  return serial >= firstDay ? serial : undefined;
}

const typeOf = (type: string): string => type.replaceAll(/^(?:LowCardinality\(|Nullable\()+/g, '');

function numberOf(value: number): Cell {
  const isExact = !Number.isInteger(value) || String(Math.abs(value)).length <= mostDigits || Math.abs(value) > Number.MAX_SAFE_INTEGER;
  return isExact ? { kind: 'number', value, style: style.plain } : { kind: 'text', text: String(value) };
}

/** A value of a column of this type (as the engine calls it); null for none. Dates are dates only where the engine says so: a text of digits stays one. */
export function cellOf(value: unknown, type: string): Cell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') return Number.isFinite(value) ? numberOf(value) : null;
  if (typeof value !== 'string') return { kind: 'text', text: JSON.stringify(value) };
  const known = typeOf(type);
  const serial = known.startsWith('Date') ? serialOf(value) : undefined;
  if (serial === undefined) return { kind: 'text', text: value };
  return { kind: 'number', value: serial, style: known.startsWith('DateTime') ? style.moment : style.date };
}

/** A cell at its place (`B7`). */
export function cellXml(cell: Cell, at: string): string {
  if (cell.kind === 'boolean') return `<c r="${at}" t="b"><v>${cell.value ? 1 : 0}</v></c>`;
  if (cell.kind === 'number') return `<c r="${at}"${cell.style === style.plain ? '' : ` s="${cell.style}"`}><v>${cell.value}</v></c>`;
  // Excel keeps such a text a text even when somebody has edited it.
  const quoted = looksLikeFormula(cell.text) ? ` s="${style.quoted}"` : '';
  return `<c r="${at}" t="inlineStr"${quoted}><is><t xml:space="preserve">${xmlText(cell.text)}</t></is></c>`;
}
