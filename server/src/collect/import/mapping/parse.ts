import type { ImportMapping } from '@danqing/contracts';
import { type FaultDetail, isJsonObject, type JsonObject } from '#kernel';
import { type ColumnUses, columnUses } from './columns.ts';
import { refuseOthers } from './condition.ts';
import { parseEntityMapping } from './entity.ts';
import { type FaultList, faultList } from './faults.ts';
import {
  longestPath,
  parseAlso,
  parseDelimiter,
  parseDuplicates,
  parseFill,
  parseEncoding,
  parseFormat,
  parseGroup,
  parseHeaderRow,
  parseMessageId,
  parseProducts,
  parseText,
  parseTimestamp,
  parseValues,
  parseWhen,
} from './parts.ts';

export type ParsedMapping =
  | { readonly ok: true; readonly mapping: ImportMapping; readonly uses: ColumnUses }
  | { readonly ok: false; readonly errors: readonly FaultDetail[] };

const names = [
  'format',
  'delimiter',
  'encoding',
  'table',
  'sheet',
  'headerRow',
  'source',
  'group',
  'when',
  'also',
  'duplicates',
  'fill',
  'timestamp',
  'messageId',
  'identifiers',
  'traits',
  'consents',
  'properties',
  'products',
  'context',
];

/** Reads a mapping; every fault is named at once, with its JSON Pointer. Whether the file has its columns is asked later (`checkColumns`). */
export function parseMapping(json: unknown): ParsedMapping {
  const faults = faultList();
  const uses = columnUses();
  if (!isJsonObject(json)) return { ok: false, errors: [{ path: '', code: 'not_an_object', message: 'a mapping is a JSON object' }] };
  if ('entity' in json) return ended(parseEntityMapping(json, faults, uses), faults, uses);
  refuseOthers(json, names, '', faults);
  const mapping: ImportMapping = {
    format: parseFormat(json['format'], faults),
    delimiter: parseDelimiter(json['delimiter'], faults),
    encoding: parseEncoding(json['encoding'], faults),
    table: parseText(json, 'table', faults, longestPath),
    sheet: parseText(json, 'sheet', faults),
    headerRow: parseHeaderRow(json['headerRow'], faults),
    source: parseText(json, 'source', faults),
    group: parseGroup(json, faults, uses),
    when: parseWhen(json['when'], faults, uses),
    also: parseAlso(json['also'], faults, uses),
    duplicates: parseDuplicates(json['duplicates'], faults),
    fill: parseFill(json['fill'], faults, uses),
    timestamp: parseTimestamp(json['timestamp'], faults, uses),
    messageId: parseMessageId(json['messageId'], faults, uses),
    identifiers: parseValues(json, 'identifiers', faults, uses),
    traits: parseValues(json, 'traits', faults, uses),
    consents: parseValues(json, 'consents', faults, uses),
    properties: parseValues(json, 'properties', faults, uses),
    products: parseProducts(json['products'], faults, uses),
    context: parseValues(json, 'context', faults, uses),
  };
  checkMeaning(json, mapping, faults);
  return ended(mapping, faults, uses);
}

const ended = (mapping: ImportMapping, { faults }: FaultList, uses: ColumnUses): ParsedMapping =>
  faults.length > 0 ? { ok: false, errors: faults } : { ok: true, mapping, uses };

/** What each part says may be right and the whole still say nothing. */
function checkMeaning(json: JsonObject, mapping: ImportMapping, faults: FaultList): void {
  if (json['identifiers'] === undefined || Object.keys(mapping.identifiers ?? { none: 0 }).length === 0) {
    faults.add('/identifiers', 'missing', 'say which columns tell who it is, as {"customer_id": {"column": "Customer ID"}}');
  }
  if (json['when'] === undefined && json['also'] !== undefined) faults.add('/also', 'no_first', '"also" goes with the events of "when"');
  const makesEvents = json['when'] !== undefined || json['properties'] !== undefined || json['products'] !== undefined;
  if (makesEvents && json['when'] === undefined)
    faults.add(
      '/when',
      'missing',
      'say which event the rows are, as [{"event": "Order Completed"}]; without properties and products a mapping may also only set traits',
    );
  if (!makesEvents && json['traits'] === undefined && json['consents'] === undefined && json['identifiers'] !== undefined)
    faults.add('/when', 'missing', 'the mapping makes nothing: give "when" for events, "traits" or "consents"');
  if (makesEvents && json['timestamp'] === undefined)
    faults.add('/timestamp', 'missing', 'say when the events happened, as {"column": "InvoiceDate"}, or {"value": "2024-01-31"} for all of them');
  if (json['products'] !== undefined && Object.hasOwn(mapping.properties ?? {}, 'products'))
    faults.add('/properties/products', 'taken', '"products" already fills this property');
}
