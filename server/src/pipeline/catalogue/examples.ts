import { isJsonObject, type JsonObject, type JsonValue } from '#kernel';

export interface Example {
  readonly value: string;
  readonly events: number;
}

const longest = 200;

/** Values at a path of stored rows (kernel/flatten.ts: nested by dots, lists under `path[]`), the most frequent first. */
export function topValues(rows: readonly JsonObject[], path: string, most: number): Example[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of new Set(valuesAt(row, path))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, events]) => ({ value, events }))
    .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1))
    .slice(0, most);
}

function valuesAt(row: JsonObject, path: string): readonly string[] {
  const found = [at(row, path), at(row, `${path}[]`)].find((value) => value !== undefined);
  const values: readonly unknown[] = Array.isArray(found) ? found : [found];
  return values.flatMap((value) => (typeof value === 'string' ? [value.slice(0, longest)] : []));
}

/** The engine gives a dotted path back as objects in objects. */
export function at(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : at(value[path.slice(0, dot)], path.slice(dot + 1));
}
