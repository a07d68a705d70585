import type { TraitColumn } from './context.ts';
import { quoted } from './sql/binder.ts';
import { jsonReading, numberSql } from './sql/reading.ts';

/** The values of a trait as the typed columns of the mirror hold them, over its JSON column: its exact text, and the number that it is. */
export function traitColumnSql(path: string): TraitColumn {
  const text = jsonReading('traits', { text: path, parts: path.split('.'), isList: false }, { traits: new Set(), properties: new Set() }).text ?? 'NULL';
  return { text, number: numberSql(text) };
}

/** The same over the text of a flat JSON object (kernel/flatten.ts); `parameter` holds the path. */
export function traitColumnSqlOver(json: string, parameter: string): TraitColumn {
  const text = `JSONExtract(${json}, ${parameter}, 'Nullable(String)')`;
  return { text, number: numberSql(text) };
}

/** The names of the columns of one trait. */
export const traitColumnNames = (id: number): TraitColumn => ({ text: quoted(`trait_${id}`), number: quoted(`trait_${id}_n`) });
