/** How one file's rows become events and traits (API.md, "An import mapping"), and what an import reports. What it means stands in server/src/collect/import. */
import Type from 'typebox';
import type { Operator } from './rule.ts';
import { Words } from './words.ts';

/** `log`: a web server's; `json`: a document, where `jsonl` has one object a line. */
export const importFormats = ['csv', 'tsv', 'jsonl', 'json', 'xlsx', 'parquet', 'log'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** The first four are of a group's rows in file order; `list` holds each known value once. */
export const importFolds = ['first', 'last', 'sum', 'avg', 'min', 'max', 'unique', 'list'] as const;
export type ImportFold = (typeof importFolds)[number];

export const importArithmetic = ['multiply', 'plus', 'minus', 'divide'] as const;
export type ImportArithmetic = (typeof importArithmetic)[number];

/** The last four take a Chinese address on one line apart and keep one part; of a cell that is none, `address.street` keeps all. */
export const importCellTypes = ['text', 'number', 'boolean', 'json', 'address.province', 'address.city', 'address.district', 'address.street'] as const;
export type ImportCellType = (typeof importCellTypes)[number];

type Scalar = string | number | boolean;

/** A number made of one row: a column's name, a constant, or arithmetic on these. */
export type ImportOperand = string | number | { readonly [Name in ImportArithmetic]?: readonly ImportOperand[] };

/** One value of an event. Without a fold, a group gives its first row's value that is known. */
export type ImportValue =
  | { readonly column: string; readonly type?: ImportCellType }
  | { readonly value: Scalar }
  | { readonly count: true | string }
  | { readonly [Name in ImportFold]?: ImportOperand }
  | { readonly [Name in ImportArithmetic]?: readonly ImportOperand[] };

export type ImportCondition =
  | { readonly all: readonly ImportCondition[] }
  | { readonly any: readonly ImportCondition[] }
  | { readonly not: ImportCondition }
  | { readonly column: string; readonly op: Operator; readonly value?: unknown };

export type ImportCase = { readonly if?: ImportCondition; readonly event: string } | { readonly if?: ImportCondition; readonly skip: string };

/**
 * `format`: tokens, or `mixed`: each date that has the day or the month first as it itself shows, and those that show neither are rejected. Rows before `earliest` and after `latest` (an ISO date,
 * or `now`: a day after the import was asked for) are rejected.
 */
export type ImportTimestamp =
  | { readonly column: string; readonly zone?: string; readonly format?: string; readonly earliest?: string; readonly latest?: string }
  | { readonly value: string };

/**
 * A second event of the same rows, as the refund that stands in an order's row: made of those for which `if` holds, of a person and at the moment of the first. Its id is its own name with the
 * first one's number.
 */
export interface ImportAlso {
  readonly if?: ImportCondition;
  readonly event: string;
  readonly properties?: Readonly<Record<string, ImportValue>>;
}

export interface ImportMapping {
  readonly format?: ImportFormat | undefined;
  /** CSV only; found in the header when it is not said. */
  readonly delimiter?: string | undefined;
  /** Text files; found line by line when it is not said (UTF-8, GB18030, Big5, UTF-16). */
  readonly encoding?: string | undefined;
  /** Archives only: a table's name in it, or `*`: all that have the headings of the largest. */
  readonly table?: string | undefined;
  /** XLSX only: a sheet's name; without one, the sheet with the most rows. */
  readonly sheet?: string | undefined;
  /** The row that names the columns, 1-based (0: none does). Text files: 1 when it is not said; XLSX: found. */
  readonly headerRow?: number | undefined;
  readonly source?: string | undefined;
  readonly group?: string | undefined;
  /** The kind of thing that each row (or group) describes, instead of `identifiers` and events: product, shop, staff, account, coupon, … */
  readonly entity?: string | undefined;
  /** What names the entity: a SKU, a shop's number. */
  readonly key?: ImportValue | undefined;
  readonly when?: readonly ImportCase[] | undefined;
  readonly also?: readonly ImportAlso[] | undefined;
  /** `skip`: rows that say in all columns what an earlier row said are left out; without it they count, and are told. */
  readonly duplicates?: 'keep' | 'skip' | undefined;
  /** Columns in which a blank cell means what stands above it, within a group: cells merged over an order's lines. */
  readonly fill?: readonly string[] | undefined;
  readonly timestamp?: ImportTimestamp | undefined;
  readonly messageId?: readonly string[] | undefined;
  readonly identifiers?: Readonly<Record<string, ImportValue>> | undefined;
  readonly traits?: Readonly<Record<string, ImportValue>> | undefined;
  /** By purpose or purpose/channel: cells that say yes (granted) or no (refused); others say nothing. */
  readonly consents?: Readonly<Record<string, ImportValue>> | undefined;
  readonly properties?: Readonly<Record<string, ImportValue>> | undefined;
  readonly products?: Readonly<Record<string, string | ImportValue>> | undefined;
  /** What stands around events, as in calls of SDKs: `userAgent`, `ip`, `page.path`, `campaign.source`. */
  readonly context?: Readonly<Record<string, ImportValue>> | undefined;
}

/** Shallow, because the importer's parser names every fault at once with its place, where a schema of unions can only say that none fits. */
export const ImportMappingSchema = Type.Unsafe<ImportMapping>({
  type: 'object',
  description: 'What a row means: when, timestamp, messageId, identifiers, traits, properties, products, group; or entity, key, attributes',
  examples: [
    {
      format: 'csv',
      group: 'Invoice',
      when: [{ if: { column: 'Invoice', op: 'startsWith', value: 'C' }, event: 'Order Refunded' }, { event: 'Order Completed' }],
      timestamp: { column: 'InvoiceDate', zone: 'Europe/London' },
      messageId: ['Invoice'],
      identifiers: { customer_id: { column: 'Customer ID' } },
      properties: { order_id: { column: 'Invoice' }, revenue: { sum: { multiply: ['Quantity', 'Price'] } } },
      products: { sku: 'StockCode', quantity: 'Quantity', price: 'Price' },
    },
    { format: 'csv', entity: 'product', key: 'StockCode', attributes: { name: { column: 'Description' }, brand: { column: 'Brand' } } },
  ],
});

export const RejectedRow = Type.Object({
  row: Type.Integer({ description: '1-based, without the header' }),
  reason: Type.String(),
  zh: Type.Optional(Type.String({ description: 'the reason in Chinese' })),
});
export type RejectedRow = Type.Static<typeof RejectedRow>;

export const importStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);

