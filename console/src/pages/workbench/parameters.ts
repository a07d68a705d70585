import { sqlParameterTypes, type SqlValues } from '@danqing/contracts';

type ParameterType = (typeof sqlParameterTypes)[number];
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
}

const isType = (text: string): text is ParameterType => sqlParameterTypes.some((type) => type === text);

/** The values that a statement asks for, in the order in which it first names them. */
export function parametersOf(sql: string): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const [, name = '', type = ''] of sql.matchAll(/\{\{ *([A-Za-z_]\w*) *: *([A-Za-z]+) *\}\}/g)) {
    const known = type.toLowerCase();
    if (isType(known) && !found.has(name)) found.set(name, { name, type: known });
  }
  return [...found.values()];
}

/** Only what the statement asks for. */
export const usedValues = (sql: string, values: SqlValues): SqlValues =>
  Object.fromEntries(parametersOf(sql).flatMap(({ name }) => (values[name] === undefined || values[name] === null ? [] : [[name, values[name]]])));
