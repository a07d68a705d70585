import { type ImportAlso, type ImportCase, importFormats, type ImportFormat, type ImportTimestamp, type ImportValue } from '@danqing/contracts';
import { isJsonObject, type JsonObject } from '#kernel';
import { isKnownZone } from '../dates/civil.ts';
import { compileFormat } from '../dates/format.ts';
import { compileMoment, mixedFormat } from '../dates/moment.ts';
import type { ColumnUses } from './columns.ts';
import { parseCondition, refuseOthers } from './condition.ts';
import { type FaultList, pointer } from './faults.ts';
import { parseValue } from './value.ts';

/** The parts of a mapping, each read on its own. What cannot be understood is undefined, and named among the faults. */

const consentForm = /^[^\s/]([^/]*[^\s/])?(\/[^\s/]([^/]*[^\s/])?)?$/;
const kindForm = /^[A-Za-z][\w-]*(:[\w.-]{1,64})?$/;

export function parseFormat(json: unknown, faults: FaultList): ImportFormat | undefined {
  if (json === undefined) return undefined;
  const format = importFormats.find((known) => known === json);
  if (format === undefined) faults.add('/format', 'unknown_format', `the formats are ${importFormats.join(', ')}; text files may be gzipped`);
  return format;
}

export function parseDelimiter(json: unknown, faults: FaultList): string | undefined {
  if (json === undefined) return undefined;
  if (typeof json === 'string' && json.length === 1 && !'"\r\n'.includes(json)) return json;
  return void faults.add('/delimiter', 'wrong_value', 'a delimiter is one character such as ";"');
}

export function parseEncoding(json: unknown, faults: FaultList): string | undefined {
  if (json === undefined) return undefined;
  try {
    if (typeof json === 'string') return new TextDecoder(json).encoding;
  } catch {
    // What the platform cannot decode is named below.
  }
  return void faults.add(
    '/encoding',
    'unknown_encoding',
    'the encoding is not known; utf-8, gb18030, utf-16le, big5, shift_jis, windows-1252 and others of the WHATWG list are',
  );
}

/** Of a file in an archive. */
export const longestPath = 1000;

export function parseText(json: JsonObject, name: string, faults: FaultList, longest = 200): string | undefined {
  const value = json[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= longest) return value.trim();
  return void faults.add(pointer('', name), 'wrong_value', `"${name}" is a text of 1 to ${longest} characters`);
}

export function parseHeaderRow(json: unknown, faults: FaultList): number | undefined {
  if (json === undefined || (typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= mostHeaderRow)) return json;
  return void faults.add('/headerRow', 'wrong_value', `"headerRow" is the number of the row that names the columns, 1 to ${mostHeaderRow}; 0: none does`);
}

const mostHeaderRow = 1000;

export function parseGroup(json: JsonObject, faults: FaultList, uses: ColumnUses): string | undefined {
  const group = json['group'];
  if (group === undefined) return undefined;
  if (typeof group !== 'string') return void faults.add('/group', 'wrong_value', '"group" is the name of a column');
  uses.add(group, '/group');
  return group;
}

export function parseWhen(json: unknown, faults: FaultList, uses: ColumnUses): readonly ImportCase[] | undefined {
  if (json === undefined) return undefined;
  if (!Array.isArray(json) || json.length === 0) return void faults.add('/when', 'not_a_list', '"when" is a list of {"if"?, "event"} and {"if"?, "skip"}');
  return json.flatMap((one: unknown, index): readonly ImportCase[] => {
    const path = pointer('/when', index);
    if (!isJsonObject(one)) {
      faults.add(path, 'not_an_object', 'a case is {"if"?, "event": name} or {"if"?, "skip": reason}');
      return [];
    }
    refuseOthers(one, ['if', 'event', 'skip'], path, faults);
    const condition = one['if'] === undefined ? undefined : parseCondition(one['if'], pointer(path, 'if'), faults, uses);
    if (one['if'] === undefined && index < json.length - 1) faults.add(path, 'always_holds', 'this case has no "if", so the ones after it are never reached');
    const { event, skip } = one;
    const base = condition === undefined ? {} : { if: condition };
    if (typeof event === 'string' && event.trim() !== '' && skip === undefined) return [{ ...base, event }];
    if (typeof skip === 'string' && skip.trim() !== '' && event === undefined) return [{ ...base, skip }];
    faults.add(path, 'no_end', 'a case ends in either "event" (its name) or "skip" (the reason)');
    return [];
  });
}

