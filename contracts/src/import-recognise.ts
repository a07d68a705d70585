/** What a file's columns are taken for, and the mapping that follows. How it is found stands in server/src/collect/import/recognise. */
import Type, { type Static } from 'typebox';
import { ImportMappingSchema } from './import.ts';
import { Words } from './words.ts';

export const importTableKinds = ['customers', 'orders', 'order_lines', 'products', 'events', 'points', 'coupons', 'unknown'] as const;
export type ImportTableKind = (typeof importTableKinds)[number];
const TableKind = Type.Enum([...importTableKinds]);

/**
 * What a column becomes, as one word: `identifier:phone`, `trait:address.city`, `property:coupon`, `product:sku` (of an order's line), `attribute:name` and `key` (of a product),
 * `consent:marketing/sms`, `time`, `order` (the number of the order that the row is part of), `status` (decides which event the row is), `event` (names the event),
 * `address` (a Chinese address on one line, taken apart), `context:userAgent` (what stands around an event), of a web server's log `page_seen` and `robot`, `ignore`.
 */
export const ImportTarget = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^(identifier|trait|property|product|attribute|consent|context):.+$|^(key|time|order|status|event|address|page_seen|robot|ignore)$',
});

const RecognisedColumn = Type.Object({
  name: Type.String(),
  index: Type.Integer(),
  guess: Type.Object({ target: ImportTarget, confidence: Type.Number({ description: '0 to 1' }), because: Words }),
  type: Type.String({ description: 'what its known values look like: integer, number, boolean, date, text, list, object, empty' }),
  filled: Type.Number({ description: 'share of rows with a known value, 0 to 1' }),
  valid: Type.Union([Type.Number(), Type.Null()], {
    description: 'share of the known values that can be used as what the column is taken for; null where any can',
  }),
  masked: Type.Integer({ description: 'values that hide characters, as 138****1234' }),
  distinct: Type.Integer({ description: 'an estimate above 10,000' }),
  examples: Type.Array(Type.String()),
  problems: Type.Array(Words),
});
export type RecognisedColumn = Static<typeof RecognisedColumn>;

/** Something that only people can say: how the dates of a column are read. It has to be answered (`dateFormat`) for the one that becomes `time`. */
const Question = Type.Object({
  kind: Type.Literal('date_format'),
  column: Type.String(),
  example: Type.String(),
  options: Type.Array(Type.Object({ value: Type.String(), words: Words })),
});

export const ImportRecognition = Type.Object({
  id: Type.String({ description: 'of the uploaded file: dry runs and imports take it as `upload`' }),
  fileName: Type.String(),
  isComplete: Type.Boolean({ description: 'false: from the first rows; shares and counts of the whole file follow' }),
  format: Type.String(),
  encoding: Type.Union([Type.String(), Type.Null()]),
  table: Type.Union([Type.String(), Type.Null()], { description: 'of an archive: the table that is read, or * where several are read as one' }),
  tables: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer() }), { description: 'of an archive: the tables in it, the largest first' }),
  sheet: Type.Union([Type.String(), Type.Null()]),
  sheets: Type.Array(Type.Object({ name: Type.String(), rows: Type.Integer() })),
  headerRow: Type.Integer({ description: '1-based; 0: no row names the columns' }),
  rows: Type.Integer(),
  isRowsEstimated: Type.Boolean(),
  kindOfTable: TableKind,
  looksLike: Type.Union([Type.Object({ system: Type.String(), name: Words, hint: Words }), Type.Null()], {
    description: 'the export of a usual system that it is, by its headings: what it is called, and how its rows are read',
  }),
  timeZone: Type.String({ description: 'in which times are read that name no zone' }),
  dateFormat: Type.Union([Type.String(), Type.Null()], { description: 'as it was chosen for an earlier file with these headings' }),
  columns: Type.Array(RecognisedColumn),
  questions: Type.Array(Question),
  proposal: Type.Union([ImportMappingSchema, Type.Null()], { description: 'a whole mapping; null where nothing tells who the rows are about' }),
  problems: Type.Array(Words, { description: 'what stands in the way of an import' }),
  summary: Type.Array(Words),
  remembered: Type.Union([Type.Object({ fileName: Type.String(), at: Type.String({ format: 'date-time' }) }), Type.Null()], {
    description: 'an earlier file with the same headings, whose mapping is proposed',
  }),
  importedBefore: Type.Union(
    [Type.Object({ id: Type.String(), fileName: Type.String(), at: Type.String({ format: 'date-time' }), events: Type.Integer() }), Type.Null()],
    {
      description: 'the very same file was imported before',
    },
  ),
});
export type ImportRecognition = Static<typeof ImportRecognition>;

/** What people decided; what they do not name stays as it was recognised. */
export const ImportChoices = Type.Object(
  {
    kindOfTable: Type.Optional(TableKind),
    targets: Type.Optional(Type.Record(Type.String(), ImportTarget, { description: 'column → target' })),
    dateFormat: Type.Optional(Type.String({ maxLength: 50 })),
    timeZone: Type.Optional(Type.String({ maxLength: 50, description: 'reads times that name no zone; without it the workspace’s' })),
    duplicates: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('skip')], { description: 'rows that say what an earlier row said' })),
  },
  { additionalProperties: false },
);
export type ImportChoices = Static<typeof ImportChoices>;

export const ComposedMapping = Type.Object({
  mapping: Type.Union([ImportMappingSchema, Type.Null()]),
  kindOfTable: TableKind,
  targets: Type.Record(Type.String(), ImportTarget),
  problems: Type.Array(Words),
});
export type ComposedMapping = Static<typeof ComposedMapping>;
