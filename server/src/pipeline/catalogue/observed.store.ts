import type { PostgresSession } from '#platform';
import { type FieldType, fieldTypes } from './field-type.ts';
import type { FieldCount, Observed } from './observer.ts';

const addFields = `
  INSERT INTO pipeline.field_seen AS f (workspace, subject, event, path, filled, texts, numerals, dates, numbers, booleans, lists, empties, sources, first_at, last_at)
  SELECT workspace, subject, event, path, filled, texts, numerals, dates, numbers, booleans, lists, empties,
         string_to_array(sources, ',')::int[], to_timestamp(first_at / 1000.0), to_timestamp(last_at / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[],
              $13::text[], $14::bigint[], $15::bigint[])
       AS n (workspace, subject, event, path, filled, texts, numerals, dates, numbers, booleans, lists, empties, sources, first_at, last_at)
  ON CONFLICT (workspace, subject, event, path) DO UPDATE SET
    filled = f.filled + excluded.filled, texts = f.texts + excluded.texts, numerals = f.numerals + excluded.numerals, dates = f.dates + excluded.dates,
    numbers = f.numbers + excluded.numbers, booleans = f.booleans + excluded.booleans, lists = f.lists + excluded.lists, empties = f.empties + excluded.empties,
    sources = CASE WHEN f.sources @> excluded.sources THEN f.sources ELSE ARRAY(SELECT DISTINCT unnest(f.sources || excluded.sources)) END,
    first_at = least(f.first_at, excluded.first_at), last_at = greatest(f.last_at, excluded.last_at)`;

const addSamples = `
  INSERT INTO pipeline.field_sample AS s (workspace, subject, event, events) SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[])
  ON CONFLICT (workspace, subject, event) DO UPDATE SET events = s.events + excluded.events`;

const addLibraries = `
  INSERT INTO pipeline.source_library AS l (source_id, library, version, first_at, last_at)
  SELECT source_id, library, version, to_timestamp(first_at / 1000.0), to_timestamp(last_at / 1000.0)
  FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS n (source_id, library, version, first_at, last_at)
  ON CONFLICT (source_id, library, version) DO UPDATE SET first_at = least(l.first_at, excluded.first_at), last_at = greatest(l.last_at, excluded.last_at)`;

const countOf = ({ types }: FieldCount, type: FieldType): number => types[type] ?? 0;
const filledOf = (field: FieldCount): number => fieldTypes.reduce((sum, type) => sum + (type === 'empties' ? 0 : countOf(field, type)), 0);

/** Adds what was observed to the catalogue. */
export async function addObserved(tx: PostgresSession, { fields, samples, libraries }: Observed): Promise<void> {
  if (fields.length > 0) {
    await tx.query(addFields, [
      fields.map((one) => one.workspace),
      fields.map((one) => one.subject),
      fields.map((one) => one.event),
      fields.map((one) => one.path),
      fields.map(filledOf),
      ...fieldTypes.map((type) => fields.map((one) => countOf(one, type))),
      fields.map((one) => [...one.sources].join(',')),
      fields.map((one) => one.firstAt),
      fields.map((one) => one.lastAt),
    ]);
  }
  if (samples.length > 0) {
    await tx.query(addSamples, [
      samples.map((one) => one.workspace),
      samples.map((one) => one.subject),
      samples.map((one) => one.event),
      samples.map((one) => one.events),
    ]);
  }
  if (libraries.length > 0) {
    await tx.query(addLibraries, [
      libraries.map((one) => one.sourceId),
      libraries.map((one) => one.library),
      libraries.map((one) => one.version),
      libraries.map((one) => one.firstAt),
      libraries.map((one) => one.lastAt),
    ]);
  }
}
