import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

/** A path into a part of a message; `[]` behind a name: into each element of its list. */
export interface RulePath {
  readonly names: readonly string[];
  /** From each name on, the rest as one name: a name that itself holds a dot is found when it is there. */
  readonly rests: readonly string[];
}

const each = '[]';

export function rulePath(text: string): RulePath {
  const names = text.split('.').flatMap((name) => (name.endsWith(each) ? [name.slice(0, -each.length), each] : [name]));
  return { names, rests: names.map((_, at) => (names.includes(each, at) ? '' : names.slice(at).join('.'))) };
}

export const hasList = ({ names }: RulePath): boolean => names.includes(each);

/** What takes a value's place; the same value: nothing changes; undefined: nothing stands there. */
type Visit = (value: JsonValue | undefined) => JsonValue | undefined;

/** The value with what stands at a path taken through `visit`. The same object where nothing changes; what is missing on the way is made only for a value. */
export function atPlaces(value: JsonValue | undefined, path: RulePath, visit: Visit, at = 0): JsonValue | undefined {
  const name = path.names[at];
  if (name === undefined) return visit(value);
  if (name === each) return Array.isArray(value) ? eachElement(value, path, visit, at + 1) : value;
  if (value !== undefined && !isJsonObject(value)) return value;
  const rest = path.rests[at] ?? '';
  const isWhole = value !== undefined && rest !== '' && rest !== name && Object.hasOwn(value, rest);
  const found = isWhole ? rest : name;
  const inner = value !== undefined && Object.hasOwn(value, found) ? value[found] : undefined;
  const next = isWhole ? visit(inner) : atPlaces(inner, path, visit, at + 1);
  if (next === inner) return value;
  return next === undefined ? without(value, found) : { ...value, [found]: next };
}

function eachElement(list: readonly JsonValue[], path: RulePath, visit: Visit, at: number): JsonValue {
  let changed: JsonValue[] | undefined;
  list.forEach((element: JsonValue, index) => {
    const next = atPlaces(element, path, visit, at);
    if (next === element) return;
    changed ??= [...list];
    // A list keeps its places: what goes from one of them leaves it empty.
    changed[index] = next ?? null;
  });
  return changed ?? list;
}

function without(object: JsonObject | undefined, name: string): JsonObject | undefined {
  if (object === undefined) return undefined;
  const { [name]: _gone, ...rest } = object;
  return rest;
}
