import type { ImportChoices, ImportMapping, ImportRecognition, ImportTableKind } from '@danqing/contracts';
import type { DateOrder } from '../dates/forms.ts';
import { mixedFormat } from '../dates/moment.ts';
import { findDateOrder, type OrderFinding } from '../dates/order.ts';
import type { Row, RowBatch } from '../read/row.ts';
import type { Rows } from '../read/opened.ts';
import { type ComposeColumn, composeMapping, type FileParts } from './compose.ts';
import { decideTargets, type Decision, type Words } from './decide.ts';
import { type ColumnFacts, factsOf, sameInGroups } from './facts.ts';
import { type Judge, roughJudge } from './judge.ts';
import { problemsOf } from './problems.ts';
import { openSample } from './sample.ts';
import { type ColumnScan, type FileScan, fileScanner, type Scanner } from './scan.ts';
import { summaryOf } from './sentences.ts';
import type { ExportSystem } from './export-system.ts';
import { meaningsIn, systemOf } from './systems.ts';
import { tableKindOf } from './table-kind.ts';
import { fillOf } from './fill.ts';

/** What is known of a file by its contents alone; `basis` is what a mapping is composed from when people decide otherwise. */
export interface Recognised extends Omit<ImportRecognition, 'id' | 'fileName' | 'timeZone' | 'dateFormat' | 'remembered' | 'importedBefore'> {
  readonly basis: RecognisedBasis;
}

/** Facts that stay true whatever the columns are taken for. */
export interface RecognisedBasis {
  readonly file: FileParts;
  readonly columns: readonly Omit<ComposeColumn, 'target'>[];
  /** Columns whose dates can be read in two ways: their formats. */
  readonly dateFormats: Readonly<Record<string, { readonly example: string; readonly formats: readonly string[] }>>;
  /** Columns in which some dates have the day first and others the month; of recognitions that were kept before this was asked, nothing is known. */
  readonly mixedDates?: readonly string[];
  /** Columns of times of which a few are before 1990 or still to come. */
  readonly wildTimes?: readonly string[];
}

export interface RecogniseOptions {
  readonly totalBytes: number;
  readonly table?: string | undefined;
  readonly sheet?: string | undefined;
  readonly encoding?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly judge?: Judge;
  /** Now, in epoch milliseconds. */
  readonly at?: number;
  /** What the first rows say, long before the whole file is read. */
  readonly onSample?: (recognised: Recognised) => Promise<void>;
  readonly onProgress?: (readBytes: number, rows: number) => void;
  /** Rows after which counting stops. */
  readonly maxRows?: number;
}

const defaultMaxRows = 2_000_000;
/** Of an archive, that are offered. */
const mostTables = 1000;

/** Recognises a file: first by a sample of it, then, for counts of the whole, by the rest. Throws DQ_IMPORT_… for what is no table. */
export async function recogniseFile(path: string, options: RecogniseOptions): Promise<Recognised> {
  const { file, rows, rejected, isWhole, rest } = await openSample(path, {
    table: options.table,
    sheet: options.sheet,
    encoding: options.encoding,
    headerRow: options.headerRow,
  });
  const view = viewOf(file, rows);
  const targets = view.decisions.map(({ target }) => target);
  const scanner = fileScanner({ columns: file.columns, targets, judge: options.judge ?? roughJudge, dateOrder: view.dateOrder, at: options.at });
  scanner.add({ rows, rejected: Array.from({ length: rejected }, () => ({ row: 0, reason: '' })) });
  if (!isWhole) {
    // A sheet says how many rows it has; of text, bytes tell.
    const said = file.rowCount ?? file.sheets?.find(({ name }) => name === file.sheet)?.rows;
    const estimate = said === undefined ? Math.round((scanner.rows() * options.totalBytes) / Math.max(1, file.readBytes())) : said - file.headerRow;
    await options.onSample?.(recognisedOf(file, view, scanner.result(false), Math.max(estimate, scanner.rows())));
  }
  // The sample's cells are needed no more; they would keep the text that they were cut from.
  rows.length = 0;
  return recognisedOf(file, view, await readRest(file, scanner, rest, options));
}

