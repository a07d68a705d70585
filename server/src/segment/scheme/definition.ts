import type { AxisJson, SchemeAxis, SchemeDefinitionJson, TagDefinitionJson } from '@danqing/contracts';
import { type FaultDetail, invalid, isJsonObject } from '#kernel';

const mostParts = 60;
const forms = ['rules', 'tiers', 'values', 'grid'] as const;

const fault = (path: string, code: string, message: string): FaultDetail => ({ path, code, message });
const isKey = (json: unknown): json is string => typeof json === 'string' && json.trim() !== '' && json.length <= 60;

/** Reads what is the scheme's own: its form and its parts. Rules, measures and borders are read with the tag. Throws DQ_INVALID with every fault. */
export function checkedScheme(json: unknown): SchemeDefinitionJson {
  const faults: FaultDetail[] = [];
  const isFine = isScheme(json, faults);
  if (!isFine || faults.length > 0) throw invalid('the scheme is not valid', faults);
  const parts = partsOf(json);
  if (parts.length > mostParts)
    throw invalid('the scheme is not valid', [fault('/definition', 'DQ_RANGE', `makes ${parts.length} parts, more than ${mostParts}`)]);
  return json;
}

function isScheme(json: unknown, faults: FaultDetail[]): json is SchemeDefinitionJson {
  if (isJsonObject(json) && 'grid' in json) {
    const grid = json['grid'];
    if (!hasOnly(json, 'grid', '/definition', faults) || !isJsonObject(grid)) {
      faults.push(fault('/definition/grid', 'DQ_TYPE', 'must be {"rows", "columns"}'));
      return false;
    }
    for (const side of ['rows', 'columns']) {
      if (checkAxis(grid[side], `/definition/grid/${side}`, faults).some((key) => key.includes('×')))
        faults.push(fault(`/definition/grid/${side}`, 'DQ_NOT_ALLOWED', 'names in a grid cannot have × in them'));
    }
    return faults.length === 0;
  }
  checkAxis(json, '/definition', faults);
  return faults.length === 0;
}

const hasOnly = (json: object, name: string, path: string, faults: FaultDetail[]): boolean => {
  const others = Object.keys(json).filter((each) => each !== name);
  for (const other of others) faults.push(fault(`${path}/${other}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
  return others.length === 0;
};

/** The keys of its parts, as far as they can be read. */
function checkAxis(json: unknown, path: string, faults: FaultDetail[]): readonly string[] {
  const form = isJsonObject(json) ? forms.find((name) => name in json && name !== 'grid') : undefined;
  if (!isJsonObject(json) || form === undefined) {
    faults.push(fault(path, 'DQ_NOT_ALLOWED', 'must have exactly one of rules, tiers, values, grid; a side of a grid is no grid'));
    return [];
  }
  hasOnly(json, form, path, faults);
  const inner = json[form];
  const place = `${path}/${form}`;
  const listed = form === 'rules' ? inner : isJsonObject(inner) ? inner['parts'] : undefined;
  const where = form === 'rules' ? place : `${place}/parts`;
  if (!Array.isArray(listed) || listed.length === 0) {
    faults.push(fault(where, 'DQ_REQUIRED', 'must be a list of parts'));
    return [];
  }
  if (form === 'values' && isJsonObject(inner) && typeof inner['tag'] !== 'string') faults.push(fault(`${place}/tag`, 'DQ_REQUIRED', 'must be a tag'));
  const keys = listed.flatMap((each: unknown, index) => {
    const key = form === 'tiers' ? each : isJsonObject(each) ? each['part'] : undefined;
    const at = form === 'tiers' ? `${where}/${index}` : `${where}/${index}/part`;
    if (!isKey(key)) {
      faults.push(fault(at, 'DQ_TYPE', 'must be a text of up to 60 characters'));
      return [];
    }
    if (form === 'values' && (!isJsonObject(each) || !isScalars(each['values'])))
      faults.push(fault(`${where}/${index}/values`, 'DQ_TYPE', 'must be a list of values'));
    return [key];
  });
  if (new Set(keys).size < keys.length) faults.push(fault(where, 'DQ_NOT_ALLOWED', 'two parts have the same key'));
  return keys;
}

const isScalars = (json: unknown): boolean =>
  Array.isArray(json) && json.length > 0 && json.every((each) => ['string', 'number', 'boolean'].includes(typeof each));

const keysOf = (axis: SchemeAxis): readonly string[] => {
  if ('rules' in axis) return axis.rules.map(({ part }) => part);
  return 'tiers' in axis ? axis.tiers.parts : axis.values.parts.map(({ part }) => part);
};

/** The keys of every part that the definition makes: of rules in their order, of tiers from low to high, of a grid row by row. */
export function partsOf(definition: SchemeDefinitionJson): readonly string[] {
  if (!('grid' in definition)) return keysOf(definition);
  const columns = keysOf(definition.grid.columns);
  return keysOf(definition.grid.rows).flatMap((row) => columns.map((column) => `${row} × ${column}`));
}

/** The definition of the tag that carries the scheme: its values are the keys of the parts. */
export function tagDefinitionOf(definition: SchemeDefinitionJson): TagDefinitionJson {
  if ('grid' in definition) return { grid: { rows: axisOf(definition.grid.rows), columns: axisOf(definition.grid.columns) } };
  return axisOf(definition);
}

function axisOf(axis: SchemeAxis): AxisJson {
  if ('rules' in axis) return { cases: axis.rules.map(({ part, rule }) => ({ rule, value: part })) };
  if ('values' in axis) {
    const { tag, parts } = axis.values;
    return { cases: parts.map(({ part, values }) => ({ rule: { tag, op: 'in', value: values }, value: part })) };
  }
  const { parts, ...rest } = axis.tiers;
  return { tiers: { ...rest, names: parts } };
}

/** Faults and warnings of the tag's definition, placed in the scheme's. */
export const placedInScheme = (definition: SchemeDefinitionJson, details: readonly FaultDetail[]): readonly FaultDetail[] =>
  details.map((detail) => ({ ...detail, path: schemePath(definition, detail.path) }));

function schemePath(definition: SchemeDefinitionJson, path: string): string {
  const rest = path.replace(/^\/definition/, '');
  if (!('grid' in definition)) return `/definition${axisPath(definition, rest)}`;
  const side = rest.startsWith('/grid/rows') ? 'rows' : 'columns';
  return `/definition/grid/${side}${axisPath(definition.grid[side], rest.replace(/^\/grid\/(rows|columns)/, ''))}`;
}

function axisPath(axis: SchemeAxis, rest: string): string {
  if ('rules' in axis) return rest.replace(/^\/cases(\/\d+)\/value/, '/rules$1/part').replace(/^\/cases/, '/rules');
  if ('values' in axis) return rest.replace(/^\/cases\/\d+\/rule\/tag.*/, '/values/tag').replace(/^\/cases(\/\d+).*/, '/values/parts$1/values');
  return rest.replace(/^\/tiers\/names/, '/tiers/parts');
}
