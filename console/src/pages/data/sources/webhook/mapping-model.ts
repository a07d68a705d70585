/** A mapping as it is written: what the form does not know stays as it is. */
export type Mapping = Readonly<Record<string, unknown>>;

export const mappingParts = ['identifiers', 'properties', 'products', 'traits'] as const;
export type MappingPart = (typeof mappingParts)[number];

/** One name of a part and where its value comes from. `path` is undefined where it is more than a field: arithmetic, a constant; then it is shown as it is written. */
export interface NamedField {
  readonly name: string;
  readonly path: string | undefined;
  readonly written: string;
}

/** When an event is made (or a body is left out). */
export interface MappingCase {
  readonly event: string | undefined;
  readonly skip: string | undefined;
  /** A condition of one field; undefined: none. */
  readonly condition: CaseCondition | undefined;
  /** A condition that is more than that, as it is written. */
  readonly written: string | undefined;
}

export interface CaseCondition {
  readonly column: string;
  readonly op: CaseOperator;
  readonly value: string;
}

export const caseOperators = ['eq', 'ne', 'contains', 'startsWith', 'gt', 'lt', 'exists', 'missing'] as const;
export type CaseOperator = (typeof caseOperators)[number];
export const hasValue = (op: CaseOperator): boolean => op !== 'exists' && op !== 'missing';

const isObject = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isEmpty = (value: unknown): boolean => (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

/** A mapping of a text; undefined where it is no JSON object. */
export function mappingIn(text: string): Mapping | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const textOfMapping = (mapping: unknown): string => JSON.stringify(mapping, null, 2);

/** With one part replaced; a part that says nothing goes. */
export function withPart(mapping: Mapping, part: string, value: unknown): Mapping {
  const { [part]: _gone, ...others } = mapping;
  if (value === undefined || isEmpty(value)) return others;
  // In its old place, so that the text stays as people know it.
  return part in mapping ? Object.fromEntries(Object.entries(mapping).map(([key, old]) => [key, key === part ? value : old])) : { ...others, [part]: value };
}

function pathOf(value: unknown): string | undefined {
  if (isText(value)) return value;
  if (!isObject(value) || !isText(value['column'])) return undefined;
  return Object.keys(value).every((key) => key === 'column' || key === 'type') ? value['column'] : undefined;
}

export function fieldsOf(mapping: Mapping, part: MappingPart): readonly NamedField[] {
  const named = mapping[part];
  if (!isObject(named)) return [];
  return Object.entries(named).map(([name, value]) => ({
    name,
    path: pathOf(value),
    written: isObject(value) && 'value' in value ? String(value['value']) : JSON.stringify(value),
  }));
}

/** With a field given another name or another place it comes from; both `undefined`: taken away. Other fields stay as they are written. */
export function withField(mapping: Mapping, part: MappingPart, index: number, change: { readonly name: string; readonly path: string } | undefined): Mapping {
  const named = mapping[part];
  const entries = isObject(named) ? Object.entries(named) : [];
  const old = entries[index];
  const next = entries.flatMap((entry, at) =>
    at === index ? (change === undefined ? [] : [[change.name, valueOf(part, entry[1], change.path)] as const]) : [entry],
  );
  if (old === undefined && change !== undefined) next.push([change.name, valueOf(part, undefined, change.path)]);
  return withPart(mapping, part, Object.fromEntries(next));
}

/** What was written beside the field (its type) stays; what is more than a field stays whole while no other field is chosen. */
function valueOf(part: MappingPart, old: unknown, path: string): unknown {
  if (pathOf(old) === undefined && old !== undefined && path === '') return old;
  if (isObject(old) && isText(old['column'])) return { ...old, column: path };
  return part === 'products' ? path : { column: path };
}

function conditionOf(value: unknown): CaseCondition | undefined {
  if (!isObject(value) || !isText(value['column'])) return undefined;
  const op = caseOperators.find((one) => one === value['op']);
  const said = value['value'];
  if (op === undefined || typeof said === 'object') return undefined;
  return { column: value['column'], op, value: isText(said) || typeof said === 'number' || typeof said === 'boolean' ? String(said) : '' };
}

export function casesOf(mapping: Mapping): readonly MappingCase[] {
  const { when } = mapping;
  if (!Array.isArray(when)) return [];
  return when.map((one: unknown) => {
    if (!isObject(one)) return { event: undefined, skip: undefined, condition: undefined, written: JSON.stringify(one) };
    const condition = conditionOf(one['if']);
    return {
      event: isText(one['event']) ? one['event'] : undefined,
      skip: isText(one['skip']) ? one['skip'] : undefined,
      condition,
      written: one['if'] !== undefined && condition === undefined ? JSON.stringify(one['if']) : undefined,
    };
  });
}

/** Numbers are compared as numbers; everything else is text. */
const numeral = /^-?\d{1,15}(\.\d+)?$/;
const written = ({ column, op, value }: CaseCondition): Mapping => ({
  column,
  op,
  ...(hasValue(op) ? { value: (op === 'gt' || op === 'lt') && numeral.test(value) ? Number(value) : value } : {}),
});

/** With one case replaced (behind the last: added; undefined: taken away). A condition that the form does not know stays as it is written. */
export function withCase(mapping: Mapping, index: number, change: Omit<MappingCase, 'written'> | undefined): Mapping {
  const when: readonly unknown[] = Array.isArray(mapping['when']) ? mapping['when'] : [];
  const old = when[index];
  const kept = isObject(old) && conditionOf(old['if']) === undefined ? old['if'] : undefined;
  const condition = change?.condition === undefined ? kept : written(change.condition);
  const made =
    change === undefined
      ? []
      : [{ ...(condition === undefined ? {} : { if: condition }), ...(change.skip === undefined ? { event: change.event ?? '' } : { skip: change.skip }) }];
  return withPart(mapping, 'when', [...when.slice(0, index), ...made, ...when.slice(index + 1)]);
}

/** Where the time stands; undefined: there is none, or it is written as a constant. */
export const timeOf = (mapping: Mapping): string | undefined => {
  const { timestamp } = mapping;
  return isObject(timestamp) && isText(timestamp['column']) ? timestamp['column'] : undefined;
};
export const zoneOf = (mapping: Mapping): string | undefined => {
  const { timestamp } = mapping;
  return isObject(timestamp) && isText(timestamp['zone']) ? timestamp['zone'] : undefined;
};
export function withTime(mapping: Mapping, column: string | undefined, zone: string | undefined): Mapping {
  const old = isObject(mapping['timestamp']) ? mapping['timestamp'] : {};
  const { zone: _zone, value: _value, ...rest } = old;
  return withPart(mapping, 'timestamp', column === undefined ? undefined : { ...rest, column, ...(zone === undefined ? {} : { zone }) });
}

export const idsOf = (mapping: Mapping): readonly string[] => (Array.isArray(mapping['messageId']) ? mapping['messageId'].filter(isText) : []);

const inForm: ReadonlySet<string> = new Set([...mappingParts, 'when', 'timestamp', 'messageId']);
/** What is set in JSON alone. */
export const beyondForm = (mapping: Mapping): readonly string[] => Object.keys(mapping).filter((part) => !inForm.has(part));
