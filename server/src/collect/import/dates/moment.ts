import { utcOf, zoneClock } from './civil.ts';
import { compileFormat } from './format.ts';
import { type DateOrder, ownOrder, readEpoch, readForm, readSerial } from './forms.ts';

/** Epoch milliseconds of a cell; null when it is unknown (empty), NaN when it is no date of the form expected. */
export type MomentReader = (cell: unknown) => number | null;

/** The word for a column in which some dates have the day first and others the month. */
export const mixedFormat = 'mixed';

export interface MomentOptions {
  readonly zone: string;
  readonly format?: string;
  readonly order?: DateOrder | undefined;
}

/**
 * Compiles the reading of one timestamp column. A text without an offset of its own is a wall clock in `zone`; a date alone is its midnight there.
 * Rows of one invoice, and of one export, repeat their times: the last text is kept, with what it meant.
 */
export function compileMoment({ zone, format, order }: MomentOptions): MomentReader {
  const clock = zoneClock(zone);
  const readFormat = format === undefined || format === mixedFormat ? undefined : compileFormat(format);
  const parse = (text: string): number => {
    const civil = readFormat === undefined ? readForm(text, format === mixedFormat ? ownOrder(text) : order) : readFormat(text);
    if (civil !== undefined) return civil.offset === undefined ? clock(civil) : utcOf(civil) - civil.offset * 60_000;
    if (readFormat !== undefined) return Number.NaN;
    const serial = readSerial(text);
    return readEpoch(text) ?? (serial === undefined ? Number.NaN : clock(serial));
  };
  let lastText = '';
  let lastMoment: number | null = null;
  return (cell) => {
    if (typeof cell === 'number') return parse(String(cell));
    if (typeof cell !== 'string') return cell === null || cell === undefined ? null : Number.NaN;
    if (cell === lastText) return lastMoment;
    lastText = cell;
    lastMoment = cell.trim() === '' ? null : parse(cell);
    return lastMoment;
  };
}
