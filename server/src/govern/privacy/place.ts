import type { FieldScope, PersonalClass } from '@danqing/contracts';
import type { Classifier } from './classification.ts';

/**
 * Where in an answer one stands: in the product's own words (`own`), in data that somebody sent (traits, properties, an entity's attributes, tags),
 * or in a message or row as it came (`raw`), of which only names tell what is what.
 */
export type Mode = 'own' | 'raw' | FieldScope;

export interface Place {
  readonly mode: Mode;
  /** From where the data begin; '' there. */
  readonly path: string;
  /** The class of what stands here by its name. */
  readonly kind: PersonalClass | undefined;
  /** The class of the values that are shown here of one field: of a bucket, a proof, an example. */
  readonly valueKind: PersonalClass | undefined;
}

export const ownPlace: Place = { mode: 'own', path: '', kind: undefined, valueKind: undefined };

/** Keys under which data begin. */
export const begins: Readonly<Record<string, Mode>> = {
  traits: 'trait',
  properties: 'property',
  context: 'property',
  attributes: 'entity',
  tags: 'tag',
  payload: 'raw',
  raw: 'raw',
  row: 'raw',
  record: 'raw',
  body: 'raw',
  identifiers: 'identifier',
  externalIds: 'identifier',
};

/** Keys that show values of the field that the object (or one around it) names. */
const valueKeys = new Set([
  'value',
  'values',
  'actual',
  'from',
  'to',
  'example',
  'examples',
  'before',
  'after',
  'old',
  'new',
  'text',
  'min',
  'max',
  'low',
  'high',
  'computed',
  'label',
]);
/** In mappings and rules these name columns and fields. */
const namingKeys = new Set(['column', 'columns', 'path', 'trait', 'prop', 'kind', 'key', 'tag', 'name', 'op', 'class', 'scope']);

/** What else `kind` says beside a value in the product's own answers: no kind of identifier. */
const ownKinds = new Set(
  'value bin other unknown profile segment tag trait event property entity consent identifier list measure metric account text number boolean date rule stream import setting'.split(
    ' ',
  ),
);

const textAt = (object: Record<string, unknown>, key: string): string | undefined => {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
};

/** What field an object says it is about: {trait, op, value}, {kind: "trait", key, buckets}, {kind: "phone", value}, a column with its examples. */
export function shownKind({ of, perhapsKind, named }: Classifier, object: Record<string, unknown>): PersonalClass | undefined {
  const trait = textAt(object, 'trait');
  if (trait !== undefined) return of('trait', trait);
  const prop = textAt(object, 'prop');
  if (prop !== undefined) return of('property', prop.startsWith('$') ? prop.slice(1) : prop);
  const tag = textAt(object, 'tag');
  if (tag !== undefined) return of('tag', tag);
  const [kind, key] = [textAt(object, 'kind'), textAt(object, 'key')];
  if (key !== undefined && (kind === 'trait' || kind === 'tag')) return of(kind, key);
  if (kind !== undefined && typeof object['value'] === 'string') return ownKinds.has(kind) ? undefined : of('identifier', kind);
  if (kind !== undefined && 'value' in object) return perhapsKind(kind);
  const column = columnOf(object);
  return column === undefined ? undefined : (of('trait', column) ?? named(column));
}

const columnOf = (object: Record<string, unknown>): string | undefined =>
  textAt(object, 'column') ?? ('examples' in object || 'example' in object ? (textAt(object, 'path') ?? textAt(object, 'name')) : undefined);

/** Where one stands below a key of an object. */
export function placeBelow(classifier: Classifier, object: Record<string, unknown>, key: string, place: Place): Place {
  return place.mode === 'own' ? belowOwn(classifier, object, key, place) : belowData(classifier, object, key, place, place.mode);
}

function belowOwn({ perhapsKind, own }: Classifier, object: Record<string, unknown>, key: string, place: Place): Place {
  const { valueKind } = place;
  // A portrait has a list of attributes; an entity's are an object.
  const mode = key === 'attributes' && Array.isArray(object[key]) ? undefined : begins[key];
  if (mode !== undefined) return { mode, path: mode === 'entity' ? (textAt(object, 'kind') ?? '') : '', kind: undefined, valueKind };
  if (valueKind !== undefined && valueKeys.has(key)) return { ...place, kind: valueKind };
  const kind = namingKeys.has(key) ? undefined : (own(key) ?? perhapsKind(key));
  return kind === undefined && place.kind === undefined ? place : { ...place, kind };
}

function belowData(classifier: Classifier, object: Record<string, unknown>, key: string, place: Place, mode: Exclude<Mode, 'own'>): Place {
  const { path, valueKind } = place;
  const { of, named } = classifier;
  const isMessage = mode === 'raw' || (mode === 'property' && path === '');
  if (isMessage && (key === 'traits' || key === 'properties' || key === 'context')) return { mode: begins[key] ?? mode, path: '', kind: undefined, valueKind };
  if (isMessage && key === 'externalIds') return { mode: 'identifier', path: '', kind: undefined, valueKind };
  if (mode === 'raw') {
    return { ...place, kind: valueKind !== undefined && valueKeys.has(key) ? valueKind : named(key) };
  }
  if (mode === 'identifier') return { ...place, kind: identifierClass(classifier, object, key) };
  const below = path === '' ? key : `${path}.${key}`;
  return { mode, path: below, kind: 'column' in object ? undefined : of(mode, below), valueKind };
}

/** Below identifiers: {kind, value, source} of one, or {kind: value} of several. */
function identifierClass({ of, perhapsKind }: Classifier, object: Record<string, unknown>, key: string): PersonalClass | undefined {
  const kind = textAt(object, 'kind') ?? textAt(object, 'type');
  if (key === 'value' || key === 'id') return kind === undefined ? undefined : of('identifier', kind);
  if (namingKeys.has(key)) return undefined;
  return kind === undefined ? of('identifier', key) : perhapsKind(key);
}