export function parseTimestamp(json: unknown, faults: FaultList, uses: ColumnUses): ImportTimestamp | undefined {
  if (json === undefined) return undefined;
  if (!isJsonObject(json)) return void faults.add('/timestamp', 'not_an_object', '"timestamp" is {"column", "zone"?, "format"?} or {"value": ISO}');
  const { column, zone, format, value } = json;
  if (value !== undefined) {
    refuseOthers(json, ['value'], '/timestamp', faults);
    return typeof value === 'string' && !Number.isNaN(compileMoment({ zone: 'UTC' })(value) ?? Number.NaN)
      ? { value }
      : void faults.add('/timestamp/value', 'wrong_value', 'a constant timestamp is an ISO date or date-time');
  }
  refuseOthers(json, ['column', 'zone', 'format', 'earliest', 'latest'], '/timestamp', faults);
  if (typeof column !== 'string') return void faults.add('/timestamp/column', 'missing', 'say which column holds the time');
  uses.add(column, '/timestamp/column');
  if (zone !== undefined && (typeof zone !== 'string' || !isKnownZone(zone)))
    return void faults.add('/timestamp/zone', 'unknown_zone', 'a zone is an IANA name such as Europe/London, or an offset such as +08:00');
  if (format !== undefined && (typeof format !== 'string' || (format !== mixedFormat && compileFormat(format) === undefined))) {
    return void faults.add(
      '/timestamp/format',
      'unknown_format',
      'a format is made of tokens such as yyyy-MM-dd HH:mm:ss (see the guide) and names at least a year, a month and a day',
    );
  }
  const earliest = parseBound(json, 'earliest', faults);
  const latest = parseBound(json, 'latest', faults);
  return {
    column,
    ...(zone === undefined ? {} : { zone }),
    ...(format === undefined ? {} : { format }),
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
  };
}

function parseBound(json: JsonObject, name: 'earliest' | 'latest', faults: FaultList): string | undefined {
  const value = json[name];
  if (value === undefined || value === 'now') return value;
  if (typeof value === 'string' && !Number.isNaN(compileMoment({ zone: 'UTC' })(value) ?? Number.NaN)) return value;
  return void faults.add(pointer('/timestamp', name), 'wrong_value', `"${name}" is an ISO date or date-time, or "now"`);
}

export function parseDuplicates(json: unknown, faults: FaultList): 'keep' | 'skip' | undefined {
  if (json === undefined || json === 'keep' || json === 'skip') return json;
  return void faults.add('/duplicates', 'wrong_value', '"duplicates" is "keep" or "skip": whether rows count that say what an earlier row said');
}

export function parseFill(json: unknown, faults: FaultList, uses: ColumnUses): readonly string[] | undefined {
  if (json === undefined) return undefined;
  const columns: readonly unknown[] = Array.isArray(json) ? json : [json];
  const found = columns.filter((column) => typeof column === 'string');
  if (found.length < columns.length)
    return void faults.add('/fill', 'wrong_value', '"fill" is a list of columns in which a blank cell means what stands above it');
  found.forEach((column, index) => uses.add(column, pointer('/fill', index)));
  return found;
}

