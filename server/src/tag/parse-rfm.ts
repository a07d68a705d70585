import { type Measure, parseMeasure, type Vocabulary } from '#compile';
import { type FaultDetail, isJsonObject, type JsonObject } from '#kernel';
import type { Findings } from './findings.ts';
import { rfmTiers, tierNames } from './rfm-tier.ts';

export const dimensions = ['recency', 'frequency', 'monetary'] as const;
type Dimension = (typeof dimensions)[number];

/** Inner borders of the bins, ascending, one fewer than bins. */
export interface CutPoints {
  readonly recency: readonly number[];
  readonly frequency: readonly number[];
  readonly monetary: readonly number[];
}

export interface Scores {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

/** Which scores count as high: those above these numbers, or above the averages of the population, taken and frozen by each run. */
type High = Scores | 'average';

export interface RfmPlan {
  readonly bins: number;
  readonly high: High;
  /** What the tiers are called, in the order of `rfmTiers`. */
  readonly tiers: readonly string[];
  /** Fixed borders; null: quantiles of the population, computed and frozen by each run. */
  readonly edges: CutPoints | null;
  /** Events of a profile; how many of them count at all. */
  readonly frequency: Measure;
  /** Sum of the value over those events. */
  readonly monetary: Measure;
  /** Age of the last of those events, in minutes. */
  readonly recency: Measure;
}

const known = ['of', 'value', 'where', 'window', 'bins', 'method', 'edges', 'high', 'names'];

type AddFault = (name: string, code: string, message: string) => void;

/** Reads {"of", "value", "where"?, "window"?, "bins"?, "method"?, "edges"?, "high"?, "names"?}; undefined when faults were found. */
export function parseRfm(json: unknown, vocabulary: Vocabulary, path: string, { faults, warnings }: Findings): RfmPlan | undefined {
  const before = faults.length;
  const fault: AddFault = (name, code, message) => {
    faults.push({ path: `${path}${name}`, code, message });
  };
  if (!isJsonObject(json)) {
    fault('', 'DQ_TYPE', 'must be an object');
    return undefined;
  }
  for (const name of Object.keys(json)) if (!known.includes(name)) fault(`/${name}`, 'DQ_UNKNOWN_PROPERTY', 'is not known here');
  for (const name of ['of', 'value']) if (typeof json[name] !== 'string' || json[name] === '') fault(`/${name}`, 'DQ_REQUIRED', 'must be a text');
  const bins = binsOf(json, fault);
  const edges = bordersOf(json, bins, fault);
  const high = highOf(json, bins, fault);
  const tiers = tiersOf(json, fault);
  if (faults.length > before) return undefined;
  const sum = parseMeasure(sumOf(json), vocabulary);
  const placed = (details: readonly FaultDetail[]): readonly FaultDetail[] =>
    details.map((detail) => ({ ...detail, path: `${path}${detail.path.replace(/^\/did/, '/of').replace(/^\/sum/, '/value')}` }));
  if (!sum.ok) {
    faults.push(...placed(sum.errors));
    return undefined;
  }
  warnings.push(...placed(sum.warnings));
  const { measure } = sum;
  if (measure.kind !== 'sum') throw new Error(`a sum was read as ${measure.kind}`);
  return {
    bins,
    edges,
    high,
    tiers,
    monetary: measure,
    frequency: { kind: 'count', of: measure.of },
    recency: { kind: 'since', edge: 'last', of: measure.of, unit: 'day' },
  };
}

/** The sum of the value over the events, as a measure in wire form. */
const sumOf = ({ of, value, where, window }: JsonObject): JsonObject => ({
  did: of ?? null,
  sum: value ?? null,
  ...(where === undefined ? {} : { where }),
  ...(window === undefined ? {} : { window }),
});

function binsOf({ bins = 5 }: JsonObject, fault: AddFault): number {
  const isFine = typeof bins === 'number' && Number.isInteger(bins) && bins >= 2 && bins <= 9;
  if (!isFine) fault('/bins', 'DQ_RANGE', 'must be a whole number from 2 to 9');
  return Number(bins);
}

/** Fixed borders of the method "threshold"; null for quantiles. */
function bordersOf({ method = 'quantile', edges }: JsonObject, bins: number, fault: AddFault): CutPoints | null {
  if (method === 'threshold') return edgesOf(edges, bins, fault);
  if (method !== 'quantile') fault('/method', 'DQ_NOT_ALLOWED', 'must be "quantile" or "threshold"');
  else if (edges !== undefined) fault('/edges', 'DQ_NOT_ALLOWED', 'belongs to the method "threshold"');
  return null;
}

function edgesOf(json: unknown, bins: number, fault: AddFault): CutPoints | null {
  if (!isJsonObject(json)) {
    fault('/edges', 'DQ_REQUIRED', 'must be {"recency": […], "frequency": […], "monetary": […]} for the method "threshold"');
    return null;
  }
  const read = (name: Dimension): readonly number[] => {
    const numbers: unknown = json[name];
    const isAscending =
      Array.isArray(numbers) && numbers.every((edge, index) => typeof edge === 'number' && (index === 0 || edge > Number(numbers[index - 1])));
    if (!isAscending || numbers.length !== bins - 1) fault(`/edges/${name}`, 'DQ_RANGE', `must be ${bins - 1} ascending numbers, one fewer than bins`);
    return Array.isArray(numbers) ? numbers.map(Number) : [];
  };
  return { recency: read('recency'), frequency: read('frequency'), monetary: read('monetary') };
}

/** From these scores on: above half a score less. */
function highOf({ high = 'middle' }: JsonObject, bins: number, fault: AddFault): High {
  const middle = (bins + 1) / 2;
  if (high === 'average') return high;
  if (high === 'middle') return { r: middle, f: middle, m: middle };
  const from = (name: keyof Scores): number => {
    const score = isJsonObject(high) ? high[name] : undefined;
    if (typeof score === 'number' && Number.isInteger(score) && score >= 1 && score <= bins) return score - 0.5;
    fault('/high', 'DQ_NOT_ALLOWED', `must be "middle", "average" or {"r", "f", "m"}: the scores, 1 to ${bins}, from which on they count as high`);
    return middle;
  };
  return { r: from('r'), f: from('f'), m: from('m') };
}

function tiersOf({ names }: JsonObject, fault: AddFault): readonly string[] {
  if (names === undefined) return rfmTiers;
  if (names === 'zh' || names === 'en') return rfmTiers.map((tier) => tierNames[names][tier]);
  if (!isJsonObject(names)) {
    fault('/names', 'DQ_NOT_ALLOWED', 'must be "zh", "en" or names by tier');
    return rfmTiers;
  }
  const own = new Map<string, string>();
  for (const [tier, name] of Object.entries(names)) {
    if (!rfmTiers.some((known) => known === tier)) fault(`/names/${tier}`, 'DQ_NOT_ALLOWED', `is no tier; those are ${rfmTiers.join(', ')}`);
    else if (typeof name !== 'string' || name.trim() === '') fault(`/names/${tier}`, 'DQ_TYPE', 'must be a text');
    else own.set(tier, name);
  }
  return rfmTiers.map((tier) => own.get(tier) ?? tier);
}
