import type { ComposedMapping, ImportChoices, ImportMapping, ImportRecognition } from '@danqing/contracts';
import { parseMapping } from '../mapping/parse.ts';
import { composeFrom, type Recognised } from '../recognise/recognise.ts';
import { retarget } from '../recognise/retarget.ts';
import type { SameFile, StoredImport } from './import.read.ts';
import type { RememberedMapping } from './remember.store.ts';

/** It was written by `recogniseFile`, and is only read. */
export const isRecognised = (report: unknown): report is Recognised => typeof report === 'object' && report !== null && 'basis' in report;

/** What people see of a recognised file: as they decided the last time that a file had these headings, where there was one. */
export function recognitionView(
  stored: StoredImport,
  report: Recognised,
  remembered: RememberedMapping | undefined,
  same: SameFile | undefined,
): ImportRecognition {
  const { basis: _basis, ...seen } = report;
  const before = remembered?.choices ?? null;
  const composed = before === null ? undefined : composeChoices(report, before);
  const said = { zh: '上次导入同样的表时这样选的', en: 'as it was chosen for the last file with these headings' };
  const columns = seen.columns.map((column) => {
    const target = composed?.targets[column.name] ?? column.guess.target;
    return target === column.guess.target ? column : { ...column, guess: { target, confidence: 1, because: said } };
  });
  return {
    ...beforeArchives,
    ...seen,
    ...(composed === undefined
      ? { proposal: before === null ? (rememberedMapping(remembered, report) ?? seen.proposal) : seen.proposal }
      : { proposal: composed.mapping, kindOfTable: composed.kindOfTable, problems: composed.problems }),
    columns,
    timeZone: before?.timeZone ?? stored.timezone,
    dateFormat: before?.dateFormat ?? null,
    id: stored.id,
    fileName: stored.fileName,
    remembered: remembered === undefined ? null : { fileName: remembered.fileName, at: remembered.usedAt.toISOString() },
    importedBefore: same === undefined ? null : { id: same.id, fileName: same.fileName, at: same.finishedAt.toISOString(), events: same.events },
  };
}

/** What recognitions of earlier versions do not say. */
const beforeArchives = { table: null, tables: [], looksLike: null };

/** A mapping that was written by hand for such a file; it was checked when it was used. */
function rememberedMapping(remembered: RememberedMapping | undefined, { basis }: Recognised): ImportMapping | undefined {
  const parsed = remembered === undefined ? undefined : parseMapping(remembered.mapping);
  if (parsed?.ok !== true) return undefined;
  // How the earlier file was written says nothing of this one.
  const { format: _format, encoding: _encoding, delimiter: _delimiter, table: _table, sheet: _sheet, headerRow: _headerRow, ...meaning } = parsed.mapping;
  return { ...meaning, ...basis.file };
}

/** The mapping of a recognised file with what people decided. */
export function composeChoices(report: Recognised, choices: ImportChoices): ComposedMapping {
  const kindOfTable = choices.kindOfTable ?? report.kindOfTable;
  const targets = report.columns.map(({ name, guess, index }) => {
    const chosen = choices.targets?.[name];
    if (chosen !== undefined) return chosen;
    return kindOfTable === report.kindOfTable ? guess.target : retarget(kindOfTable, guess.target, name, index);
  });
  const { mapping, problems } = composeFrom(report.basis, kindOfTable, targets, choices.dateFormat, choices);
  return {
    mapping,
    kindOfTable,
    problems: [...problems],
    targets: Object.fromEntries(report.columns.map(({ name }, index) => [name, targets[index] ?? 'ignore'])),
  };
}
