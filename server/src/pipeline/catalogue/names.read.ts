import type { PostgresSession } from '#platform';
import { type FieldView, readFields } from './fields.read.ts';
import { noNote, noteKey, readNotes } from './note.store.ts';
import type { CatalogueNote } from '@danqing/contracts';

interface SeenEvent {
  readonly event: string;
  readonly events: number;
  readonly lastAt: Date;
}

/** What the data hold, without examples: read from PostgreSQL alone, so that editors may ask for all of it. */
export interface CatalogueNames {
  readonly events: readonly (SeenEvent & { readonly note: CatalogueNote })[];
  readonly properties: readonly FieldView[];
  readonly traits: readonly FieldView[];
  readonly identifiers: readonly FieldView[];
}

const seen = `
  SELECT event, events, last_at AS "lastAt" FROM pipeline.event_seen
  WHERE workspace = $1 AND events > 0 ORDER BY events DESC, event LIMIT 500`;

/** Events (500 at most), fields (1,000 of a kind at most), the most frequent first, without what people have hidden. */
export async function readCatalogueNames(pg: PostgresSession, workspace: number): Promise<CatalogueNames> {
  const fieldsOf = async (subject: 'property' | 'trait' | 'identifier') => {
    const fields = await readFields(pg, workspace, { subject }, () => undefined);
    return fields.filter(({ note }) => !note.isHidden);
  };
  const [events, notes, properties, traits, identifiers] = await Promise.all([
    pg.query<SeenEvent>(seen, [workspace]),
    readNotes(pg, workspace, 'event'),
    fieldsOf('property'),
    fieldsOf('trait'),
    fieldsOf('identifier'),
  ]);
  const noted = events.map((row) => ({ ...row, note: notes.get(noteKey(row.event, '')) ?? noNote }));
  return { events: noted.filter(({ note }) => !note.isHidden), properties, traits, identifiers };
}
