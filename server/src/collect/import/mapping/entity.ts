import { entityKind, type ImportCase, type ImportMapping, type ImportValue } from '@danqing/contracts';
import type { JsonObject } from '#kernel';
import type { ColumnUses } from './columns.ts';
import { refuseOthers } from './condition.ts';
import { type FaultList, pointer } from './faults.ts';
import {
  longestPath,
  parseDelimiter,
  parseDuplicates,
  parseEncoding,
  parseFormat,
  parseGroup,
  parseHeaderRow,
  parseMessageId,
  parseText,
  parseTimestamp,
  parseValues,
  parseWhen,
} from './parts.ts';
import { parseValue } from './value.ts';

const entityNames = [
  'format',
  'delimiter',
  'encoding',
  'table',
  'sheet',
  'headerRow',
  'source',
  'group',
  'when',
  'duplicates',
  'timestamp',
  'messageId',
  'entity',
  'key',
  'attributes',
  'traits',
];

/** Rows that describe products, shops, accounts …: `key` names each, `attributes` (or `traits`) say what is known of it. */
export function parseEntityMapping(json: JsonObject, faults: FaultList, uses: ColumnUses): ImportMapping {
  refuseOthers(json, entityNames, '', faults);
  if (json['attributes'] !== undefined && json['traits'] !== undefined)
    faults.add('/traits', 'taken', '"attributes" and "traits" are two names of the same part; use one');
  const entity = typeof json['entity'] === 'string' && entityKind.test(json['entity']) ? json['entity'] : undefined;
  if (entity === undefined)
    faults.add('/entity', 'wrong_kind', 'a kind is a name of small letters, digits and _ such as product, shop, staff, account or coupon');
  return {
    format: parseFormat(json['format'], faults),
    delimiter: parseDelimiter(json['delimiter'], faults),
    encoding: parseEncoding(json['encoding'], faults),
    table: parseText(json, 'table', faults, longestPath),
    sheet: parseText(json, 'sheet', faults),
    headerRow: parseHeaderRow(json['headerRow'], faults),
    source: parseText(json, 'source', faults),
    group: parseGroup(json, faults, uses),
    when: parseSkips(json['when'], entity ?? '', faults, uses),
    duplicates: parseDuplicates(json['duplicates'], faults),
    timestamp: parseTimestamp(json['timestamp'], faults, uses),
    messageId: parseMessageId(json['messageId'], faults, uses),
    entity,
    key: parseKey(json['key'], faults, uses),
    traits: parseValues(json, json['attributes'] === undefined ? 'traits' : 'attributes', faults, uses),
  };
}

function parseKey(json: unknown, faults: FaultList, uses: ColumnUses): ImportValue | undefined {
  if (json === undefined) return void faults.add('/key', 'missing', 'say which column names it, as "StockCode" or {"column": "StockCode"}');
  return parseValue(typeof json === 'string' ? { column: json } : json, '/key', faults, uses);
}

/** A row that nothing leaves out describes an entity. */
function parseSkips(json: unknown, entity: string, faults: FaultList, uses: ColumnUses): readonly ImportCase[] {
  const cases = json === undefined ? [] : (parseWhen(json, faults, uses) ?? []);
  cases.forEach((one, index) => {
    if (!('skip' in one))
      faults.add(pointer('/when', index), 'no_end', 'rows that describe entities make no events: a case ends in "skip", and what no case takes is used');
  });
  return [...cases, { event: entity }];
}
