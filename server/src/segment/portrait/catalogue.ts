import { type AskedColumn, metricKeys, type Vocabulary } from '#compile';

/** Something known of people that a portrait can show the spread of. */
export interface Attribute {
  readonly kind: 'trait' | 'tag' | 'metric';
  /** As rules name it: a trait's path, a tag's key or key.field, a metric's key. */
  readonly key: string;
  readonly column: AskedColumn;
}

/** Bucket numbers of an attribute lie in 64 places of sixteen bits. */
export const maxAttributes = 1000;

/** Every trait that somebody has, every tag, every metric. */
export function catalogueOf(traitPaths: readonly string[], { tags }: Vocabulary): readonly Attribute[] {
  return [
    ...traitPaths.map((text): Attribute => {
      const parts = text.split('.');
      return { kind: 'trait', key: text, column: { kind: 'trait', path: { text, parts, isList: parts.some((part) => part.endsWith('[]')) } } };
    }),
    ...[...tags].flatMap(([key, { fields }]): Attribute[] =>
      fields.length === 0
        ? [{ kind: 'tag', key, column: { kind: 'tag', key, field: null } }]
        : fields.map((field) => ({ kind: 'tag', key: `${key}.${field}`, column: { kind: 'tag', key, field } })),
    ),
    ...metricKeys.map((key): Attribute => ({ kind: 'metric', key, column: { kind: 'measure', measure: { kind: 'metric', key } } })),
  ];
}

/** How the columns of the attribute at a place are read: a text, a number, the elements of a list. */
export function readingsOf({ column }: Attribute, place: number): { readonly text: string; readonly number: string; readonly list: string } {
  const name = columnName(place);
  if (column.kind === 'measure') return { text: `toString(${name})`, number: name, list: "CAST([], 'Array(String)')" };
  return { text: name, number: `${name}_number`, list: `${name}_list` };
}

const columnName = (place: number): string => `a_${place}`;

export const askedColumns = (attributes: readonly Attribute[]): Readonly<Record<string, AskedColumn>> =>
  Object.fromEntries(attributes.map(({ column }, place) => [columnName(place), column]));
