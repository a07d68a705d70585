/**
 * The one shape in which properties and traits are stored for rules: paths to exact texts.
 *
 *   {"a": {"b": 1}, "tags": ["x", null], "lines": [{"sku": "s1"}, {"sku": "s2", "n": 2}]}
 *   scalars  a.b = "1"
 *   lists    tags[] = ["x", null] · lines[].sku = ["s1", "s2"] · lines[].n = [null, "2"]
 *   nodes    a{} = "1" · tags{} = "[]2" · lines{} = "[]2"     every object or array, empty ones too: what `exists` asks besides scalars. Of an
 *            array it tells the length ("1" as well where it was stored before 0.2), because elements of which nothing is known have no list.
 *
 * Scalars are their exact text (numbers and booleans as JSON writes them), because the type of the rule's value decides how
 * a stored value is read (API.md, "Values"). Unknown values (null, text that is empty after trimming) have no path.
 * Lists under one array are aligned, so that conditions can meet in one element. Arrays inside arrays stay as JSON text.
 * A dot in a name nests, as it does in a rule's path. Depth and number of paths are the caller's to limit.
 */
export interface Flat {
  readonly scalars: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly (string | null)[]>;
  readonly nodes: ReadonlyMap<string, string>;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };
export type JsonObject = { readonly [name: string]: JsonValue };

export type JsonScalar = string | number | boolean | null;
const isJsonArray = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that should stand there; empty where something else does. */
export const objectAt = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** The exact text of a scalar; undefined for what is unknown. Lone surrogates and NUL cannot be stored and become U+FFFD. */
export function textOf(value: string | number | boolean | null): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return String(value);
  return value.trim() === '' ? undefined : storable(value);
}

/** PostgreSQL refuses NUL and both engines refuse lone surrogates. */
export const storable = (text: string): string => (text.includes('\0') || !text.isWellFormed() ? text.toWellFormed().replaceAll('\0', '\uFFFD') : text);

const join = (prefix: string, name: string): string => (prefix === '' ? name : `${prefix}.${name}`);

export function flatten(object: JsonObject): Flat {
  const scalars = new Map<string, string>();
  const lists = new Map<string, (string | null)[]>();
  const nodes = new Map<string, string>();

  const visitObject = (value: JsonObject, prefix: string): void => {
    for (const name in value) visit(value[name] ?? null, join(prefix, storable(name)));
  };
  const visit = (value: JsonValue, path: string): void => {
    if (isJsonArray(value)) visitArray(value, path);
    else if (typeof value === 'object' && value !== null) {
      nodes.set(`${path}{}`, '1');
      visitObject(value, path);
    } else {
      const text = textOf(value);
      if (text !== undefined) scalars.set(path, text);
    }
  };
  const visitArray = (values: readonly JsonValue[], path: string): void => {
    nodes.set(`${path}{}`, `[]${values.length}`);
    values.forEach((element, index) => visitElement(element, `${path}[]`, index, values.length));
  };
  const visitElement = (element: JsonValue, path: string, index: number, length: number): void => {
    if (typeof element === 'object' && element !== null && !isJsonArray(element)) {
      for (const name in element) visitElement(element[name] ?? null, join(path, storable(name)), index, length);
      return;
    }
    const text = isJsonArray(element) ? storable(JSON.stringify(element)) : textOf(element);
    if (text === undefined) return;
    const list = lists.get(path);
    if (list === undefined) lists.set(path, placed(length, index, text));
    else list[index] = text;
  };

  visitObject(object, '');
  return { scalars, lists, nodes };
}

function placed(length: number, index: number, text: string): (string | null)[] {
  const list = new Array<string | null>(length).fill(null);
  list[index] = text;
  return list;
}

/** The row form for a ClickHouse JSON column: flat, so that no two names can collide. */
export function flatRow({ scalars, lists, nodes }: Flat): Record<string, string | readonly (string | null)[]> {
  const entries: [string, string | readonly (string | null)[]][] = [];
  for (const node of nodes) entries.push(node);
  for (const scalar of scalars) entries.push(scalar);
  for (const list of lists) entries.push(list);
  return Object.fromEntries(entries); // defines, never assigns: a path `__proto__` is a path like any other
}
