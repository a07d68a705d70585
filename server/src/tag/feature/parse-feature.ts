import { type Measure, parseMeasure, type Vocabulary } from '#compile';
import { isJsonObject, type JsonObject } from '#kernel';
import type { Findings } from '../findings.ts';
import { at, under } from '../forms.ts';
import { type FeaturePlan, type FieldMeasure, type ImputePlan, isField, isReading, type OutlierPlan, type ScaleKind } from './plan.ts';

/** Tukey (1977): 1.5; Iglewicz & Hoaglin (1993): 3.5; Liu, Ting, Zhou (2008): from 0.6 on, as their figure 3 draws the line. */
const usualLimits = { iqr: 1.5, mad: 3.5, forest: 0.6 } as const;
const usualLeast = 30;
const usualNeighbours = 10;
const mostPredictors = 10;

interface Reading {
  readonly vocabulary: Vocabulary;
  readonly found: Findings;
  readonly isText: boolean;
}

/** Reads {"of", "as"?, "impute"?, "outlier"?, "scale"?}; undefined when faults were found. */
export function parseFeature(json: unknown, vocabulary: Vocabulary, path: string, found: Findings): FeaturePlan | undefined {
  const before = found.faults.length;
  if (!isJsonObject(json)) {
    found.faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  onlyKnown(json, ['of', 'as', 'impute', 'outlier', 'scale'], path, found);
  const as = oneOf(json['as'] ?? 'number', ['number', 'text'], `${path}/as`, found);
  const reading = { vocabulary, found, isText: as === 'text' };
  const of = measureAt(json['of'] ?? null, `${path}/of`, reading);
  if (of !== undefined && reading.isText && !isField(of)) found.faults.push(at(`${path}/of`, 'DQ_NOT_ALLOWED', 'categories are read from a trait or a tag'));
  const impute = json['impute'] === undefined ? null : imputeAt(json['impute'], `${path}/impute`, reading);
  const outlier = json['outlier'] === undefined ? null : outlierAt(json['outlier'], `${path}/outlier`, reading);
  const scale = json['scale'] === undefined ? null : oneOf<ScaleKind>(json['scale'], ['z', 'min-max', 'robust'], `${path}/scale`, found);
  checkTogether({ impute, outlier, scale }, path, reading);
  if (impute?.by === 'line' && of !== undefined && !isReading(of))
    found.faults.push(at(`${path}/impute/by`, 'DQ_NOT_ALLOWED', 'a line needs an average, least or greatest of events in a window'));
  if (found.faults.length > before || of === undefined || impute === undefined || outlier === undefined || scale === undefined) return undefined;
  return { of, isText: reading.isText, impute, outlier, scale };
}

type Parts = { readonly [Name in 'impute' | 'outlier' | 'scale']: FeaturePlan[Name] | undefined };

/** What no part can tell alone. */
function checkTogether({ impute, outlier, scale }: Parts, path: string, { found: { faults }, isText }: Reading): void {
  for (const [name, part] of Object.entries({ outlier, scale }))
    if (isText && part !== null) faults.push(at(`${path}/${name}`, 'DQ_NOT_ALLOWED', 'needs numbers; this feature is of categories'));
  if (impute === null && outlier === null && scale === null) faults.push(at(path, 'DQ_REQUIRED', 'must have at least one of impute, outlier, scale'));
  if (impute !== null && impute !== undefined && 'withoutOutliers' in impute && impute.withoutOutliers && outlier?.by !== 'iqr' && outlier?.by !== 'mad')
    faults.push(at(`${path}/impute/withoutOutliers`, 'DQ_NOT_ALLOWED', 'needs "outlier" by iqr or mad, which says what is left out'));
}

function imputeAt(json: unknown, path: string, reading: Reading): ImputePlan | undefined {
  const { found, isText } = reading;
  if (!isJsonObject(json)) {
    found.faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  const by = oneOf(json['by'], ['mean', 'median', 'mode', 'line', 'ridge', 'neighbours'], `${path}/by`, found);
  if (by === undefined) return undefined;
  if (by === 'ridge' || by === 'neighbours') return modelAt(json, by, path, reading);
  if (by === 'line') {
    onlyKnown(json, ['by', 'carryDays'], path, found);
    return { by, carryDays: json['carryDays'] === undefined ? null : wholeAt(json['carryDays'], 0, 1, 3650, `${path}/carryDays`, found) };
  }
  onlyKnown(json, ['by', 'within', 'least', 'withoutOutliers'], path, found);
  if (isText && by !== 'mode') found.faults.push(at(`${path}/by`, 'DQ_NOT_ALLOWED', 'categories have no mean and no median; take the mode'));
  const within = fieldsAt(json['within'], `${path}/within`, reading);
  if (within.length > 2) found.faults.push(at(`${path}/within`, 'DQ_RANGE', 'must be one or two fields'));
  const least = wholeAt(json['least'], usualLeast, 5, 100_000, `${path}/least`, found);
  return { by, within, least, withoutOutliers: flagAt(json['withoutOutliers'], `${path}/withoutOutliers`, found) };
}

function modelAt(json: JsonObject, by: 'ridge' | 'neighbours', path: string, reading: Reading): ImputePlan {
  const { found, isText } = reading;
  onlyKnown(json, ['by', 'from', ...(by === 'neighbours' ? ['k'] : [])], path, found);
  if (isText && by === 'ridge') found.faults.push(at(`${path}/by`, 'DQ_NOT_ALLOWED', 'a regression gives numbers; of categories take neighbours or the mode'));
  const from = measuresAt(json['from'], `${path}/from`, reading);
  if (json['from'] === undefined || (Array.isArray(json['from']) && json['from'].length === 0))
    found.faults.push(at(`${path}/from`, 'DQ_REQUIRED', 'must name what the value is estimated from'));
  return { by, from, k: wholeAt(json['k'], usualNeighbours, 1, 50, `${path}/k`, found) };
}

function measuresAt(json: unknown, path: string, reading: Reading): readonly Measure[] {
  const { faults } = reading.found;
  if (json === undefined) return [];
  if (!Array.isArray(json)) {
    faults.push(at(path, 'DQ_TYPE', 'must be a list of measures'));
    return [];
  }
  if (json.length > mostPredictors) faults.push(at(path, 'DQ_RANGE', `must be ${mostPredictors} at most`));
  return json.slice(0, mostPredictors).flatMap((each: unknown, index) => measureAt(each, `${path}/${index}`, reading) ?? []);
}

function outlierAt(json: unknown, path: string, reading: Reading): OutlierPlan | undefined {
  const { found } = reading;
  if (!isJsonObject(json)) {
    found.faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  const by = oneOf(json['by'], ['iqr', 'mad', 'forest'], `${path}/by`, found);
  if (by === undefined) return undefined;
  onlyKnown(json, ['by', 'limit', ...(by === 'forest' ? ['with'] : [])], path, found);
  if (by === 'forest') {
    return { by, limit: numberAt(json['limit'], usualLimits.forest, 0.1, 1, `${path}/limit`, found), with: measuresAt(json['with'], `${path}/with`, reading) };
  }
  return { by, limit: numberAt(json['limit'], usualLimits[by], 0.1, 100, `${path}/limit`, found) };
}

function measureAt(json: unknown, path: string, { vocabulary, found }: Reading): Measure | undefined {
  const parsed = parseMeasure(json, vocabulary);
  if (parsed.ok) found.warnings.push(...under(path, parsed.warnings));
  else found.faults.push(...under(path, parsed.errors));
  return parsed.ok ? parsed.measure : undefined;
}

function fieldsAt(json: unknown, path: string, reading: Reading): readonly FieldMeasure[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) {
    reading.found.faults.push(at(path, 'DQ_TYPE', 'must be a list of fields'));
    return [];
  }
  return json.flatMap((each: unknown, index) => {
    const measure = measureAt(each, `${path}/${index}`, reading);
    if (measure !== undefined && !isField(measure)) reading.found.faults.push(at(`${path}/${index}`, 'DQ_NOT_ALLOWED', 'must be a trait or a tag'));
    return measure !== undefined && isField(measure) ? [measure] : [];
  });
}

function onlyKnown(json: JsonObject, names: readonly string[], path: string, { faults }: Findings): void {
  for (const name of Object.keys(json)) if (!names.includes(name)) faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
}

function oneOf<Name extends string>(json: unknown, names: readonly Name[], path: string, { faults }: Findings): Name | undefined {
  const found = names.find((name) => name === json);
  if (found === undefined) faults.push(at(path, 'DQ_NOT_ALLOWED', `must be one of ${names.join(', ')}`));
  return found;
}

function numberAt(json: unknown, usual: number, low: number, high: number, path: string, { faults }: Findings): number {
  if (json === undefined) return usual;
  const number = typeof json === 'number' ? json : Number.NaN;
  if (!(number >= low && number <= high)) faults.push(at(path, 'DQ_RANGE', `must be a number from ${low} to ${high}`));
  return number;
}

function wholeAt(json: unknown, usual: number, low: number, high: number, path: string, found: Findings): number {
  const number = numberAt(json, usual, low, high, path, found);
  if (json !== undefined && number >= low && number <= high && !Number.isInteger(number)) found.faults.push(at(path, 'DQ_RANGE', 'must be a whole number'));
  return number;
}

function flagAt(json: unknown, path: string, { faults }: Findings): boolean {
  if (json !== undefined && typeof json !== 'boolean') faults.push(at(path, 'DQ_TYPE', 'must be true or false'));
  return json === true;
}
