import type { ImportColumn } from '@danqing/contracts';
import { parseAddress } from '#kernel';
import { compileMoment } from '../dates/moment.ts';
import type { DateOrder } from '../dates/forms.ts';
import { amountOf } from '../plan/amount.ts';
import type { RowBatch } from '../read/row.ts';
import { lookAtRows } from '../run/look.ts';
import { textOfCell } from './facts.ts';
import type { Judge, Verdict } from './judge.ts';

/** What the whole file says of one column. */
export interface ColumnScan extends ImportColumn {
  readonly known: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly negatives: number;
  readonly notPositive: number;
  readonly credits: number;
  /** Of times: those before 1990, and those more than a day to come. */
  readonly wild: number;
  /** Different values, while they are few. */
  readonly values: readonly string[];
}

export interface FileScan {
  readonly rows: number;
  readonly rejected: number;
  /** False: it was stopped at its limit, and the counts are those of the part that was read. */
  readonly isWhole: boolean;
  readonly columns: readonly ColumnScan[];
}

export interface ScanOptions {
  readonly columns: readonly string[];
  readonly targets: readonly string[];
  readonly judge: Judge;
  readonly dateOrder: DateOrder | undefined;
  /** Now, in epoch milliseconds; without it nothing is still to come. */
  readonly at?: number | undefined;
}

export interface Scanner {
  add(batch: RowBatch): void;
  readonly rows: () => number;
  result(isWhole: boolean): FileScan;
}

const mostValues = 250;
/** No line of an order is worth more, in any currency. */
export const mostAmount = 1e12;
/** Numbers that are added up. */
export const isAmount = (target: string): boolean =>
  /^(property|product):(revenue|amount|price|quantity|subtotal|shipping|tax|discount|refund_amount|points|units)$/.test(target);

/** Counts what a file's columns hold, stretch by stretch; what is in memory does not grow with the file. */
export function fileScanner({ columns, targets, judge, dateOrder, at = Number.POSITIVE_INFINITY }: ScanOptions): Scanner {
  const seen = lookAtRows(columns);
  const counters = columns.map((_, index) => columnCounter(targets[index] ?? '', judge, dateOrder, at + dayMs));
  let [rows, rejected] = [0, 0];
  return {
    rows: () => rows + rejected,
    add: (batch) => {
      rejected += batch.rejected.length;
      rows += batch.rows.length;
      for (const { cells } of batch.rows) {
        seen.add(cells);
        for (const [index, counter] of counters.entries()) counter.add(textOfCell(cells[index]));
      }
    },
    result: (isWhole) => ({
      rows: rows + rejected,
      rejected,
      isWhole,
      columns: seen.looks.map((look, index): ColumnScan => ({ ...look.result([]), ...(counters[index]?.result() ?? nothing) })),
    }),
  };
}

const nothing = { known: 0, verdicts: { valid: 0, masked: 0, blocked: 0, malformed: 0 }, negatives: 0, notPositive: 0, credits: 0, wild: 0, values: [] };

const dayMs = 86_400_000;
const year1990 = Date.UTC(1990, 0, 1);

function columnCounter(target: string, judge: Judge, order: DateOrder | undefined, latest: number) {
  const verdicts: Record<Verdict, number> = { valid: 0, masked: 0, blocked: 0, malformed: 0 };
  const values = new Set<string>();
  const kind = target.startsWith('identifier:') ? target.slice('identifier:'.length) : undefined;
  const readMoment = target === 'time' ? compileMoment({ zone: 'UTC', order }) : undefined;
  const wantsValues = target === 'status' || target === 'event';
  const wantsNumbers = isAmount(target);
  let [known, negatives, notPositive, credits, wild] = [0, 0, 0, 0, 0];
  let [lastText, lastVerdict]: [string, Verdict] = ['', 'valid'];
  let lastWild = 0;
  const verdictOf = (text: string): Verdict => {
    if (kind !== undefined) return judge(kind, text);
    if (readMoment !== undefined) return momentVerdict(readMoment(text) ?? Number.NaN);
    if (target === 'address') return parseAddress(text) === undefined ? 'malformed' : 'valid';
    // Not <=: what is no number is none of these either.
    return wantsNumbers && !(Math.abs(amountOf(text)) <= mostAmount) ? 'malformed' : 'valid';
  };
  const momentVerdict = (moment: number): Verdict => {
    lastWild = moment < year1990 || moment > latest ? 1 : 0;
    return Number.isNaN(moment) ? 'malformed' : 'valid';
  };
  return {
    add: (text: string): void => {
      if (text === '') return;
      known++;
      if (text !== lastText) lastVerdict = verdictOf(text);
      lastText = text;
      verdicts[lastVerdict]++;
      wild += lastWild;
      if (wantsNumbers) {
        const amount = amountOf(text);
        if (amount < 0) negatives++;
        if (amount <= 0) notPositive++;
      }
      if (target === 'order' && /^C\d/.test(text)) credits++;
      if (wantsValues && values.size < mostValues) values.add(text);
    },
    result: () => ({ known, verdicts, negatives, notPositive, credits, wild, values: [...values] }),
  };
}
