import type { SqlValues } from '@danqing/contracts';
import type { ParameterType } from '#compile';
import type { FaultDetail } from '#kernel';

interface Bound {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly FaultDetail[];
}

/** What stands for a value where only a statement's shape is asked for. */
const nothing: Readonly<Record<ParameterType, unknown>> = {
  string: '',
  number: 0,
  integer: 0,
  date: '2000-01-01',
  datetime: '2000-01-01 00:00:00',
  strings: [],
};

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** A value as its parameter's type wants it; undefined where it is none. */
function valueOf(type: ParameterType, value: SqlValues[string]): unknown {
  if (type === 'strings')
    return Array.isArray(value)
      ? value
      : typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : undefined;
  if (type === 'string') return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  if (type === 'number' || type === 'integer') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) && (type === 'number' || Number.isSafeInteger(number)) ? number : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (type === 'date') return isDate(value) ? value : undefined;
  return isDate(value.slice(0, 10)) && /^.{10}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?$/.test(value)
    ? value.replace('T', ' ').padEnd(19, ' 00:00:00'.slice(value.length - 10))
    : undefined;
}

/** The values of a statement's parameters, each as its type. */
export function boundValues(parameters: readonly { readonly name: string; readonly type: ParameterType }[], given: SqlValues, mayMiss: boolean): Bound {
  const values: Record<string, unknown> = {};
  const faults: FaultDetail[] = [];
  for (const { name, type } of parameters) {
    const said = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = said === undefined || said === null || said === '' ? undefined : valueOf(type, said);
    if (value !== undefined || mayMiss) values[name] = value ?? nothing[type];
    else
      faults.push({
        path: `/parameters/${name}`,
        code: said === undefined || said === null || said === '' ? 'DQ_REQUIRED' : 'DQ_TYPE',
        message: `${name} needs a value of the type ${type}`,
      });
  }
  return { values, faults };
}
