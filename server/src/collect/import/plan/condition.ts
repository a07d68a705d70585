import type { ImportCase, ImportCondition } from '@danqing/contracts';
import type { Cells } from '../read/row.ts';
import { compileTest, type Moment } from './operators.ts';

/** Where a column stands in a row's cells. The mapping's columns were checked against the file before. */
export type IndexOf = (column: string) => number;
type RowTest = (cells: Cells) => boolean;

function compileCondition(condition: ImportCondition, indexOf: IndexOf, moment: Moment): RowTest {
  if ('all' in condition) {
    const tests = condition.all.map((inner) => compileCondition(inner, indexOf, moment));
    return (cells) => tests.every((test) => test(cells));
  }
  if ('any' in condition) {
    const tests = condition.any.map((inner) => compileCondition(inner, indexOf, moment));
    return (cells) => tests.some((test) => test(cells));
  }
  if ('not' in condition) {
    const test = compileCondition(condition.not, indexOf, moment);
    return (cells) => !test(cells);
  }
  const index = indexOf(condition.column);
  const test = compileTest(condition.op, condition.value, moment);
  return (cells) => test(cells[index] ?? null);
}

/** Rows that no case takes: counted like any other skip. */
export const noCaseHolds = 'no case holds';

/** Which case takes a row: its index in `when`, or −1. */
export function compileCases(cases: readonly ImportCase[], indexOf: IndexOf, moment: Moment): (cells: Cells) => number {
  const tests = cases.map((one) => (one.if === undefined ? () => true : compileCondition(one.if, indexOf, moment)));
  return (cells) => tests.findIndex((test) => test(cells));
}
