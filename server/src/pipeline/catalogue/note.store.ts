import type { CatalogueNote, CatalogueNoteChange } from '@danqing/contracts';
import type { PostgresSession } from '#platform';
import type { Subject } from './observer.ts';

/** What a note is about: an event (path ''), a property of one, a trait or a kind of identifier (event ''). */
export interface NotePlace {
  readonly subject: Subject | 'event';
  readonly event: string;
  readonly path: string;
}

interface NoteRow extends NotePlace, Omit<CatalogueNote, 'updatedAt'> {
  readonly updatedAt: Date;
}

const columns = `subject, event, path, label_zh AS "labelZh", label_en AS "labelEn", description, owner, unit, is_hidden AS "isHidden", deprecated,
  updated_at AS "updatedAt", updated_by AS "updatedBy"`;
const ofSubject = `SELECT ${columns} FROM pipeline.catalogue_note WHERE workspace = $1 AND subject = $2 AND ($3::text[] IS NULL OR event = ANY($3))`;

export const noNote: CatalogueNote = {
  labelZh: '',
  labelEn: '',
  description: '',
  owner: '',
  unit: '',
  isHidden: false,
  deprecated: null,
  updatedAt: null,
  updatedBy: '',
};

export const noteKey = (event: string, path: string): string => `${event}\t${path}`;

/** The notes of one kind by event and path; of some events, or of all. */
export async function readNotes(
  pg: PostgresSession,
  workspace: number,
  subject: NotePlace['subject'],
  events: readonly string[] | null = null,
): Promise<ReadonlyMap<string, CatalogueNote>> {
  const rows = await pg.query<NoteRow>(ofSubject, [workspace, subject, events]);
  return new Map(rows.map(({ subject: _subject, event, path, updatedAt, ...note }) => [noteKey(event, path), { ...note, updatedAt: updatedAt.toISOString() }]));
}

const write = `
  INSERT INTO pipeline.catalogue_note (workspace, subject, event, path, label_zh, label_en, description, owner, unit, is_hidden, deprecated, updated_at, updated_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12 / 1000.0), $13)
  ON CONFLICT (workspace, subject, event, path) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, description = excluded.description,
    owner = excluded.owner, unit = excluded.unit, is_hidden = excluded.is_hidden, deprecated = excluded.deprecated,
    updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

/** Writes what changed; the rest of the note stays. */
export async function changeNote(
  tx: PostgresSession,
  workspace: number,
  place: NotePlace,
  change: CatalogueNoteChange,
  by: { readonly name: string; readonly now: number },
): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('catalogue_note'), $1)", [workspace]);
  const known = (await readNotes(tx, workspace, place.subject, [place.event])).get(noteKey(place.event, place.path)) ?? noNote;
  const note = { ...known, ...change };
  const texts = [note.labelZh, note.labelEn, note.description, note.owner, note.unit].map((text) => text.trim());
  await tx.query(write, [workspace, place.subject, place.event, place.path, ...texts, note.isHidden, note.deprecated, by.now, by.name]);
}
