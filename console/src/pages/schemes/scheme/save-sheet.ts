import { type SchemeStrategyRow, strategyFields } from '@danqing/contracts';
import { saveBlob } from '../../../parts/save-blob.ts';
import { csvOf } from './csv.ts';

/** Hands the strategy sheet to the browser as a file. */
export function saveSheet(key: string, head: readonly string[], rows: readonly SchemeStrategyRow[], nameOf: (part: string) => string): void {
  const text = csvOf([head, ...rows.map((row) => [nameOf(row.part), ...strategyFields.map((field) => row[field])])]);
  saveBlob(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${key}-strategy.csv`);
}
