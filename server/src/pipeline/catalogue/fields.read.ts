import type { CatalogueProperty, FieldTypeName } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import { type FieldType, fieldTypes } from './field-type.ts';
import { noNote, noteKey, readNotes } from './note.store.ts';
import type { Subject } from './observer.ts';

interface FieldRow extends Readonly<Record<FieldType, number>> {
  readonly event: string;
  readonly path: string;
  readonly filled: number;
  readonly sources: readonly number[];
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly sampled: number;
}

const fields = `
  SELECT f.event, f.path, f.filled, f.texts, f.numerals, f.dates, f.numbers, f.booleans, f.lists, f.empties, f.sources, f.first_at AS "firstAt", f.last_at AS "lastAt",
         coalesce(s.events, 0) AS sampled
  FROM pipeline.field_seen f LEFT JOIN pipeline.field_sample s ON s.workspace = f.workspace AND s.subject = f.subject AND s.event = f.event
  WHERE f.workspace = $1 AND f.subject = $2 AND ($3::text IS NULL OR f.event = $3) AND ($4::text IS NULL OR f.path = $4)
  ORDER BY f.filled DESC, f.path LIMIT 1000`;

const wireNames: Readonly<Record<Exclude<FieldType, 'empties'>, FieldTypeName>> = {
  texts: 'text',
  numerals: 'numeric_text',
  dates: 'date_text',
  numbers: 'number',
  booleans: 'boolean',
  lists: 'list',
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(1, Math.round((part / whole) * 10_000) / 10_000));

/** A field without its name and examples. */
export type FieldView = Omit<CatalogueProperty, 'prop' | 'examples'> & { readonly path: string };

function viewOf(row: FieldRow, sourceName: (id: number) => string | undefined): Omit<FieldView, 'note'> {
  const { event, path, filled, sources, firstAt, lastAt, sampled } = row;
  const types = fieldTypes.flatMap((type) => (type === 'empties' || row[type] <= 0 ? [] : [{ type: wireNames[type], share: share(row[type], filled) }]));
  return {
    event,
    path,
    sampled,
    filledShare: share(filled, sampled),
    types: types.sort((a, b) => b.share - a.share),
    sources: sources.flatMap((id) => sourceName(id) ?? []),
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}

/** Fields of a kind, the fullest first; of one event or path, or of all. */
export async function readFields(
  pg: PostgresSession,
  workspace: number,
  { subject, event, path }: { readonly subject: Subject; readonly event?: string; readonly path?: string },
  sourceName: (id: number) => string | undefined,
): Promise<readonly FieldView[]> {
  const [rows, notes] = await Promise.all([
    pg.query<FieldRow>(fields, [workspace, subject, event ?? null, path ?? null]),
    readNotes(pg, workspace, subject, event === undefined ? null : [event]),
  ]);
  return rows.map((row) => ({ ...viewOf(row, sourceName), note: notes.get(noteKey(row.event, row.path)) ?? noNote }));
}
