import type { ImportFormat, ImportMapping } from '@danqing/contracts';
import { Fault, type JsonValue } from '#kernel';
import { gatherGroups } from '../group/gather.ts';
import { type Gathered, keyOf, type UsedRow } from '../group/gathered.ts';
import { checkColumns } from '../mapping/columns.ts';
import { faultList } from '../mapping/faults.ts';
import { parseMapping } from '../mapping/parse.ts';
import { amountOf } from '../plan/amount.ts';
import { cellText, type Moment } from '../plan/operators.ts';
import { planImport, type Plan, wrongTime } from '../plan/plan.ts';
import { isUnknown, type Row } from '../read/row.ts';
import type { RowsOptions } from '../read/opened.ts';
import { openRows } from '../read/rows.ts';
import { rowsOptions, sampleFile } from '../read/sample.ts';
import { copyFinder } from './copies.ts';
import { filler } from './filler.ts';
import type { RejectedCell, Tally } from './tally.ts';

/** A file and what is to be made of it, checked against each other. */
export interface PreparedImport {
  readonly path: string;
  readonly mapping: ImportMapping;
  /** Column → where the mapping uses it. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  readonly format: ImportFormat;
  readonly columns: readonly string[];
  readonly headerRow: number;
  readonly plan: Plan;
}

/** Reads the mapping and the file's first rows. Throws DQ_IMPORT_MAPPING with everything that is wrong with the mapping, DQ_IMPORT_… for what is wrong with the file. */
export async function prepareImport(path: string, json: unknown, moment: Moment): Promise<PreparedImport> {
  const parsed = parseMapping(json);
  if (!parsed.ok) throw new Fault('DQ_IMPORT_MAPPING', 400, 'the mapping cannot be used', { errors: parsed.errors });
  const { mapping, uses } = parsed;
  const sample = await sampleFile(path, rowsOptions(mapping, uses.byColumn.keys()));
  const faults = faultList();
  checkColumns(uses, sample.columns, faults);
  if (faults.faults.length > 0) throw new Fault('DQ_IMPORT_MAPPING', 400, 'the mapping names columns that the file does not have', { errors: faults.faults });
  return {
    path,
    mapping,
    uses: uses.byColumn,
    format: sample.format,
    columns: sample.columns,
    headerRow: sample.headerRow,
    plan: planImport(mapping, sample, moment),
  };
}

export interface ReadOptions {
  readonly tally: Tally;
  /** Where groups go that do not fit into memory. */
  readonly folder: string;
  readonly maxBytes: number;
  /** Sees every row that could be read, before it is judged. */
  readonly onRow?: ((row: Row) => void) | undefined;
  readonly onProgress?: ((readBytes: number) => void) | undefined;
  /** Rows that say what an earlier row said are counted (`copy`), also where they are not left out. */
  readonly findsCopies?: boolean;
}

/** A message and the event it carries. */
export interface Message {
  readonly message: string;
  readonly event: string;
}

/** The file's messages in the order of their first rows: the same at every reading. Every row is counted in the tally. */
export async function* readMessages(prepared: PreparedImport, options: ReadOptions): AsyncIterable<readonly Message[]> {
  const { plan } = prepared;
  const { tally } = options;
  const open = (): AsyncIterable<readonly UsedRow[]> => usedRows(prepared, options);
  if (!plan.isGrouped) {
    for await (const batch of open()) {
      yield batch.flatMap(({ row, index }) => {
        const isAlso = index >= plan.firstAlso;
        const built = isAlso ? plan.buildAlso(index, row) : plan.build(index, row);
        return built === undefined ? [] : settle({ built, rows: [row.number, row.number], isAlso }, tally, () => whoIn(prepared, row));
      });
    }
    return;
  }
  for await (const gathered of gatherGroups(open, { plan, folder: options.folder, maxBytes: options.maxBytes })) yield settle(gathered, tally);
}

function settle({ built, rows, isAlso }: Gathered, tally: Tally, where?: () => RejectedCell | undefined): readonly Message[] {
  if ('reason' in built) {
    // What is wrong with a second event is wrong with the first, which says so.
    if (!isAlso) tally.rejectUsed(rows, built.reason, where?.());
    return [];
  }
  tally.make(built.event);
  return [built];
}

/** The columns in which nobody was named. */
function whoIn({ mapping, columns }: PreparedImport, row: Row): RejectedCell | undefined {
  const named = Object.values(mapping.identifiers ?? {}).flatMap((value) => ('column' in value ? [value.column] : []));
  return named.length === 0 ? undefined : { column: named.join(' / '), value: named.map((column) => textOf(row.cells[columns.indexOf(column)])).join(' / ') };
}

/** The cell that makes a row impossible, where one does: its time. */
function timeIn({ mapping, columns }: PreparedImport, row: Row, reason: string): RejectedCell | undefined {
  const { timestamp } = mapping;
  if (reason !== wrongTime || timestamp === undefined || !('column' in timestamp)) return undefined;
  return { column: timestamp.column, value: textOf(row.cells[columns.indexOf(timestamp.column)]) };
}

const textOf = (cell: JsonValue | undefined): string => (cell === undefined || cell === null ? '' : cellText(cell).slice(0, 200));

/** Cells from which a number is to be made and cannot. */
function countNotNumbers({ numbers }: Plan, { cells }: Row, tally: Tally): void {
  for (const { column, index } of numbers) {
    const cell = cells[index] ?? null;
    if (!isUnknown(cell) && Number.isNaN(amountOf(cell))) tally.notNumber(column, cellText(cell));
  }
}

async function* usedRows(prepared: PreparedImport, { tally, onRow, onProgress, findsCopies = false }: ReadOptions): AsyncIterable<readonly UsedRow[]> {
  const { path, mapping, uses, format } = prepared;
  tally.reset();
  const copies = findsCopies || mapping.duplicates === 'skip' ? copyFinder() : undefined;
  const fill = mapping.fill === undefined ? undefined : filler(mapping.fill, mapping.group, prepared.columns);
  const options: RowsOptions = { ...rowsOptions(mapping, uses.keys()), format };
  const file = await openRows(path, options);
  for await (const batch of file.batches) {
    const used: UsedRow[] = [];
    for (const { row, reason } of batch.rejected) tally.reject(row, reason);
    for (const [name, count] of Object.entries(batch.noticed ?? {})) tally.notice(name, count);
    for (const found of batch.rows) {
      const row = fill === undefined ? found : fill(found);
      onRow?.(row);
      const isCopy = copies?.isCopy(row.cells) === true;
      if (isCopy && mapping.duplicates === 'skip') tally.skip(row.number, 'a copy of an earlier row');
      else {
        if (isCopy) tally.notice('copy', 1);
        takeRow(prepared, row, tally, used);
      }
    }
    onProgress?.(file.readBytes());
    yield used;
  }
}

function takeRow(prepared: PreparedImport, row: Row, tally: Tally, used: UsedRow[]): void {
  const { plan } = prepared;
  const decision = plan.decide(row);
  if (decision.kind === 'skip') tally.skip(row.number, decision.reason);
  else if (decision.kind === 'reject') tally.reject(row.number, decision.reason, timeIn(prepared, row, decision.reason));
  else {
    tally.use();
    countNotNumbers(plan, row, tally);
    const take = (index: number): number => used.push({ row, key: plan.isGrouped ? keyOf(plan, row, index) : '', index });
    take(decision.index);
    for (let index = plan.firstAlso; index < plan.events.length; index++) take(index);
  }
}
