import { type Measure, parseMeasure, type Vocabulary } from '#compile';
import { type FaultDetail, isJsonObject, type JsonObject } from '#kernel';
import type { Findings } from './findings.ts';
import { at } from './forms.ts';

type Aggregate = Extract<Measure, { readonly subject: unknown }>;

export interface TopPlan {
  /** Whose different values are ranked: events (or elements) and the property. */
  readonly values: Aggregate;
  /** The same events with the property that weighs them; null: each counts 1. */
  readonly weight: Aggregate | null;
  readonly k: number;
  readonly halfLifeMs: number | null;
}

const known = ['of', 'prop', 'each', 'where', 'window', 'k', 'weight', 'halfLife'];
const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** Reads {"prop", "of", "each"?, "k", "weight"?, "halfLife"?, "window"?, "where"?}; undefined when faults were found. */
export function parseTop(json: unknown, vocabulary: Vocabulary, path: string, { faults, warnings }: Findings): TopPlan | undefined {
  const before = faults.length;
  if (!isJsonObject(json)) {
    faults.push(at(path, 'DQ_TYPE', 'must be an object'));
    return undefined;
  }
  for (const name of Object.keys(json)) if (!known.includes(name)) faults.push(at(`${path}/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here'));
  for (const name of ['of', 'prop'])
    if (typeof json[name] !== 'string' || json[name] === '') faults.push(at(`${path}/${name}`, 'DQ_REQUIRED', 'must be a text'));
  const { k, weight = 'count' } = json;
  if (typeof k !== 'number' || !Number.isInteger(k) || k < 1 || k > 100) faults.push(at(`${path}/k`, 'DQ_RANGE', 'must be a whole number from 1 to 100'));
  if (typeof weight !== 'string' || weight === '') faults.push(at(`${path}/weight`, 'DQ_TYPE', 'must be "count" or a property'));
  const halfLifeMs = halfLifeOf(json['halfLife'], `${path}/halfLife`, faults);
  if (faults.length > before) return undefined;
  const read = (aggregate: 'unique' | 'sum', property: unknown, name: string): Aggregate | undefined => {
    const parsed = parseMeasure(measureOf(json, aggregate, property), vocabulary);
    const renamed = (place: string): string => place.replace(/^\/did/, '/of').replace(/^\/(unique|sum)/, `/${name}`);
    const placed = (details: readonly FaultDetail[]): readonly FaultDetail[] =>
      details.map((detail) => ({ ...detail, path: `${path}${renamed(detail.path)}` }));
    if (!parsed.ok) faults.push(...placed(parsed.errors));
    if (!parsed.ok || parsed.measure.kind !== aggregate) return undefined;
    // The weight is read over the same events: what is said of those is said once.
    warnings.push(...placed(parsed.warnings).filter(({ path: place }) => warnings.every((other) => other.path !== place)));
    return parsed.measure;
  };
  const values = read('unique', json['prop'], 'prop');
  const weighed = weight === 'count' || values === undefined ? null : read('sum', weight, 'weight');
  return values === undefined || weighed === undefined ? undefined : { values, weight: weighed, k: Number(k), halfLifeMs };
}

/** The events that count, as a measure in wire form. */
const measureOf = ({ of, each, where, window }: JsonObject, aggregate: string, property: unknown): object => ({
  did: of,
  [aggregate]: property,
  ...(each === undefined ? {} : { each }),
  ...(where === undefined ? {} : { where }),
  ...(window === undefined ? {} : { window }),
});

function halfLifeOf(json: unknown, path: string, faults: FaultDetail[]): number | null {
  if (json === undefined) return null;
  const unit = isJsonObject(json) ? json['unit'] : undefined;
  const n = isJsonObject(json) ? json['n'] : undefined;
  const length = unit === 'minute' || unit === 'hour' || unit === 'day' || unit === 'week' ? unitMs[unit] : undefined;
  if (length !== undefined && typeof n === 'number' && n > 0 && n <= 100_000) return n * length;
  faults.push(at(path, 'DQ_RANGE', 'must be like {"n": 30, "unit": "day"}, in minutes, hours, days or weeks (months have no fixed length)'));
  return null;
}
