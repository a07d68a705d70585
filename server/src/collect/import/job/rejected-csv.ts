import { csvLine, csvMark } from '#kernel';
import type { StoredImport } from './import.read.ts';
import { reasonIn } from './reasons.ts';
import { mostListed, readRowLines, rejectedFile, type RowLine, skippedFile } from './rejected-file.ts';

const headings = { zh: ['行号', '列', '值', '原因'], en: ['row', 'column', 'value', 'reason'] } as const;

/** A cell that a spreadsheet would take for a formula is made text; an amount or a date, digits first, stays as it was sent unless it calls something. */
const lineOf = (cells: readonly string[]): string => csvLine(cells, { formulas: 'text-unless-digits-first', quotes: 'where-needed' });

/** All rejected rows as CSV, with the mark that makes Excel read it as UTF-8; after the file is gone, the first thousand that the report keeps. */
export async function* rejectedCsv(folder: string, { id, rejected }: StoredImport, language: 'zh' | 'en'): AsyncIterable<string> {
  yield `${csvMark}${lineOf(headings[language])}`;
  let written = 0;
  let block = '';
  const add = ({ row, column, value, reason }: RowLine): void => {
    written++;
    block += lineOf([String(row), column, value, reasonIn(language, reason)]);
  };
  for await (const line of readRowLines(rejectedFile(folder, id))) {
    add(line);
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  if (written === 0) for (const { row, reason } of rejected) add({ row, reason, column: '', value: '' });
  if (block !== '') yield block;
}

const skippedHeadings = { zh: ['行号', '原因'], en: ['row', 'reason'] } as const;
const notAll = { zh: `以下省略，最多列出 ${mostListed} 行`, en: `and more; only the first ${mostListed} rows are listed` } as const;

/** The rows that were left out on purpose, as CSV: which, and by which case of the mapping. */
export async function* skippedCsv(folder: string, id: string, language: 'zh' | 'en'): AsyncIterable<string> {
  yield `${csvMark}${lineOf(skippedHeadings[language])}`;
  let listed = 0;
  let block = '';
  for await (const { row, reason } of readRowLines(skippedFile(folder, id))) {
    listed++;
    block += lineOf([String(row), reasonIn(language, reason)]);
    if (block.length < 65_536) continue;
    yield block;
    block = '';
  }
  if (listed >= mostListed) block += lineOf(['', notAll[language]]);
  if (block !== '') yield block;
}
