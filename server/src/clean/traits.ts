import { isJsonObject, type JsonObject, type JsonValue, storable } from '#kernel';
import type { TraitAssertion } from './event.ts';

/** A trait's text is cleaned: trimmed, storable. Text that is then empty is unknown, and replaces what was known as null does. */
function cleanValue(value: JsonValue): JsonValue | undefined {
  if (typeof value === 'string') return storable(value.trim()) || null;
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (Array.isArray(value)) return value.map((element: JsonValue) => cleanValue(element) ?? null);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), cleanValue(inner) ?? null]));
  return value;
}

/**
 * An object with nothing in it is a leaf too, of this name and value: it is known to `exists`, takes the place of a text that stood at its path, and of
 * nothing beside it.
 */
const emptyObject = '{}';

/** Plain objects merge by leaf, arrays and scalars replace, dots always nest (API.md, "Traits"). Later objects win over earlier ones. */
export function assertionsOf(objects: readonly JsonObject[]): readonly TraitAssertion[] {
  const leaves = new Map<string, JsonValue>();
  const visit = (object: JsonObject, prefix: string): void => {
    for (const name in object) {
      const inner = object[name] ?? null;
      const path = prefix === '' ? storable(name) : `${prefix}.${storable(name)}`;
      if (path === '' || path.includes('..') || path.startsWith('.') || path.endsWith('.')) continue;
      if (isJsonObject(inner)) {
        if (Object.keys(inner).length === 0) leaves.set(`${path}.${emptyObject}`, emptyObject);
        visit(inner, path);
        continue;
      }
      const value = cleanValue(inner);
      if (value !== undefined) leaves.set(path, value);
    }
  };
  for (const object of objects) visit(object, '');
  return [...leaves].map(([path, value]) => ({ path, value }));
}

/** With what a message says only for the case that nobody has said it (`traitsOnce`). What it sets itself goes first. */
export function withOnce(asserted: readonly TraitAssertion[], traitsOnce: unknown): readonly TraitAssertion[] {
  if (!isJsonObject(traitsOnce)) return asserted;
  const paths = new Set(asserted.map(({ path }) => path));
  return [
    ...asserted,
    ...assertionsOf([traitsOnce]).flatMap(({ path, value }): readonly TraitAssertion[] =>
      value === null || paths.has(path) ? [] : [{ path, value, isOnce: true }],
    ),
  ];
}