/** Second events of the same rows. */
export function parseAlso(json: unknown, faults: FaultList, uses: ColumnUses): readonly ImportAlso[] | undefined {
  if (json === undefined) return undefined;
  if (!Array.isArray(json)) return void faults.add('/also', 'not_a_list', '"also" is a list of {"if"?, "event", "properties"?}');
  return json.flatMap((one: unknown, index): readonly ImportAlso[] => {
    const path = pointer('/also', index);
    if (!isJsonObject(one) || typeof one['event'] !== 'string' || one['event'].trim() === '') {
      faults.add(path, 'no_event', 'what rows also make is {"if"?, "event": name, "properties"?}');
      return [];
    }
    refuseOthers(one, ['if', 'event', 'properties'], path, faults);
    const condition = one['if'] === undefined ? undefined : parseCondition(one['if'], pointer(path, 'if'), faults, uses);
    const properties = parseValues(one, 'properties', faults, uses, path);
    return [{ event: one['event'], ...(condition === undefined ? {} : { if: condition }), ...(properties === undefined ? {} : { properties }) }];
  });
}

export function parseMessageId(json: unknown, faults: FaultList, uses: ColumnUses): readonly string[] | undefined {
  if (json === undefined) return undefined;
  const columns: readonly unknown[] = Array.isArray(json) ? json : [json];
  const found = columns.filter((column) => typeof column === 'string');
  if (found.length === 0 || found.length < columns.length)
    return void faults.add('/messageId', 'wrong_value', '"messageId" is a list of columns that together name one event');
  found.forEach((column, index) => uses.add(column, Array.isArray(json) ? pointer('/messageId', index) : '/messageId'));
  return found;
}

export function parseValues(
  json: JsonObject,
  part: 'identifiers' | 'traits' | 'attributes' | 'consents' | 'properties' | 'context',
  faults: FaultList,
  uses: ColumnUses,
  above = '',
): Readonly<Record<string, ImportValue>> | undefined {
  const values = json[part];
  const path = pointer(above, part);
  if (values === undefined) return undefined;
  if (!isJsonObject(values)) return void faults.add(path, 'not_an_object', `"${part}" is {name: {"column": …}, …}`);
  const found: [string, ImportValue][] = [];
  for (const [name, value] of Object.entries(values)) {
    const at = pointer(path, name);
    if (part === 'identifiers' && !kindForm.test(name)) faults.add(at, 'wrong_kind', 'a kind of identifier is a name such as customer_id or openid:shop-app');
    if (part === 'consents' && !consentForm.test(name))
      faults.add(at, 'wrong_name', 'a consent is named by its purpose, or purpose/channel as marketing/email');
    else if (part !== 'identifiers') checkName(name, Object.keys(values), at, faults);
    const parsed = parseValue(value, at, faults, uses);
    if (parsed !== undefined) found.push([name, parsed]);
  }
  return Object.fromEntries(found);
}

function checkName(name: string, all: readonly string[], path: string, faults: FaultList): void {
  if (name.split('.').some((step) => step.trim() === '')) faults.add(path, 'wrong_name', 'a name is steps joined by dots, none of them empty');
  // Set on a plain object, this name would vanish.
  if (name.split('.').includes('__proto__')) faults.add(path, 'wrong_name', '"__proto__" cannot be a name');
  const inside = all.find((other) => other.startsWith(`${name}.`));
  if (inside !== undefined) faults.add(path, 'name_conflict', `"${name}" cannot be a value and hold "${inside}" at once`);
}

export function parseProducts(json: unknown, faults: FaultList, uses: ColumnUses): Readonly<Record<string, string | ImportValue>> | undefined {
  if (json === undefined) return undefined;
  if (!isJsonObject(json) || Object.keys(json).length === 0) return void faults.add('/products', 'not_an_object', '"products" is {field: column, …}');
  const found: [string, string | ImportValue][] = [];
  for (const [name, value] of Object.entries(json)) {
    const at = pointer('/products', name);
    checkName(name, Object.keys(json), at, faults);
    if (typeof value === 'string') uses.add(value, at);
    const parsed = typeof value === 'string' ? value : parseValue(value, at, faults, uses);
    if (parsed !== undefined) found.push([name, parsed]);
  }
  return Object.fromEntries(found);
}