const NotNumbers = Type.Record(Type.String(), Type.Object({ count: Type.Integer(), examples: Type.Array(Type.String()) }), {
  description: 'by column of which numbers are made: the cells of used rows that are none; they stay text',
});

const Noticed = Type.Record(Type.String(), Type.Integer(), {
  description:
    'what was mended or has to be known, counted: `encoding:<name>` lines written in another encoding than the file and read in it; `copy` rows that say what an earlier row said (dry runs)',
});

/** rows = used + Σ skipped + rejectedCount. made = events + duplicates + parked + dropped once the import is done. */
export const ImportReport = Type.Object({
  id: Type.String(),
  state: Type.Enum([...importStates]),
  phase: Type.String({ description: 'waiting, reading, writing, settling or ended' }),
  fileName: Type.String(),
  source: Type.String(),
  totalBytes: Type.Integer(),
  readBytes: Type.Integer(),
  rowsPerSecond: Type.Union([Type.Number(), Type.Null()], { description: 'while it runs' }),
  remainingSeconds: Type.Union([Type.Number(), Type.Null()], { description: 'an estimate, while it runs' }),
  rows: Type.Integer(),
  used: Type.Integer({ description: 'rows that are part of an event made of the file' }),
  skipped: Type.Record(Type.String(), Type.Integer()),
  rejectedCount: Type.Integer(),
  rejected: Type.Array(RejectedRow, { description: 'the first 1,000' }),
  made: Type.Integer({ description: 'events made of the file' }),
  notNumbers: NotNumbers,
  noticed: Noticed,
  events: Type.Integer({ description: 'of these, the ones that were new: a second import of the same file adds 0' }),
  duplicates: Type.Integer({ description: 'of these, the ones that had come before' }),
  parked: Type.Integer({ description: 'of these, the ones that wait in quarantine' }),
  dropped: Type.Integer({ description: 'of these, the ones left out for another reason' }),
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
  createdAt: Moment,
  startedAt: Moment,
  finishedAt: Moment,
});
export type ImportReport = Type.Static<typeof ImportReport>;

export const ImportColumn = Type.Object({
  name: Type.String(),
  /** Share of rows with a known value, 0 to 1. */
  filled: Type.Number(),
  type: Type.String({ description: 'what its known values look like: integer, number, boolean, date, text, list, object, empty' }),
  distinct: Type.Integer({ description: 'an estimate above 10,000' }),
  examples: Type.Array(Type.String()),
  usedFor: Type.Array(Type.String(), { description: 'JSON Pointers into the mapping' }),
  problems: Type.Array(Type.String()),
});
export type ImportColumn = Type.Static<typeof ImportColumn>;

/** What the file says of who its rows are about. */
const ImportPeople = Type.Object({
  identifiers: Type.Array(
    Type.Object({
      kind: Type.String(),
      valid: Type.Integer(),
      masked: Type.Integer({ description: 'hide characters, as 138****1234: they merge nobody' }),
      blocked: Type.Integer({ description: 'say nothing, as 0000 or none' }),
      malformed: Type.Integer(),
    }),
    { description: 'of the events that would be made' },
  ),
  nobody: Type.Integer({ description: 'events without any identifier that can be used: they would wait in quarantine' }),
  known: Type.Union([Type.Integer(), Type.Null()], {
    description: 'profiles that are here already, found as the pipeline would; null without a workspace',
  }),
  new: Type.Union([Type.Integer(), Type.Null()], { description: 'profiles that would be new, by the rules of identifiers of the workspace' }),
  newMost: Type.Union([Type.Integer(), Type.Null()], { description: 'the same as `new`; more in a file of more customers than are followed one by one' }),
  joined: Type.Union([Type.Integer(), Type.Null()], { description: 'of the known ones, those that would become one with another' }),
});

const ImportDates = Type.Object({
  from: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  to: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  before1990: Type.Integer(),
  future: Type.Integer(),
});

/** What an import of the file would do; nothing is written. */
export const ImportDryRun = Type.Object({
  summary: Type.Array(Words, { description: 'the same in plain sentences' }),
  people: ImportPeople,
  dates: ImportDates,
  repeated: Type.Integer({ description: 'events whose id comes twice in the file: the second is a duplicate' }),
  format: Type.String(),
  rows: Type.Integer(),
  used: Type.Integer(),
  skipped: Type.Record(Type.String(), Type.Integer()),
  rejectedCount: Type.Integer(),
  rejected: Type.Array(RejectedRow),
  made: Type.Integer({ description: 'events it would make; which of them came before is known only afterwards' }),
  notNumbers: NotNumbers,
  noticed: Noticed,
  byEvent: Type.Record(Type.String(), Type.Integer()),
  firstEvents: Type.Array(Type.Unknown(), { description: 'the first messages, as the pipeline would get them' }),
  columns: Type.Array(ImportColumn),
});
export type ImportDryRun = Type.Static<typeof ImportDryRun>;
