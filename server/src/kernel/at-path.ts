import { isJsonObject, type JsonObject, type JsonValue, objectAt } from './flatten.ts';

/** Names of a path into a message; a name that itself holds a dot is found when the longer name is there. */
function nameIn(object: JsonObject, path: string): string {
  if (Object.hasOwn(object, path)) return path;
  const dot = path.indexOf('.');
  return dot < 0 ? path : path.slice(0, dot);
}

const restOf = (path: string, name: string): string => path.slice(name.length + 1);

/** What stands at a path; undefined when nothing does. */
export function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  const name = nameIn(object, path);
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  const rest = restOf(path, name);
  if (rest === '') return value;
  return isJsonObject(value) ? valueAt(value, rest) : undefined;
}

/** The object with another value at a path; what is on the way there and no object is replaced by one. */
export function withValue(object: JsonObject, path: string, value: JsonValue): JsonObject {
  const name = nameIn(object, path);
  const rest = restOf(path, name);
  const inner = Object.hasOwn(object, name) ? object[name] : undefined;
  const next = rest === '' ? value : withValue(objectAt(inner), rest, value);
  return Object.fromEntries([...Object.entries(object).filter(([key]) => key !== name), [name, next]]);
}

/** The object without what stands at a path. */
export function withoutValue(object: JsonObject, path: string): JsonObject {
  const name = nameIn(object, path);
  const rest = restOf(path, name);
  const inner = Object.hasOwn(object, name) ? object[name] : undefined;
  if (rest === '') return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
  if (!isJsonObject(inner)) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, key === name ? withoutValue(inner, rest) : value]));
}
