import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an installation keeps which erasures there were: beside the stores, so that a restore can take it along. */
export const ledgerFile = (data: string): string => join(data, 'erasures.jsonl');

const linesOf = (file: string): readonly string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/**
 * People who were erased after the backup was made must not come back with it: the ledger of the data that were there before goes on in the restored folder, and the worker asks
 * again for what it has and the database does not. `replaced`: folders in which the former data lie now.
 */
export async function carryErasures(data: string, replaced: readonly string[]): Promise<void> {
  const lines = new Set([data, ...replaced].flatMap((folder) => linesOf(ledgerFile(folder))));
  if (lines.size > 0) await writeFile(ledgerFile(data), [...lines].map((line) => `${line}\n`).join(''), { mode: 0o600 });
}