async function readRest(
  file: Rows,
  scanner: Scanner,
  rest: AsyncIterable<RowBatch>,
  { maxRows = defaultMaxRows, onProgress }: RecogniseOptions,
): Promise<FileScan> {
  for await (const batch of rest) {
    scanner.add(batch);
    onProgress?.(file.readBytes(), scanner.rows());
    if (scanner.rows() >= maxRows) return scanner.result(false);
  }
  return scanner.result(true);
}

interface View {
  readonly kind: ImportTableKind;
  readonly facts: readonly ColumnFacts[];
  readonly isSame: readonly boolean[];
  readonly decisions: readonly Decision[];
  readonly dateOrder: DateOrder | undefined;
  readonly ambiguous: ReadonlyMap<string, Extract<OrderFinding, { kind: 'ambiguous' }>>;
  readonly mixed: readonly string[];
  readonly fill: readonly string[];
  readonly system: ExportSystem | undefined;
}

function viewOf(file: Rows, rows: readonly Row[]): View {
  const facts = file.columns.map((name, index) => factsOf(name, index, rows));
  const system = systemOf(file.format, file.columns);
  const meanings = facts.map((one) => meaningsIn(system, one));
  const kind = system?.kind ?? tableKindOf(facts, meanings);
  const order = facts.find((_, index) => meanings[index]?.some(({ concept }) => concept.id === 'order_id'));
  const isSame = order === undefined ? facts.map(() => true) : sameInGroups(order, facts);
  const decisions = decideTargets({ kind, columns: facts, meanings, isSame });
  const findings = facts.map(({ texts, share }) => (share('ambiguous_date') > 0 && share('ambiguous_date', 'date') > 0.5 ? findDateOrder(texts) : undefined));
  const ambiguous = new Map(findings.flatMap((finding, index) => (finding?.kind === 'ambiguous' ? [[facts[index]?.name ?? '', finding] as const] : [])));
  const mixed = facts.filter((_, index) => findings[index]?.kind === 'mixed').map(({ name }) => name);
  const time = findings[decisions.findIndex(({ target }) => target === 'time')];
  const dateOrder = time?.kind === 'known' ? time.order : 'dmy';
  return {
    kind,
    facts: facts.map((one) => ({ ...one, texts: [] })),
    isSame,
    decisions,
    dateOrder,
    ambiguous,
    mixed,
    fill: fillOf(kind, order, facts, isSame),
    system,
  };
}

/** `estimate`: how many rows the whole file has, while only its first ones are known. */
function recognisedOf(file: Rows, view: View, scan: FileScan, estimate?: number): Recognised {
  const rows = estimate ?? scan.rows;
  const isComplete = estimate === undefined;
  const basis = basisOf(file, view, scan);
  const composed = composeFrom(
    basis,
    view.kind,
    view.decisions.map(({ target }) => target),
    undefined,
  );
  const columns = view.decisions.map((guess, index) => {
    const found = scan.columns[index];
    const { known = 0, verdicts, name = '', type = 'empty', filled = 0, distinct = 0, examples = [] } = found ?? {};
    const isJudged = guess.target === 'time' || guess.target.startsWith('identifier:') || (verdicts?.malformed ?? 0) > 0;
    return {
      name,
      index,
      guess,
      type,
      filled,
      valid: isJudged && known > 0 ? (verdicts?.valid ?? 0) / known : null,
      masked: verdicts?.masked ?? 0,
      distinct,
      examples: [...examples],
      problems: [...problemsOf(guess.target, found)],
    };
  });
  return {
    isComplete,
    format: file.format,
    encoding: file.encoding ?? null,
    table: file.table ?? null,
    tables: (file.tables ?? []).slice(0, mostTables),
    sheet: file.sheet ?? null,
    sheets: [...(file.sheets ?? [])],
    headerRow: file.headerRow,
    rows,
    isRowsEstimated: !isComplete || !scan.isWhole,
    kindOfTable: view.kind,
    looksLike: view.system === undefined ? null : { system: view.system.id, name: view.system.name, hint: view.system.hint },
    columns,
    questions: [...view.ambiguous].map(([name, finding]) => questionOf(name, finding)),
    proposal: composed.mapping,
    problems: [...composed.problems],
    summary: [...summaryOf(view.kind, rows, columns, scan)],
    basis,
  };
}

