import { jsonReading } from './sql/reading.ts';

const noLists = { traits: new Set<string>(), properties: new Set<string>() };

/**
 * A Nullable(String) of what stands at a property's path: the exact text; of a list its elements, of an object its mark, where `canBeList`. NULL: nothing is known, or a
 * part of the path has no name (`{"": 1}`), which neither rules nor ClickHouse can ask for.
 */
export function propertyTextSql(path: string, canBeList: boolean): string {
  if (path.split('.').some((part) => part.replace('[]', '') === '')) return "CAST(NULL, 'Nullable(String)')";
  const isList = path.includes('[]');
  const { text, list, exists } = jsonReading(
    'properties',
    { text: path, parts: path.split('.'), isList },
    canBeList ? { traits: new Set(), properties: new Set([`${path}[]`]) } : noLists,
  );
  const elements = list === null ? 'NULL' : `nullIf(toString(${list}), '[]')`;
  if (text === null) return elements;
  if (!canBeList || exists === null) return text;
  return `coalesce(${text}, ${elements}, if(${exists}, '{}', NULL))`;
}
