import { Fault } from '#kernel';

/** Codes by which ClickHouse refuses what it is given (not that it cannot take it now): parsing, types, values. */
const codes = new Set([6, 26, 27, 32, 33, 38, 41, 53, 69, 70, 72, 85, 108, 117, 130, 131, 190, 321, 349, 407, 636, 691]);

/** Whether an insert failed because of its rows, so that sending them again would fail again. */
export function isDataError(error: unknown): boolean {
  if (error instanceof Fault || typeof error !== 'object' || error === null || !('code' in error)) return false;
  return codes.has(Number(error.code));
}