function basisOf(file: Rows, { facts, isSame, ambiguous, mixed, fill }: View, scan: FileScan): RecognisedBasis {
  const isText = file.format === 'csv' || file.format === 'tsv';
  return {
    file: {
      format: file.format,
      ...(file.encoding === undefined || file.encoding.startsWith('utf-') ? {} : { encoding: file.encoding }),
      ...(isText && file.delimiter !== undefined && file.delimiter !== ',' && file.delimiter !== '\t' ? { delimiter: file.delimiter } : {}),
      ...(file.table === undefined ? {} : { table: file.table }),
      ...(file.sheet === undefined ? {} : { sheet: file.sheet }),
      ...(fill.length === 0 ? {} : { fill }),
      ...((isText || file.format === 'xlsx') && file.headerRow !== 1 ? { headerRow: file.headerRow } : {}),
    },
    columns: facts.map((one, index) => composeColumn(one, scan.columns[index], isSame[index] ?? true)),
    mixedDates: mixed,
    wildTimes: scan.columns.filter(({ wild, known }) => wild > 0 && wild <= known * 0.05).map(({ name }) => name),
    dateFormats: Object.fromEntries([...ambiguous].map(([name, { example, formats }]) => [name, { example, formats }])),
  };
}

function composeColumn(facts: ColumnFacts, scan: ColumnScan | undefined, isSame: boolean): Omit<ComposeColumn, 'target'> {
  const values = new Set([...facts.values.map(([value]) => value), ...(scan?.values ?? [])]);
  return {
    name: facts.name,
    isSame,
    isMoney: facts.share('money') > 0 && facts.share('money', 'number') >= 0.95,
    values: [...values],
    known: Math.max(scan?.known ?? 0, facts.known),
    negatives: Math.max(scan?.negatives ?? 0, facts.negatives),
    notPositive: Math.max(scan?.notPositive ?? 0, facts.notPositive),
    credits: Math.max(scan?.credits ?? 0, facts.credits),
    malformed: scan?.verdicts.malformed ?? 0,
  };
}

/** The mapping that a table of this kind has when its columns become these. */
export function composeFrom(
  { file, columns, dateFormats, mixedDates = [], wildTimes = [] }: RecognisedBasis,
  kind: ImportTableKind,
  targets: readonly string[],
  dateFormat: string | undefined,
  { timeZone, duplicates }: Pick<ImportChoices, 'timeZone' | 'duplicates'> = {},
): { mapping: ImportMapping | null; problems: readonly Words[] } {
  const time = columns[targets.indexOf('time')];
  const composed = composeMapping({
    kind,
    file,
    dateFormat: dateFormat ?? (mixedDates.includes(time?.name ?? '') ? mixedFormat : undefined),
    timeZone,
    duplicates,
    hasWildTimes: wildTimes.includes(time?.name ?? ''),
    columns: columns.map((column, index) => ({ ...column, target: targets[index] ?? 'ignore' })),
  });
  const question = time === undefined || kind === 'customers' || kind === 'products' ? undefined : dateFormats[time.name];
  if (question === undefined || dateFormat !== undefined) return composed;
  const asked: Words = {
    zh: `“${question.example.trim()}”有两种读法：选择日期的写法`,
    en: `“${question.example.trim()}” can be read in two ways: choose how dates are written`,
  };
  return { mapping: null, problems: [...composed.problems, asked] };
}

const questionOf = (
  column: string,
  { example, formats }: { readonly example: string; readonly formats: readonly string[] },
): Recognised['questions'][number] => ({
  kind: 'date_format',
  column,
  example: example.trim(),
  options: formats.map((value) => ({
    value,
    words: value.startsWith('d')
      ? { zh: '日在前（日/月/年）', en: 'the day first (day/month/year)' }
      : { zh: '月在前（月/日/年）', en: 'the month first (month/day/year)' },
  })),
});
