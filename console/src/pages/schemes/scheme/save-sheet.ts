import { type SchemeStrategyRow, strategyFields } from '@danqing/contracts';
import { saveCsv } from '../../../parts/csv.ts';

/** Hands the strategy sheet to the browser as a file. */
export function saveSheet(key: string, head: readonly string[], rows: readonly SchemeStrategyRow[], nameOf: (part: string) => string): void {
  saveCsv(`${key}-strategy.csv`, [head, ...rows.map((row) => [nameOf(row.part), ...strategyFields.map((field) => row[field])])]);
}
