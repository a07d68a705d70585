import { type Measure, parseMeasure, parseRule, type Rule, type Vocabulary } from '#compile';
import { isJsonObject, type JsonObject } from '#kernel';
import { type Findings } from './findings.ts';
import { at, under } from './forms.ts';

/** Where the borders between tiers come from: given, or computed and frozen by each run. `levels`: the quantiles at the inner borders, 0 to 1. */
type Borders =
  | { readonly kind: 'given'; readonly cuts: readonly number[] }
  | { readonly kind: 'quantile'; readonly levels: readonly number[] }
  | { readonly kind: 'equal' | 'natural' };

/** Tiers of a measure, from low to high; one border fewer than names. */
export interface TiersPlan {
  readonly by: Measure;
  readonly names: readonly string[];
  readonly borders: Borders;
}

export type AxisPlan =
  | { readonly kind: 'cases'; readonly cases: readonly { readonly rule: Rule; readonly text: string }[] }
  | { readonly kind: 'tiers'; readonly tiers: TiersPlan };

export interface GridPlan {
  readonly rows: AxisPlan;
  readonly columns: AxisPlan;
}

/** What somebody in this row and this column has as a value. */
export const cellText = (row: string, column: string): string => `${row} × ${column}`;

const mostTiers = 50;
const mostOnAnAxis = 12;

const isText = (json: unknown): json is string => typeof json === 'string' && json.trim() !== '' && json.length <= 200;
const numbersOf = (json: unknown): readonly number[] | undefined =>
  Array.isArray(json) && json.every((each) => typeof each === 'number' && Number.isFinite(each)) ? json.map(Number) : undefined;

/** Reads {"by", "names", "cuts"? | "method"?, "shares"?}; undefined when faults were found. */
export function parseTiers(json: unknown, vocabulary: Vocabulary, path: string, found: Findings, most = mostTiers): TiersPlan | undefined {
  const before = found.faults.length;
  if (!isJsonObject(json)) {
    found.faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  for (const name of Object.keys(json))
    if (!['by', 'names', 'cuts', 'method', 'shares'].includes(name)) found.faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
  const names = namesOf(json, path, found, most);
  const borders = bordersOf(json, names.length, path, found);
  const by = parseMeasure(json['by'] ?? null, vocabulary);
  if (by.ok) found.warnings.push(...under(`${path}/by`, by.warnings));
  else found.faults.push(...under(`${path}/by`, by.errors));
  return by.ok && found.faults.length === before ? { by: by.measure, names, borders } : undefined;
}

function namesOf({ names }: JsonObject, path: string, { faults }: Findings, most: number): readonly string[] {
  const texts = Array.isArray(names) && names.every(isText) ? names : undefined;
  if (texts === undefined || texts.length < 2 || texts.length > most) faults.push(at(`${path}/names`, 'DQ_RANGE', `must be 2 to ${most} texts`));
  else if (new Set(texts).size < texts.length) faults.push(at(`${path}/names`, 'DQ_NOT_ALLOWED', 'must differ from each other'));
  return texts ?? [];
}

function bordersOf({ cuts, method, shares }: JsonObject, tiers: number, path: string, { faults }: Findings): Borders {
  if (cuts !== undefined) {
    const numbers = numbersOf(cuts);
    const isAscending = numbers?.every((cut, index) => index === 0 || cut > (numbers[index - 1] ?? cut)) ?? false;
    if (!isAscending || numbers?.length !== tiers - 1)
      faults.push(at(`${path}/cuts`, 'DQ_RANGE', `must be ${tiers - 1} ascending numbers, one fewer than names`));
    for (const name of ['method', 'shares'])
      if ((name === 'method' ? method : shares) !== undefined) faults.push(at(`${path}/${name}`, 'DQ_NOT_ALLOWED', 'does not go with cuts'));
    return { kind: 'given', cuts: numbers ?? [] };
  }
  if (shares !== undefined && method !== 'quantile') faults.push(at(`${path}/shares`, 'DQ_NOT_ALLOWED', 'belongs to the method "quantile"'));
  if (method === 'equal' || method === 'natural') return { kind: method };
  if (method !== 'quantile') faults.push(at(`${path}/method`, 'DQ_REQUIRED', 'must be "quantile", "equal" or "natural", unless there are cuts'));
  return { kind: 'quantile', levels: levelsOf(shares, tiers, `${path}/shares`, faults) };
}

function levelsOf(shares: unknown, tiers: number, path: string, faults: Findings['faults']): readonly number[] {
  const percents = shares === undefined ? Array.from({ length: tiers }, () => 100 / tiers) : (numbersOf(shares) ?? []);
  const sum = percents.reduce((total, percent) => total + percent, 0);
  if (percents.length !== tiers || percents.some((percent) => percent <= 0) || Math.abs(sum - 100) > 1e-6)
    faults.push(at(path, 'DQ_RANGE', `must be ${tiers} percentages above 0, together 100`));
  let below = 0;
  return percents.slice(0, -1).map((percent) => (below += percent) / 100);
}

/** Reads {"rows", "columns"}; undefined when faults were found. */
export function parseGrid(json: unknown, vocabulary: Vocabulary, path: string, found: Findings): GridPlan | undefined {
  if (!isJsonObject(json)) {
    found.faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  for (const name of Object.keys(json))
    if (name !== 'rows' && name !== 'columns') found.faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
  const rows = parseAxis(json['rows'], vocabulary, `${path}/rows`, found);
  const columns = parseAxis(json['columns'], vocabulary, `${path}/columns`, found);
  return rows === undefined || columns === undefined ? undefined : { rows, columns };
}

function parseAxis(json: unknown, vocabulary: Vocabulary, path: string, found: Findings): AxisPlan | undefined {
  const before = found.faults.length;
  const names = isJsonObject(json) ? Object.keys(json) : [];
  if (!isJsonObject(json) || names.length !== 1 || (names[0] !== 'cases' && names[0] !== 'tiers')) {
    found.faults.push(at(path, 'DQ_NOT_ALLOWED', 'must have exactly one of cases, tiers'));
    return undefined;
  }
  if ('tiers' in json) {
    const tiers = parseTiers(json['tiers'], vocabulary, `${path}/tiers`, found, mostOnAnAxis);
    return tiers === undefined ? undefined : { kind: 'tiers', tiers };
  }
  const cases = Array.isArray(json['cases']) ? json['cases'] : [];
  if (cases.length === 0 || cases.length > mostOnAnAxis) found.faults.push(at(`${path}/cases`, 'DQ_RANGE', `must be 1 to ${mostOnAnAxis} cases`));
  const read = cases.flatMap((each: unknown, index) => {
    const place = `${path}/cases/${index}`;
    if (!isJsonObject(each) || !isText(each['value'])) {
      found.faults.push(at(place, 'DQ_TYPE', 'must be {"rule", "value"} with a text as value'));
      return [];
    }
    for (const name of Object.keys(each))
      if (name !== 'rule' && name !== 'value') found.faults.push(at(`${place}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
    const parsed = parseRule(each['rule'], vocabulary);
    if (parsed.ok) found.warnings.push(...under(`${place}/rule`, parsed.warnings));
    else found.faults.push(...under(`${place}/rule`, parsed.errors));
    return parsed.ok ? [{ rule: parsed.rule, text: each['value'] }] : [];
  });
  return found.faults.length > before ? undefined : { kind: 'cases', cases: read };
}
