/** A naive reading of a plan for tests: property by property, by walking values instead of a tree. */
import type { PlanEvent, PlanProperty, PlanType } from '@danqing/contracts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

export type Found = string; // `path kind`

/** All values at a path, with whether the place around them is there. */
function places(value: JsonValue, parts: readonly string[]): readonly { readonly holder: JsonObject; readonly name: string }[] {
  const [part = '', ...rest] = parts;
  if (!isJsonObject(value)) return [];
  const isList = part.endsWith('[]');
  const name = isList ? part.slice(0, -2) : part;
  if (rest.length === 0) return [{ holder: value, name }];
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  if (inner === undefined) return [];
  if (!isList) return places(inner, rest);
  return Array.isArray(inner) ? inner.flatMap((element: JsonValue) => places(element, rest)) : [];
}

const is = (type: PlanType, value: JsonValue): boolean => {
  if (type === 'any') return true;
  if (type === 'string') return typeof value === 'string';
  if (type === 'number') return typeof value === 'number';
  if (type === 'integer') return typeof value === 'number' && Math.floor(value) === value;
  if (type === 'boolean') return value === true || value === false;
  if (type === 'list') return Array.isArray(value);
  if (type === 'object') return isJsonObject(value);
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
};

function ofValue(property: PlanProperty, value: JsonValue): string | undefined {
  if (!is(property.type, value)) return 'type';
  const elements: readonly JsonValue[] = Array.isArray(value) && property.type === 'list' ? value.filter((element: JsonValue) => element !== null) : [value];
  const kinds = elements.flatMap((element) => {
    if (property.type === 'list' && property.of !== undefined && !is(property.of, element)) return ['type'];
    if (property.values !== undefined && !property.values.some((allowed) => allowed === element)) return ['value'];
    if (typeof element === 'number' && (element < (property.minimum ?? -Infinity) || element > (property.maximum ?? Infinity))) return ['range'];
    return [];
  });
  return kinds[0];
}

/** Of explicit properties whose parents are all planned as objects or lists: what is wrong, each path once with its first fault. */
export function naively({ properties }: PlanEvent, said: JsonObject): ReadonlySet<Found> {
  const found = new Set<Found>();
  for (const property of properties) {
    for (const { holder, name } of places(said, property.path.split('.'))) {
      const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
      if (value === undefined || value === null) {
        if (property.required && !(value === null && property.nullable)) found.add(`${property.path} missing`);
        else if (value === null && !property.nullable) found.add(`${property.path} type`);
      } else {
        const kind = ofValue(property, value);
        if (kind !== undefined) found.add(`${property.path} ${kind}`);
      }
    }
  }
  return found;
}
