import { type SchemeStrategyRow, strategyFields } from '@danqing/contracts';
import { csvOf } from './csv.ts';

/** Hands the strategy sheet to the browser as a file. */
export function saveSheet(key: string, head: readonly string[], rows: readonly SchemeStrategyRow[], nameOf: (part: string) => string): void {
  const text = csvOf([head, ...rows.map((row) => [nameOf(row.part), ...strategyFields.map((field) => row[field])])]);
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${key}-strategy.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
